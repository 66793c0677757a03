"""Policies over HTTP, the same in each service that owns any."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Whence
from firstline_chassis.etags import check_version, etag
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.http import Limit
from firstline_chassis.idempotency import Answer
from firstline_chassis.policies.aggregate import Policy, Published
from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.documents import (
    Doubt,
    Governed,
    History,
    Kinds,
    NewVersion,
    PublishPolicy,
    Summary,
    Version,
)
from firstline_chassis.policies.refusals import (
    NoSuchPolicy,
    PolicyInUse,
    PolicyMissing,
    PolicyRefused,
)
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_events.message import Word

_BIGINT = 2**63
_WHICH = "the policy: its kind, such as `lines`; of a kind that has many `flow:vpn`"
KindName = Annotated[str, Path(description=_WHICH, max_length=256)]
Number = Annotated[int, Path(ge=1, lt=_BIGINT)]
After = Annotated[int, Query(ge=0, lt=_BIGINT, description="versions after this one")]
Behind = Annotated[Word | Literal[""], Query(description="policies after this one")]


def policy_router(store: Store, policies: Policies[Policy], clock: Clock) -> APIRouter:
    """The routes of these policies, whose store is the service's own."""
    router = APIRouter(prefix="/v1/policies", tags=["policies"])
    _add_current(router, store, policies)
    _add_history(router, store, policies)
    _add_publishing(router, Exchange(store), policies, clock)
    return router


def _add_current(router: APIRouter, store: Store, policies: Policies[Policy]) -> None:
    @router.get("", summary="The policies, and which version of each counts")
    def list_policies(limit: Limit = 200, after: Behind = "") -> Kinds:
        with store.reading() as tx:
            names = policies.names(tx, after, limit + 1)
            page = [_current(tx, policies, name) for name in names[:limit]]
        items = [Governed.of(policies.called(one.kind).kind, one) for one in page]
        return Kinds(items=items, next=page[-1].kind if len(names) > limit else None)

    @router.get("/{kind}", summary="What counts now")
    def show_policy(kind: KindName, response: Response) -> Version:
        with store.reading() as tx:
            current = _current(tx, policies, kind)
        response.headers["ETag"] = etag(current.version)
        return Version.of(current)


def _add_history(router: APIRouter, store: Store, policies: Policies[Policy]) -> None:
    @router.get("/{kind}/versions", summary="Every version, the oldest first")
    def list_versions(kind: KindName, limit: Limit = 50, after: After = 0) -> History:
        found = _versions(store, policies, kind)[after : after + limit + 1]
        following = found[limit - 1].version if len(found) > limit else None
        return History(items=[Summary.of(one) for one in found[:limit]], next=following)

    @router.get("/{kind}/versions/{number}", summary="One version, whole")
    def show_version(kind: KindName, number: Number) -> Version:
        found = _versions(store, policies, kind)
        if number > len(found):
            told = f"The last version of {kind} is {len(found)}."
            raise Problem(404, "no-such-version", f"There is no version {number}", told)
        return Version.of(found[number - 1])


def _add_publishing(
    router: APIRouter, exchange: Exchange, policies: Policies[Policy], clock: Clock
) -> None:
    @router.post(
        "/{kind}", status_code=201, response_model=NewVersion, summary="Publish the next version"
    )
    def publish_policy(
        kind: KindName,
        command: PublishPolicy,
        request: Request,
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            check_version(if_match, _seen(tx, policies, kind))
            return _publish(tx, policies, kind, command, clock, cause)

        return exchange.carry_out(request, command, idempotency_key, act)


def _publish(
    tx: Transaction,
    policies: Policies[Policy],
    kind: str,
    command: PublishPolicy,
    clock: Clock,
    cause: str,
) -> Answer:
    occasion = command.occasion(clock(), cause, Whence())
    reason, expected = command.reason, command.expected_version
    try:
        policy = policies.publish(
            tx, kind, command.content, occasion, reason=reason, expected=expected
        )
    except PolicyRefused as refusal:
        raise _problem(refusal) from None
    assert policy.current is not None
    location = f"/v1/policies/{kind}/versions/{policy.version}"
    doubts = [Doubt.of(one) for one in policies.doubts(tx, kind, policy.content)]
    new = Version.of(policy.current).model_dump() | ({"doubts": doubts} if doubts else {})
    body = NewVersion(**new).model_dump_json(exclude_unset=True).encode()
    return Answer(201, {"ETag": etag(policy.version), "Location": location}, body)


def _seen(tx: Transaction, policies: Policies[Policy], kind: str) -> int:
    """The version that counts; 0, where the first version of one of many is published now."""
    try:
        if policies.called(kind).kind.named_by:
            return policies.standing(tx, kind).version
    except NoSuchPolicy as refusal:
        raise _unknown(refusal) from None
    return _current(tx, policies, kind).version


def _current(tx: Transaction, policies: Policies[Policy], kind: str) -> Published:
    """Raises Problem: 404 for a kind that isn't ours, 503 where none was seeded yet."""
    try:
        current = policies.current(tx, kind).current
    except NoSuchPolicy as refusal:
        raise _unknown(refusal) from None
    except PolicyMissing as error:
        raise Problem(503, "no-policy-yet", "Try again", str(error)) from None
    assert current is not None
    return current


def _versions(store: Store, policies: Policies[Policy], kind: str) -> list[Published]:
    try:
        with store.reading() as tx:
            return policies.versions(tx, kind)
    except NoSuchPolicy as refusal:
        raise _unknown(refusal) from None


def _unknown(refusal: NoSuchPolicy) -> Problem:
    return Problem(404, refusal.code, "There is no such policy", str(refusal))


def _problem(refusal: PolicyRefused) -> Problem:
    if isinstance(refusal, PolicyInUse):
        title = "Something still depends on what this version removes"
        return Problem(409, refusal.code, title, str(refusal), **refusal.members)
    title = "The policy has faults; nothing was published"
    return Problem(422, refusal.code, title, str(refusal), **refusal.members)
