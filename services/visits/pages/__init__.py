"""The visits service's pages, one file for each use case."""

from services.visits.pages.duties import duties
from services.visits.pages.duty_report import report
from services.visits.pages.feeds import feeds
from services.visits.pages.floors import floors
from services.visits.pages.major import major
from services.visits.pages.meeting import meeting_page
from services.visits.pages.meetings import meetings
from services.visits.pages.parties import parties
from services.visits.pages.party_import import party_import
from services.visits.pages.party_talks import party_talks
from services.visits.pages.party_work import party_work
from services.visits.pages.promises import promises
from services.visits.pages.promotions import promotions
from services.visits.pages.reports import reports
from services.visits.pages.rounds import rounds
from services.visits.pages.slots import slots
from services.visits.pages.summaries import summaries
from services.visits.pages.symposium import symposium_page
from services.visits.pages.symposiums import symposiums
from services.visits.pages.visit import visit
from services.visits.pages.visit_pictures import visit_pictures
from services.visits.pages.visits import visits

BLUEPRINTS = (
    rounds,
    visits,
    visit,
    floors,
    major,
    duties,
    report,
    slots,
    feeds,
    symposiums,
    symposium_page,
    meetings,
    meeting_page,
    summaries,
    reports,
    parties,
    party_import,
    party_talks,
    party_work,
    promotions,
    promises,
    visit_pictures,
)
