"""Reads for the front desk's pages and API; each takes a fixed number of queries."""

from services.ticketing.queries.commitments import commitments
from services.ticketing.queries.imports import import_job, import_jobs
from services.ticketing.queries.people import (
    customer,
    customers,
    estate,
    estates,
    place,
    premises,
    search_customers,
    unit_paths,
)
from services.ticketing.queries.staff import candidates, staff_list, staff_member
from services.ticketing.queries.tickets import OPEN, QueueFilter, StatusView, queue, status_view, ticket, timeline

__all__ = [
    "OPEN",
    "QueueFilter",
    "StatusView",
    "candidates",
    "commitments",
    "customer",
    "customers",
    "estate",
    "estates",
    "import_job",
    "import_jobs",
    "place",
    "premises",
    "queue",
    "search_customers",
    "staff_list",
    "staff_member",
    "status_view",
    "ticket",
    "timeline",
    "unit_paths",
]
