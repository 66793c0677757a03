"""Suggested articles as a person reads them."""

from collections.abc import Mapping
from typing import Any


def as_lines(answer: Mapping[str, Any]) -> list[str]:
    """One line for each article; a sentence where there is none."""
    if not answer["articles"]:
        return ["No article is sure to answer."]
    lines = [_line(one) for one in answer["articles"]]
    if answer["language"] != answer["answered_in"]:
        lines.append(f"Nothing in {answer['language']}: these are in {answer['answered_in']}.")
    return lines


def _line(article: Mapping[str, Any]) -> str:
    standing = article.get("standing", "suggested")
    said = "" if standing == "suggested" else f" ({standing})"
    return f"{article['number']}  {article['title']}{said}"
