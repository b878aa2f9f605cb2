"""Notify, survey and visits know a merged household for what it is, and go on with the one that is kept."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.notify import models as notify_models
from services.survey import models as survey_models
from services.survey import queries as survey_queries
from services.ticketing import handlers
from services.ticketing.models import Customer, CustomerKind, Ticket
from services.visits import models as visits_models
from services.visits import queries as visits_queries
from shared.db import Database
from tests.conftest import MakeDatabase
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.ticketing_desk import NAMES, Desk, furnish

COPIES: dict[str, Any] = {"notify": notify_models, "survey": survey_models, "visits": visits_models}
HOUSEHOLDS = 2 * len(NAMES)


@pytest.fixture
def company(make_database: MakeDatabase, tmp_path: Path) -> dict[str, Database]:
    databases = {name: make_database(name) for name in SERVICES if name != "ticketing"}
    databases["ticketing"] = make_database("ticketing", furnish=furnish)
    create_apps(databases, tmp_path)
    return databases


@pytest.fixture
def desk(company: dict[str, Database]) -> Desk:
    return Desk(company["ticketing"])


@pytest.fixture
def gone(company: dict[str, Database], desk: Desk) -> Customer:
    """A second record of 张伟, whose burst pipe is a major problem; everybody has heard of it."""
    unit_id = desk.customers["张伟"].unit_id
    facts: dict[str, Any] = {"kind": CustomerKind.OWNER, "name": "张 伟", "phone": "139 0013 9000"}
    second: Customer = desk.do("officer", handlers.register_customer, unit_id=unit_id, **facts)
    ticket: Ticket = desk.open(customer_id=second.id)
    desk.do("officer", handlers.flag_major, ticket_id=ticket.id, reason="三次维修未果")
    deliver(company)
    return second


def merge(company: dict[str, Database], desk: Desk, gone: Customer) -> UUID:
    kept: Customer = desk.do(
        "supervisor", handlers.merge_households, customer_id=gone.id, into_id=desk.customers["张伟"].id
    )
    deliver(company)
    return kept.id


def told(company: dict[str, Database], household: UUID) -> list[str]:
    message = notify_models.Message
    with company["notify"].read() as session:
        found = select(message).where(message.recipient_id == household).order_by(message.id)
        return [row.event.split(".")[1] for row in session.scalars(found)]


def test_each_copy_points_to_the_kept_one_which_alone_is_counted(
    company: dict[str, Database], desk: Desk, gone: Customer
) -> None:
    with company["survey"].read() as survey, company["visits"].read() as visits:
        assert survey_queries.households(survey) == visits_queries.owners(visits) == HOUSEHOLDS + 1
    kept = merge(company, desk, gone)
    for service, models in COPIES.items():
        with company[service].read() as session:
            assert session.get_one(models.Customer, gone.id).merged_into_id == kept, service
    with company["survey"].read() as survey, company["visits"].read() as visits:
        assert survey_queries.households(survey) == visits_queries.owners(visits) == HOUSEHOLDS


def test_the_kept_one_is_told_what_happens_next(company: dict[str, Database], desk: Desk, gone: Customer) -> None:
    kept = merge(company, desk, gone)
    (ticket,) = _tickets(desk, kept)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    deliver(company)
    assert told(company, gone.id) == ["ticket_opened"]
    assert told(company, kept) == ["ticket_acknowledged", "ticket_assigned"]


def test_who_told_it_under_both_records_is_told_once(company: dict[str, Database], desk: Desk, gone: Customer) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.add_reporter, ticket_id=ticket.id, customer_id=gone.id)
    kept = merge(company, desk, gone)
    desk.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    deliver(company)
    assert told(company, kept) == ["ticket_opened", "ticket_acknowledged"]
    assert told(company, gone.id) == ["ticket_opened", "reporter_added"]


def test_the_major_problem_names_the_kept_one(company: dict[str, Database], desk: Desk, gone: Customer) -> None:
    kept = merge(company, desk, gone)
    with company["visits"].read() as session:
        (problem,) = visits_queries.major_problems(session).items
        assert problem.customer
        assert problem.customer.id == kept


def _tickets(desk: Desk, household: UUID) -> list[Ticket]:
    with desk.database.read() as session:
        return list(session.scalars(select(Ticket).where(Ticket.customer_id == household)))
