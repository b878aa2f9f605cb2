"""Clauses that meetings and reports carry (A2.3, B4.2, B5)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from services.visits import contracts
from services.visits.clauses.cadences import Cadence, Unit, day_of, ends
from services.visits.clauses.clause import Clause, Per, Reading, Step, team_key
from services.visits.clauses.readings import in_period
from services.visits.models.duties import FactKind, Stage
from shared.errors import N_
from shared.events import Envelope

FRIDAY = Cadence(Unit.WEEK, weekday=4)
WEEKLY = Cadence(Unit.WEEK)
DAILY = Cadence(Unit.DAY)
FROM_NOW_ON = date(2026, 12, 1)  # the day on which meetings came into the calendar
MINUTES_WITHIN = timedelta(days=3)


def _when(event: Any, zone: ZoneInfo) -> str:
    return f"{event.starts_at.astimezone(zone):%Y-%m-%d %H:%M}"


def _page(meeting_id: Any) -> str:
    return f"/visits/meetings/{meeting_id}"


def held(kind: str, cadence: Cadence) -> Reading:
    """A meeting of the kind was held in the period."""

    def reading(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
        if event.kind == kind:
            told: dict[str, Any] = {"number": _when(event, zone), "href": _page(event.meeting_id), "by": event.by}
            yield in_period(cadence, zone, event.estate_id, event.held_at, **told)

    return reading


def _of_meeting(kind: FactKind) -> Reading:
    """Minutes are owed once it has begun."""

    def reading(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
        about = {"estate_id": event.estate_id, "subject_id": event.meeting_id, "at": event.at, "by": event.by}
        due_at = ends(day_of(event.at, zone), zone) + MINUTES_WITHIN if kind is FactKind.OWED else None
        label = f"{_when(event, zone)} {event.place}".strip()
        told: dict[str, Any] = {"label": label, "number": _when(event, zone), "href": _page(event.meeting_id)}
        told["owner_id"] = event.by_id if kind is FactKind.OWED else None  # whoever opened it sees to them
        yield Step(kind=kind, due_at=due_at, **about, **told)

    return reading


def _of_action(kind: FactKind) -> Reading:
    """``label`` is the number of the action: what is to be done may tell of somebody."""

    def reading(event: Any, _envelope: Envelope, zone: ZoneInfo) -> Iterator[Step]:
        number = f"{event.meeting_at.astimezone(zone):%Y-%m-%d %H:%M} · {event.number}"
        about = {"estate_id": event.estate_id, "subject_id": event.action_id, "at": event.at, "by": event.by}
        told = {"label": number, "number": number, "href": _page(event.meeting_id), "owner_id": event.owner_id}
        yield Step(kind=kind, due_at=ends(event.due_on, zone), **about, **told)

    return reading


def _summed_up(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
    """Of the week that it is about, whenever it comes."""
    about = {"estate_id": event.estate_id, "subject_id": team_key(event.estate_id, event.team), "at": event.at}
    told: dict[str, Any] = {"number": event.week, "by": event.by}
    told |= {"href": f"/visits/summaries/{event.estate_id}/{event.team}/{event.week}"}
    yield Step(kind=FactKind.PROOF, period=event.week, **about, **told)


def _reported(kind: str) -> Reading:
    """A report of that kind, of the period that it is about."""

    def reading(event: Any, _envelope: Envelope, _zone: ZoneInfo) -> Iterator[Step]:
        if event.kind == kind:
            about = {"estate_id": event.estate_id, "subject_id": event.estate_id, "at": event.at}
            told: dict[str, Any] = {"number": event.period, "href": f"/visits/reports/{event.report_id}"}
            yield Step(kind=FactKind.PROOF, period=event.period, by=event.by, **about, **told)

    return reading


CLAUSES: tuple[Clause, ...] = (
    Clause(
        id="A2.3",
        title=N_("The weekly office meeting passes residents' needs to the teams"),
        per=Per.ESTATE,
        role="project_lead",
        when=N_("every week"),
        due=N_("by Sunday"),
        proof=N_("the minutes"),
        cadence=WEEKLY,
        reads={contracts.MeetingHeld: held("office", WEEKLY)},
        since=FROM_NOW_ON,
    ),
    Clause(
        id="B4.2.1",
        title=N_("The departments hold their daily stand-up"),
        per=Per.ESTATE,
        role="venue_manager",
        when=N_("every working day of the pre-sales stage"),
        due=N_("the same day"),
        proof=N_("the record of the meeting"),
        stage=Stage.PRESALES,
        cadence=DAILY,
        reads={contracts.MeetingHeld: held("stand_up", DAILY)},
        since=FROM_NOW_ON,
    ),
    Clause(
        id="B4.2.2",
        title=N_("Each department sums up the week and plans the next"),
        per=Per.DEPARTMENT,
        role="team_member",
        when=N_("every Friday of the pre-sales stage"),
        due=N_("on Friday, or the last working day before"),
        proof=N_("the weekly summary and plan"),
        stage=Stage.PRESALES,
        cadence=FRIDAY,
        reads={contracts.WeeklySummarySubmitted: _summed_up},
        since=FROM_NOW_ON,
    ),
    Clause(
        id="B4.2.3",
        title=N_("The branch holds its weekly meeting"),
        per=Per.ESTATE,
        role="venue_manager",
        when=N_("every Friday of the pre-sales stage"),
        due=N_("on Friday, or the last working day before"),
        proof=N_("the minutes"),
        stage=Stage.PRESALES,
        cadence=FRIDAY,
        reads={contracts.MeetingHeld: held("branch", FRIDAY)},
        since=FROM_NOW_ON,
    ),
    *(
        Clause(
            id=f"B4.2.4-{name}",
            title=title,
            per=Per.ESTATE,
            role="venue_manager",
            when=when,
            due=due,
            proof=N_("the submitted report"),
            stage=Stage.PRESALES,
            cadence=cadence,
            reads={contracts.ReportSubmitted: _reported(name)},
            since=FROM_NOW_ON,
        )
        for name, title, when, due, cadence in (
            ("week", N_("The weekly report is submitted"), N_("every week"), N_("by Sunday"), WEEKLY),
            (
                "month",
                N_("The monthly report is submitted"),
                N_("every month"),
                N_("within 5 days of the month's end"),
                Cadence(Unit.MONTH, after=5),
            ),
            (
                "quarter",
                N_("The quarterly report is submitted"),
                N_("every quarter"),
                N_("within 10 days of the quarter's end"),
                Cadence(Unit.QUARTER, after=10),
            ),
        )
    ),
    Clause(
        id="B5",
        title=N_("Minutes are written of every meeting"),
        per=Per.MEETING,
        role="venue_manager",
        when=N_("with each meeting"),
        due=N_("within 3 days"),
        proof=N_("the minutes"),
        reads={
            contracts.MeetingOpened: _of_meeting(FactKind.OWED),
            contracts.MinutesFiled: _of_meeting(FactKind.PROOF),
            contracts.MeetingCancelled: _of_meeting(FactKind.LAPSED),
        },
        since=FROM_NOW_ON,
    ),
    Clause(
        id="B5-actions",
        title=N_("What a meeting decided is done"),
        per=Per.ACTION,
        role="team_member",
        when=N_("with each action of a meeting"),
        due=N_("by the day agreed"),
        proof=N_("the word of whoever did it"),
        reads={
            contracts.MeetingActionSet: _of_action(FactKind.OWED),
            contracts.MeetingActionDone: _of_action(FactKind.PROOF),
            contracts.MeetingActionDropped: _of_action(FactKind.LAPSED),
        },
        since=FROM_NOW_ON,
    ),
)
