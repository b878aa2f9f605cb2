"""The front desk's JSON API, ``/api/v1``."""

from services.ticketing.api.absences import absences
from services.ticketing.api.api_clients import api_clients
from services.ticketing.api.calendar import calendar
from services.ticketing.api.categories import categories
from services.ticketing.api.commitments import commitments
from services.ticketing.api.customers import customers
from services.ticketing.api.erasures import erasures
from services.ticketing.api.imports import imports
from services.ticketing.api.keys import keys
from services.ticketing.api.mailbox import mailbox
from services.ticketing.api.margins import margins
from services.ticketing.api.members import members
from services.ticketing.api.needs import needs
from services.ticketing.api.photos import photos
from services.ticketing.api.premises import premises
from services.ticketing.api.prices import prices
from services.ticketing.api.quotes import quotes
from services.ticketing.api.roster import roster
from services.ticketing.api.sessions import sessions
from services.ticketing.api.staff import staff
from services.ticketing.api.steps import steps
from services.ticketing.api.tickets import tickets

BLUEPRINTS = (
    sessions,
    customers,
    members,
    erasures,
    premises,
    tickets,
    steps,
    photos,
    mailbox,
    prices,
    quotes,
    margins,
    needs,
    roster,
    staff,
    absences,
    categories,
    commitments,
    calendar,
    imports,
    api_clients,
    keys,
)
