"""Clauses that dealings with outside parties carry (B4.1)."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from services.visits import contracts
from services.visits.clauses.cadences import Cadence, Unit, day_of
from services.visits.clauses.clause import Clause, Per, Reading, Step
from services.visits.clauses.readings import in_period
from services.visits.models.duties import FactKind, Stage
from shared.errors import N_
from shared.events import Envelope

DAILY, WEEKLY, MONTHLY, QUARTERLY = (Cadence(unit) for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER))
BUILDERS, AUTHORITIES = ("builder", "supplier"), ("authority",)


def _with_developer(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    if event.party_kind == "developer":
        yield in_period(DAILY, zone, event.estate_id, event.contacted_at, **_told(event, event.contacted_at, zone))


def _in_contact(cadence: Cadence, kinds: tuple[str, ...]) -> Reading:
    """With one of these, for itself."""

    def reading(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
        if event.party_kind in kinds:
            told = _told(event, event.contacted_at, zone)
            yield in_period(cadence, zone, event.estate_id, event.contacted_at, event.party_id, **told)

    return reading


def _talked(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    told = _told(event, event.held_at, zone) | {"href": f"/visits/parties/talks/{event.talk_id}"}
    yield in_period(WEEKLY, zone, event.estate_id, event.held_at, event.party_id, **told)


def _change_step(event: Any, kind: FactKind, **more: Any) -> Step:
    about = {"estate_id": event.estate_id, "subject_id": event.change_id, "at": event.at, "by": event.by}
    return Step(kind=kind, href=f"/visits/parties/events/{event.promotion_id}", **about, **more)


def _change_requested(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    owed = {"label": event.title, "due_at": event.due_at, "owner_id": event.staff_id}
    yield _change_step(event, FactKind.OWED, **owed)


def _change_acknowledged(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
    yield _change_step(event, FactKind.PROOF, number=f"{day_of(event.at, zone)} {event.title}")


def _told(event: Any, at: Any, zone: ZoneInfo) -> dict[str, Any]:
    number, href = f"{day_of(at, zone)} {event.party}", f"/visits/parties/{event.party_id}"
    return {"number": number, "href": href, "by": event.by}


CLAUSES: tuple[Clause, ...] = (
    Clause(
        id="B4.1.1",
        title=N_("Contact with the developer is kept every day"),
        per=Per.ESTATE,
        role="venue_manager",
        when=N_("every working day of the pre-sales stage"),
        due=N_("the same day"),
        proof=N_("the contact log"),
        stage=Stage.PRESALES,
        cadence=DAILY,
        reads={contracts.ContactLogged: _with_developer},
    ),
    Clause(
        id="B4.1.2",
        title=N_("Changes to a promotional event are coordinated with the developer at once"),
        per=Per.EVENT,
        role="venue_manager",
        when=N_("when something must change"),
        due=N_("the same day"),
        proof=N_("the developer's acknowledgement"),
        stage=Stage.PRESALES,
        reads={
            contracts.EventChangeRequested: _change_requested,
            contracts.EventChangeAcknowledged: _change_acknowledged,
        },
    ),
    Clause(
        id="B4.1.3",
        title=N_("The service-centre manager talks with each contractor"),
        per=Per.CONTRACTOR,
        role="service_centre_manager",
        when=N_("every week"),
        due=N_("by Sunday"),
        proof=N_("the summary of the talk"),
        cadence=WEEKLY,
        parties=("contractor",),
        reads={contracts.ContractorTalkRecorded: _talked},
    ),
    Clause(
        id="B4.1.4",
        title=N_("Contact with builders and suppliers is kept"),
        per=Per.PARTY,
        role="venue_manager",
        when=N_("every month of the pre-sales stage"),
        due=N_("by the end of the month"),
        proof=N_("the contact log"),
        stage=Stage.PRESALES,
        cadence=MONTHLY,
        parties=BUILDERS,
        reads={contracts.ContactLogged: _in_contact(MONTHLY, BUILDERS)},
    ),
    Clause(
        id="B4.1.5",
        title=N_("Good relations with the authorities are kept"),
        per=Per.PARTY,
        role="venue_manager",
        when=N_("every quarter"),
        due=N_("by the end of the quarter"),
        proof=N_("the contact log"),
        cadence=QUARTERLY,
        parties=AUTHORITIES,
        reads={contracts.ContactLogged: _in_contact(QUARTERLY, AUTHORITIES)},
    ),
)
