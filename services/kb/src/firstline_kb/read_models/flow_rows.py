"""Which flows are there? A row each, written with the version that it shows."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import orjson

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.store import Transaction
from firstline_kb.domain.flow import Flow, Texts
from firstline_kb.domain.flow_table import FLOW
from firstline_kb.domain.policy import KbPolicy


class Row(NamedTuple):
    """The columns of `flows_v1`."""

    name: str
    version: int
    category: str
    tags: Sequence[str]
    languages: Sequence[str]
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    retired: str | None


_COLUMNS = ", ".join(Row._fields)
_SET = ", ".join(f"{name} = excluded.{name}" for name in Row._fields[1:])
# Names of our own columns, nothing that anybody sends.
_KEEP = f"""INSERT INTO flows_v1 ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (name) DO UPDATE SET {_SET}"""  # noqa: S608
_PAGE = f"""SELECT {_COLUMNS} FROM flows_v1
    WHERE name > %s AND (%s OR retired IS NULL) AND (%s::text IS NULL OR category = %s)
    ORDER BY name LIMIT %s"""  # noqa: S608


def keep_flows(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """Stage the rows of whatever flows have a new version."""
    for policy in changed:
        if isinstance(policy, KbPolicy) and policy.content["kind"] == FLOW.name:
            tx.stage(_KEEP, _row(Flow.from_content(policy.content, policy.version)))


def page(
    tx: Transaction, after: str, limit: int, *, category: str | None = None, retired: bool = False
) -> Sequence[Row]:
    """Flows by name, after that one; `retired` gives those too that nobody is to begin."""
    return [Row(*one) for one in tx.fetch(_PAGE, [after, retired, category, category, limit])]


def _row(flow: Flow) -> Sequence[object]:
    head = [flow.name, flow.version, flow.category, list(flow.tags), list(flow.languages)]
    return [*head, _as_json(flow.title), _as_json(flow.summary), flow.retired]


def _as_json(texts: Texts) -> str:
    return orjson.dumps({language.value: text for language, text in texts.items()}).decode()
