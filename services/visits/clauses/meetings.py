"""Clauses that meetings and reports carry (A2.3, B4.2, B5)."""

from services.visits.clauses.cadences import Cadence, Unit
from services.visits.clauses.clause import Clause, Per
from services.visits.models.duties import Stage
from shared.errors import N_

FRIDAY = Cadence(Unit.WEEK, weekday=4)
WEEKLY = Cadence(Unit.WEEK)

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
        awaits=("visits.meeting_held.v1",),
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
        cadence=Cadence(Unit.DAY),
        awaits=("visits.meeting_held.v1",),
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
        awaits=("visits.weekly_summary_submitted.v1",),
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
        awaits=("visits.meeting_held.v1",),
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
            awaits=("visits.report_submitted.v1",),
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
        awaits=("visits.meeting_opened.v1", "visits.minutes_filed.v1"),
    ),
)
