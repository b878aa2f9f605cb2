"""Survey and visits keep copies of the reference data: fed by events, filled again by republishing, built anew."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update

from services.survey import models as survey_models
from services.survey.app import SERVICE as SURVEY
from services.ticketing import handlers
from services.ticketing.app import SERVICE as TICKETING
from services.visits import models as visits_models
from services.visits.app import SERVICE as VISITS
from shared import eventlog, migrate
from shared.db import Database
from shared.eventlog import EventLogRow
from shared.service import Service
from shared.testing.brokers import Broker
from tests.conftest import MakeDatabase
from tests.integration.reference_data import Copies, wait_until
from tests.integration.ticketing_desk import NAMES, STAFF, Desk

MODELS: dict[str, Any] = {"survey": survey_models, "visits": visits_models}
LEFT_ON = date(2026, 11, 20)


@pytest.fixture(params=[SURVEY, VISITS], ids=lambda service: service.name)
def service(request: pytest.FixtureRequest) -> Service:
    chosen: Service = request.param
    return chosen


@pytest.fixture
def service_name(service: Service) -> str:
    return service.name


@pytest.fixture
def models(service: Service) -> Any:
    return MODELS[service.name]


@pytest.fixture
def tables(models: Any) -> Sequence[Any]:
    return models.Estate, models.Premises, models.Customer, models.Staff, models.ApiClient


@pytest.fixture
def copies(desk: Desk, service: Service, database: Database) -> Copies:
    return Copies(desk, service, database)


def test_the_migrations_make_what_the_models_say(database: Database, service: Service) -> None:
    assert migrate.differences(database, service) == []


def test_reference_data_arrives_through_the_broker(
    copies: Copies, broker: Broker, tables: Sequence[Any], models: Any
) -> None:
    with copies.flowing(broker):
        wait_until(lambda: len(copies.rows(*tables)["staff"]) == len(STAFF) + 1)
        copies.desk.do("officer", handlers.move_out, customer_id=copies.desk.customers["张伟"].id, on=LEFT_ON)
        copies.desk.do("lead", handlers.deactivate_staff, staff_id=copies.desk.staff["plumber"].id)
        wait_until(lambda: not copies.get(models.Staff, copies.desk.staff["plumber"].id).active)
    assert copies.get(models.Customer, copies.desk.customers["张伟"].id).moved_out_on == LEFT_ON
    arrived = {table: len(rows) for table, rows in copies.rows(*tables).items()}
    assert arrived == {
        "estate": 2,
        "premises": 22,
        "customer": 2 * len(NAMES),
        "staff": len(STAFF) + 1,
        "api_client": 0,
    }


def test_the_log_keeps_every_event_that_was_applied_once(copies: Copies) -> None:
    count = copies.take_events()
    with copies.database.read() as session:
        assert session.scalar(select(func.count(EventLogRow.seq))) == count


def test_copies_built_anew_from_the_log_are_the_same(copies: Copies, tables: Sequence[Any], models: Any) -> None:
    copies.take_events()
    copies.desk.do("officer", handlers.move_out, customer_id=copies.desk.customers["张伟"].id, on=LEFT_ON)
    copies.desk.do("officer", handlers.change_customer, customer_id=copies.desk.customers["王芳"].id, name="王小芳")
    copies.take_events()
    before = copies.rows(*tables)
    with copies.database.write() as session:
        session.execute(update(models.Customer).values(name="damaged"))
        session.execute(update(models.Staff).values(active=False))
    with copies.database.write() as session:
        eventlog.rebuild(session, copies.service)
    assert copies.rows(*tables) == before


def test_events_after_a_rebuild_go_on_from_there(copies: Copies, models: Any) -> None:
    copies.take_events()
    with copies.database.write() as session:
        eventlog.rebuild(session, copies.service)
    copies.desk.do("officer", handlers.change_customer, customer_id=copies.desk.customers["王芳"].id, name="王小芳")
    copies.take_events()
    assert copies.get(models.Customer, copies.desk.customers["王芳"].id).name == "王小芳"


def test_a_lost_copy_is_filled_again_by_republishing(
    copies: Copies, make_database: MakeDatabase, service: Service, broker: Broker, tables: Sequence[Any]
) -> None:
    copies.desk.do("officer", handlers.change_customer, customer_id=copies.desk.customers["王芳"].id, name="王小芳")
    copies.take_events()
    replacement = Copies(copies.desk, service, make_database(service.name))
    with copies.desk.database.write() as session:
        TICKETING.republish(session)
    with replacement.flowing(broker):
        wait_until(lambda: replacement.rows(*tables) == copies.rows(*tables))


def test_republishing_changes_nothing_where_nothing_was_lost(copies: Copies, tables: Sequence[Any]) -> None:
    told = []
    for _time in range(2):  # the first time, rows are told that a migration wrote
        with copies.desk.database.write() as session:
            TICKETING.republish(session)
        copies.take_events()
        with copies.database.read() as session:
            told.append((copies.rows(*tables), session.scalar(select(func.count(EventLogRow.seq)))))
    assert told[0] == told[1]
