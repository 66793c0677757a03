"""Topics for tests, made and removed with a client that is not ours."""

from collections.abc import Iterable

from confluent_kafka.admin import AdminClient, NewTopic

from firstline_local.processes import wait_until

DEADLINE_SECONDS = 20.0
CONFIG = {"max.message.bytes": str(2 * 1024**2), "retention.ms": "-1"}


def renew_topics(admin: AdminClient, names: Iterable[str], partitions: int) -> None:
    """Empty topics under these names: what was there before goes first."""
    wanted = set(names)
    delete_topics(admin, wanted)
    new = [NewTopic(name, partitions, 1, config=CONFIG) for name in sorted(wanted)]
    for future in admin.create_topics(new).values():
        future.result(DEADLINE_SECONDS)
    assert wait_until(lambda: wanted <= existing(admin), DEADLINE_SECONDS), "topics do not appear"


def delete_topics(admin: AdminClient, names: Iterable[str]) -> None:
    """Remove the topics that exist among these names."""
    there = set(names) & existing(admin)
    if not there:
        return
    for future in admin.delete_topics(sorted(there)).values():
        future.result(DEADLINE_SECONDS)
    assert wait_until(lambda: not there & existing(admin), DEADLINE_SECONDS), "topics do not go"


def existing(admin: AdminClient) -> set[str]:
    """The topics that the broker knows now."""
    return set(admin.list_topics(timeout=DEADLINE_SECONDS).topics)
