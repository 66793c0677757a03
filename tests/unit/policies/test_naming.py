"""A policy is called by its kind, or by kind and name where a kind has many."""

import pytest

from firstline_chassis.policies.contents import Content, Fault, PolicyKind
from firstline_chassis.policies.naming import called
from firstline_chassis.policies.refusals import NoSuchPolicy


def _no_faults(_: Content) -> list[Fault]:
    return []


LINES = PolicyKind("lines", "escalation", "one alone", _no_faults)
FLOW = PolicyKind("flow", "kb", "many", _no_faults, named_by="name")
KINDS = {one.name: one for one in (LINES, FLOW)}


@pytest.mark.parametrize(("name", "kind"), [("lines", LINES), ("flow:vpn", FLOW)])
def test_a_name_leads_to_its_kind(name: str, kind: PolicyKind) -> None:
    assert called(KINDS, name) == (kind, name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("forms", "there is no policy forms here; its kinds: lines, flow"),
        ("", "there is no policy"),
        ("lines:first", "there is one lines alone: name it without :first"),
        ("lines:", "there is one lines alone"),
        ("flow", "flow is a kind of many policies, each with its name: name one, as flow:<name>"),
        ("flow:a b", "name one, as flow:<name>"),
        ("flow:a:b", "name one, as flow:<name>"),
        ("flow:" + "x" * 201, "name one, as flow:<name>"),
    ],
)
def test_a_name_that_means_none_is_refused_with_what_would(name: str, told: str) -> None:
    with pytest.raises(NoSuchPolicy) as no:
        called(KINDS, name)
    assert told in str(no.value)


def test_a_content_is_published_under_the_name_that_it_gives_itself() -> None:
    vpn = called(KINDS, "flow:vpn")
    assert vpn.fault_of_name({"kind": "flow", "name": "vpn"}) is None
    fault = vpn.fault_of_name({"kind": "flow", "name": "dns"})
    assert fault is not None
    assert (fault.where, fault.remedy) == (("name",), "say name: vpn; or publish it as flow:dns")
    assert called(KINDS, "lines").fault_of_name({"kind": "lines"}) is None
