"""The front desk's pages, one file for each use case."""

from services.ticketing.pages.account import account
from services.ticketing.pages.filters import filters
from services.ticketing.pages.hotline import hotline
from services.ticketing.pages.queue import queue
from services.ticketing.pages.sign_in import sign_in
from services.ticketing.pages.status import status
from services.ticketing.pages.ticket import ticket
from services.ticketing.pages.today import today
from services.ticketing.pages.work import work

BLUEPRINTS = (filters, sign_in, account, today, hotline, queue, ticket, work, status)
