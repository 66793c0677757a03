"""Publishing a file on top of the version that it was made from, and of no other one."""

import re
from typing import NoReturn

from firstline_chassis.asking import Refused
from firstline_chassis.policies.contents import beside
from firstline_console.acting import Actor
from firstline_console.boundary import UserError
from firstline_console.policy import published
from firstline_console.policy.differences import differences
from firstline_console.policy.kinds import Looked
from firstline_console.policy.printing import tell_differences
from firstline_console.policy.published import Version


def publish(found: Looked, who: Actor, reason: str | None, expecting: int | None) -> Version:
    """The next version, after `expecting`; without that, after the one that the file names.

    One of many that was never published needs no version before it.
    Raises UserError where it names none, or another one counts by now, having told on stderr what
    differs; Refused for any other no of the service.
    """
    on_top_of = expecting or basis_of(found) or _unless_it_differs(found)
    try:
        return published.publish(found.policy, found.document.content, who, reason, on_top_of)
    except Refused as refusal:
        if refusal.code == "stale-policy":
            _refuse_stale(found, on_top_of)
        raise


def basis_of(found: Looked) -> int | None:
    """The version in the file's remark `# lines@4`, which `firstline policy show` writes above."""
    form = re.compile(rf"{re.escape(found.policy.name)}@([1-9]\d{{0,17}})(?=[\s,]|$)")
    named = filter(None, map(form.match, found.document.remarks))
    return next((int(one[1]) for one in named), None)


def _unless_it_differs(found: Looked) -> int:
    """The version that counts if the file says the same, which the service then refuses."""
    counts, after = published.current_if_any(found.policy), found.document.content
    if counts is None:
        return 0
    changes = differences(beside(found.kind, counts["content"], after), after)
    if not changes:
        return int(counts["version"])
    file, label = found.document.file, counts["label"]
    tell_differences(f"{file} would change of {label}:", changes)
    remedy = (
        f"if that is all it should change: --expecting {counts['version']}; a file that"
        f" `firstline policy show {found.policy.name}` writes says its version itself."
    )
    raise UserError(f"{file} doesn't say on which version it is based; {label} counts.", remedy)


def _refuse_stale(found: Looked, based: int) -> NoReturn:
    """Tell what somebody else has changed since."""
    counts, file = published.current_if_any(found.policy), found.document.file
    name = found.policy.name
    if counts is None:
        told = f"{file} is based on {name}@{based}, and no version of it was ever published."
        raise UserError(told, "remove the remark that names the version, and --expecting.")
    number, label = int(counts["version"]), str(counts["label"])
    if based == 0:
        told = f"somebody else has just published {label}."
        raise UserError(told, f"compare: `firstline policy diff {file}`.")
    if based > number:
        told = f"{file} is based on {name}@{based}, which was never published: {label} counts."
        raise UserError(told, f"compare: `firstline policy diff`; then --expecting {number}.")
    before = published.version(found.policy, based)
    tell_differences(f"since {before['label']}:", differences(before["content"], counts["content"]))
    told = f"{file} is based on {before['label']}; by now {label} counts, which"
    remedy = f"bring that into the file, unless it is to undo it; then --expecting {number}."
    raise UserError(f"{told} {counts['published_by']['id']} published.", remedy)
