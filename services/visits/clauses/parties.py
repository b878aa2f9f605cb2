"""Clauses that dealings with outside parties carry (B4.1)."""

from services.visits.clauses.cadences import Cadence, Unit
from services.visits.clauses.clause import Clause, Per
from services.visits.models.duties import Stage
from shared.errors import N_

WEEKLY, MONTHLY, QUARTERLY = Cadence(Unit.WEEK), Cadence(Unit.MONTH), Cadence(Unit.QUARTER)

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
        cadence=Cadence(Unit.DAY),
        awaits=("visits.contact_logged.v1",),
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
        awaits=("visits.event_change_requested.v1", "visits.event_change_acknowledged.v1"),
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
        awaits=("visits.contractor_talk_recorded.v1",),
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
        parties=("builder", "supplier"),
        awaits=("visits.contact_logged.v1",),
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
        parties=("authority",),
        awaits=("visits.contact_logged.v1",),
    ),
)
