"""A version that is shown as YAML is read again as the same content, whatever it says."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from firstline_chassis.policies.contents import why_not_plain
from firstline_chassis.policies.yaml_files import read_text
from firstline_console.policy.printing import page_of

ODD = [
    "yes", "no", "null", "~", "true", "True", "0o7", "0x1F", "1_000", "010", "1:30", "1e3",
    ".inf", "2016-02-29", "a: b", "# x", "- x", "&a", "*a", "!t", "%", "@", "`", "'", '"', "|",
    ">", "<<", "=", "", " ", " x", "x ", "a\nb", "\ta", "é", "💥", "\u2028", "\x7f", "\x85",
    "it's \"so\"", "---", "...",
]  # fmt: skip
texts = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
)
whole = st.integers(-(10**17), 10**17)
scalars = st.none() | st.booleans() | whole | st.floats(allow_nan=False, width=32) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=10,
)
contents = st.dictionaries(texts, values, max_size=4)


def shown(content: dict[str, Any], reason: str | None = None) -> str:
    who = {"id": "carla\n", "kind": "agent"}
    said = {"label": "lines@3", "published_at": "2026-03-01T08:00:00Z", "published_by": who}
    return page_of({**said, "reason": reason, "content": content})


@settings(deadline=None)
@given(contents.filter(lambda content: content and why_not_plain(content) is None), texts)
@example({"a": 1.0, "b": [1e-7, -0.0, 1e22]}, "x")
def test_what_is_shown_is_read_again_as_the_same(content: dict[str, Any], reason: str) -> None:
    again = read_text(shown(content, reason), "again.yaml").content

    assert again == content
    assert str(again) == str(content)
