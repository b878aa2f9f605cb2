"""The front desk's pages, one file for each use case."""

from services.ticketing.pages.absences import absences
from services.ticketing.pages.account import account
from services.ticketing.pages.api_clients import api_clients
from services.ticketing.pages.bulk import bulk
from services.ticketing.pages.calendar import calendar
from services.ticketing.pages.categories import categories
from services.ticketing.pages.commitments import commitments
from services.ticketing.pages.customers import customers
from services.ticketing.pages.erasures import erasures
from services.ticketing.pages.figures import figures
from services.ticketing.pages.filters import filters
from services.ticketing.pages.hotline import hotline
from services.ticketing.pages.imports import imports
from services.ticketing.pages.invitation import invitation
from services.ticketing.pages.letters import letters
from services.ticketing.pages.mailbox import mailbox
from services.ticketing.pages.margins import margins
from services.ticketing.pages.members import members
from services.ticketing.pages.merging_households import merging_households
from services.ticketing.pages.needs import needs
from services.ticketing.pages.pass_on import pass_on
from services.ticketing.pages.premises import premises
from services.ticketing.pages.prices import prices
from services.ticketing.pages.queue import queue
from services.ticketing.pages.quote_link import quote_link
from services.ticketing.pages.quotes import quotes
from services.ticketing.pages.rating import rating
from services.ticketing.pages.roster import roster
from services.ticketing.pages.settlements import settlements
from services.ticketing.pages.sign_in import sign_in
from services.ticketing.pages.sign_in_again import sign_in_again
from services.ticketing.pages.staff import staff
from services.ticketing.pages.status import status
from services.ticketing.pages.ticket import ticket
from services.ticketing.pages.today import today
from services.ticketing.pages.work import work

BLUEPRINTS = (
    filters,
    sign_in,
    sign_in_again,
    invitation,
    account,
    today,
    hotline,
    queue,
    bulk,
    ticket,
    work,
    status,
    quotes,
    quote_link,
    settlements,
    margins,
    rating,
    letters,
    mailbox,
    customers,
    members,
    erasures,
    merging_households,
    premises,
    categories,
    commitments,
    prices,
    needs,
    figures,
    roster,
    calendar,
    staff,
    absences,
    pass_on,
    api_clients,
    imports,
)
