"""Reads for the front desk's pages and API; each takes a fixed number of queries."""

from services.ticketing.queries.absences import absence, absences, away_today, missed, next_absences
from services.ticketing.queries.api_clients import api_clients
from services.ticketing.queries.calendar import CalendarYear, SpecialDay, calendar_year
from services.ticketing.queries.categories import categories, category
from services.ticketing.queries.commitments import commitment, commitments
from services.ticketing.queries.contacts import Contact, contacts
from services.ticketing.queries.erasures import ErasurePreview, erasure, erasure_preview
from services.ticketing.queries.figures import CLOCKS, Figures, Names, Repeated, figures, names_in
from services.ticketing.queries.floor_plans import EstateBuildings, FloorPlan, UnitPlan, buildings, floor_plan
from services.ticketing.queries.imports import import_job, import_jobs
from services.ticketing.queries.mailbox import boxes, emptying, emptyings, estate_of_code, letters, overdue_boxes
from services.ticketing.queries.margins import Margin, Month, item_name, margin_lines, margin_months, margin_report
from services.ticketing.queries.members import member, members
from services.ticketing.queries.needs import digest, digest_tickets, digest_weeks, digests, digests_of
from services.ticketing.queries.people import (
    customer,
    customers,
    estate,
    estates,
    households_of_unit,
    place,
    premises,
    search_customers,
    search_premises,
    unit_paths,
)
from services.ticketing.queries.personal_data import personal_data
from services.ticketing.queries.photos import photo
from services.ticketing.queries.prices import price, price_history, prices
from services.ticketing.queries.quotes import newest_quote, quote, quotes, waiting_quote
from services.ticketing.queries.reporters import (
    Told,
    merged,
    possible_duplicates,
    reporters,
    ticket_of_number,
    told_of,
    told_too,
    told_where,
)
from services.ticketing.queries.resident_links import has_left
from services.ticketing.queries.roster import duties, estates_with_gaps, hotline_gaps, on_duty
from services.ticketing.queries.same_households import Belongings, belongings, perhaps_the_same, sharing_phone
from services.ticketing.queries.saved_filters import saved_filters
from services.ticketing.queries.staff import candidates, staff_list, staff_member, superiors
from services.ticketing.queries.ticket_facets import Facets, names_of
from services.ticketing.queries.tickets import (
    OPEN,
    TO_ANSWER,
    TO_DO,
    QueueFilter,
    StatusView,
    followers,
    parted,
    queue,
    reported_view,
    status_view,
    ticket,
    tickets,
    timeline,
)
from services.ticketing.queries.today import Counts, count_to_solve, counts, next_due, to_solve, work

__all__ = [
    "CLOCKS",
    "OPEN",
    "TO_ANSWER",
    "TO_DO",
    "Belongings",
    "CalendarYear",
    "Contact",
    "Counts",
    "ErasurePreview",
    "EstateBuildings",
    "Facets",
    "Figures",
    "FloorPlan",
    "Margin",
    "Month",
    "Names",
    "QueueFilter",
    "Repeated",
    "SpecialDay",
    "StatusView",
    "Told",
    "UnitPlan",
    "absence",
    "absences",
    "api_clients",
    "away_today",
    "belongings",
    "boxes",
    "buildings",
    "calendar_year",
    "candidates",
    "categories",
    "category",
    "commitment",
    "commitments",
    "contacts",
    "count_to_solve",
    "counts",
    "customer",
    "customers",
    "digest",
    "digest_tickets",
    "digest_weeks",
    "digests",
    "digests_of",
    "duties",
    "emptying",
    "emptyings",
    "erasure",
    "erasure_preview",
    "estate",
    "estate_of_code",
    "estates",
    "estates_with_gaps",
    "figures",
    "floor_plan",
    "followers",
    "has_left",
    "hotline_gaps",
    "households_of_unit",
    "import_job",
    "import_jobs",
    "item_name",
    "letters",
    "margin_lines",
    "margin_months",
    "margin_report",
    "member",
    "members",
    "merged",
    "missed",
    "names_in",
    "names_of",
    "newest_quote",
    "next_absences",
    "next_due",
    "on_duty",
    "overdue_boxes",
    "parted",
    "perhaps_the_same",
    "personal_data",
    "photo",
    "place",
    "possible_duplicates",
    "premises",
    "price",
    "price_history",
    "prices",
    "queue",
    "quote",
    "quotes",
    "reported_view",
    "reporters",
    "saved_filters",
    "search_customers",
    "search_premises",
    "sharing_phone",
    "staff_list",
    "staff_member",
    "status_view",
    "superiors",
    "ticket",
    "ticket_of_number",
    "tickets",
    "timeline",
    "to_solve",
    "told_of",
    "told_too",
    "told_where",
    "unit_paths",
    "waiting_quote",
    "work",
]
