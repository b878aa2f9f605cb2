"""The visits service's JSON API, ``/api/v1``."""

from services.visits.api.duties import duties
from services.visits.api.floors import floors
from services.visits.api.major import major
from services.visits.api.meetings import meetings
from services.visits.api.parties import parties
from services.visits.api.party_work import party_dealings
from services.visits.api.promises import promises
from services.visits.api.promotions import promotions
from services.visits.api.quarterly import quarterly
from services.visits.api.reports import reports
from services.visits.api.rounds import rounds
from services.visits.api.summaries import summaries
from services.visits.api.symposiums import symposiums
from services.visits.api.visit_pictures import visit_pictures
from services.visits.api.visits import visits

BLUEPRINTS = (
    rounds,
    quarterly,
    visits,
    floors,
    major,
    duties,
    symposiums,
    meetings,
    summaries,
    reports,
    parties,
    party_dealings,
    promotions,
    promises,
    visit_pictures,
)
