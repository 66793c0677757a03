"""The composition root: the only file that knows all others."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.bell import Bell
from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.consumer import Consumer
from firstline_chassis.continuity import Continuity
from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import Checks, create_app
from firstline_chassis.inbox import Inbox
from firstline_chassis.lifecycle import Part, checks_of
from firstline_chassis.mapper import StructMapper
from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.routes import policy_router
from firstline_chassis.policies.seeding import Seeding
from firstline_chassis.relay import EventFeed, Feed, Relay
from firstline_chassis.sequenced import Sequenced
from firstline_chassis.store import Store, Transaction
from firstline_chassis.timekeeper import Timers
from firstline_chassis.timer_routes import timer_router
from firstline_chassis.timers import ByKind, Firing
from firstline_events.catalogue import owned_by
from firstline_intake.adapters.files.mapping_files import read_mappings
from firstline_intake.adapters.http.adoptions import adoption_router
from firstline_intake.adapters.http.attachments import Files
from firstline_intake.adapters.http.events import event_router
from firstline_intake.adapters.http.forms import form_router
from firstline_intake.adapters.http.listing import requester_router
from firstline_intake.adapters.http.published import published_router
from firstline_intake.adapters.http.ratings import RatingRules, rating_router
from firstline_intake.adapters.http.tickets import Means, ticket_router
from firstline_intake.adapters.http.words import word_router
from firstline_intake.adapters.kafka import handler
from firstline_intake.adapters.kafka.by_topic import ByTopic
from firstline_intake.adapters.kafka.expiring import HeldTooLong
from firstline_intake.adapters.kafka.inbound import TOPIC, InboundDecider
from firstline_intake.adapters.kafka.receipts import TOPIC as RECEIPTS
from firstline_intake.adapters.kafka.receipts import ReceiptFeed
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_intake.adapters.links.signed_links import SignedLinks, read_secrets
from firstline_intake.adapters.objects.object_store import ObjectStorage, open_objects
from firstline_intake.adapters.postgres import inbound_rows, waiting_rows
from firstline_intake.adapters.postgres.numbers import numbers
from firstline_intake.adapters.postgres.timer_audit import missing_timers
from firstline_intake.application import closing, holding
from firstline_intake.application.forms_in_force import ReadForms
from firstline_intake.application.ports import Receiver, Rows
from firstline_intake.application.uploads import UploadRules
from firstline_intake.application.windows_in_force import ReadWindows
from firstline_intake.domain.forms_table import FORMS
from firstline_intake.domain.mapping import Mappings
from firstline_intake.domain.media_types import DEFAULT_TYPES
from firstline_intake.domain.policy import IntakePolicy
from firstline_intake.domain.windows import WINDOWS
from firstline_intake.read_models import aliases, listing
from firstline_intake.settings import IntakeSettings

GROUP = "intake"
POLICIES = Policies(GROUP, IntakePolicy, [WINDOWS, FORMS])
"""What intake decides by."""
WINDOWS_IN_FORCE = ReadWindows(POLICIES)
ROWS = Rows(inbound_rows, waiting_rows, numbers)
READ = (TOPIC, handler.TOPIC)
"""What the worker reads, and timers wait for."""
_CACHED = 12_000
_ABOUT = "What enters, which ticket it belongs to, and what became of it."


def build_parts(settings: IntakeSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database = Database(settings.database, __package__)
    mapper, bell = StructMapper(PRIVATE_EVENTS), Bell()
    store = build_store(database.pool, mapper, bell=bell)
    told = [topic for topic in owned_by(GROUP) if topic != RECEIPTS]
    continuity = Continuity(database.pool, mapper, settings.kafka, told)
    parts: list[Part] = [database, continuity, Seeding(POLICIES, store, utc_now)]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "relay" in roles:
        feeds: list[Feed] = [EventFeed(mapper, translate), ReceiptFeed()]
        parts.append(Relay(settings.database, feeds, settings.kafka, bell))
    if "worker" in roles:
        worker = build_store(database.pool, mapper, cached=_CACHED, bell=bell)
        parts.append(_worker(settings, worker))
    if "timers" in roles:
        parts.append(build_timers(store))
    app = None
    if "api" in roles:
        objects = open_objects(settings.attachments)
        parts.append(objects)
        app = _api(settings, store, objects, checks)
    parts.extend(faces(settings, GROUP, checks, app))
    return parts


def build_store(
    pool: ConnectionPool, mapper: StructMapper, *, cached: int = 0, bell: Bell | None = None
) -> Store:
    """A store that writes the list of tickets, and timers, with whatever events it stores."""
    return Store(pool, mapper, cached=cached, alongside=_alongside, bell=bell)


def _alongside(tx: Transaction, changed: Collection[Aggregate]) -> None:
    listing.project(tx, changed)
    aliases.project(tx, changed)
    closing.set_windows(tx, changed, WINDOWS_IN_FORCE)


def build_timers(store: Store, clock: Clock = utc_now) -> Timers:
    """What happens by itself, over whatever store."""
    firings: dict[str, Firing] = {
        closing.KIND: closing.ClosingWindows(clock),
        holding.KIND: HeldTooLong(ROWS, clock),
    }
    return Timers(store, ByKind(firings), READ, clock=clock)


def build_app(
    store: Store, checks: Checks, receiver: Receiver, files: Files, ratings: RatingRules
) -> FastAPI:
    """The HTTP API alone, as tests use it too."""
    forms = ReadForms(POLICIES)
    routers = (
        ticket_router(store, Means(numbers, files, ratings, forms), utc_now),
        rating_router(store, ratings, utc_now),
        form_router(store, forms),
        published_router(store, translate),
        requester_router(store),
        event_router(store, receiver, utc_now),
        adoption_router(store, utc_now),
        word_router(store.pool),
        policy_router(store, POLICIES, utc_now),
        timer_router(store.pool, READ, utc_now, missing_timers),
        dead_letter_router(store.pool),
    )
    return create_app("Firstline intake", _ABOUT, checks, *routers)


def build_decider(mappings: Mappings, clock: Clock = utc_now) -> InboundDecider:
    """What the worker does with inbound records, over whatever store."""
    return InboundDecider(mappings, ROWS, WINDOWS_IN_FORCE, clock)


def build_case_reader(clock: Clock = utc_now) -> Sequenced:
    """What the worker does with escalation's records, over whatever store."""
    events = handler.CaseEvents(clock)
    return Sequenced(events, only=events.types)


def _api(settings: IntakeSettings, store: Store, objects: ObjectStorage, checks: Checks) -> FastAPI:
    rules = UploadRules(settings.attachment_bytes, settings.attachment_types or DEFAULT_TYPES)
    files = Files(objects, rules)
    secrets = read_secrets(settings.link_secret, settings.link_secret_file)
    links = SignedLinks(secrets) if secrets else None
    ratings = RatingRules(links, timedelta(days=settings.rating_days))
    receiver = build_decider(read_mappings(settings.mappings))
    return build_app(store, checks, receiver, files, ratings)


def _worker(settings: IntakeSettings, store: Store) -> Consumer:
    sequenced = build_case_reader()
    inbound = build_decider(read_mappings(settings.mappings))
    decider = ByTopic({TOPIC: inbound, handler.TOPIC: sequenced})
    return Consumer(
        GROUP,
        decider.topics,
        settings.kafka,
        Inbox(store, decider),
        batch=settings.batch,
        forget=sequenced.forget,
        clock=utc_now,
    )
