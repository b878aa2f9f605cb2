"""The first page of survey shows whom a questionnaire could reach, to those who may see it."""

from datetime import date

import pytest
from flask import Flask

from services.survey.app import SERVICE, create_app
from services.survey.config import Settings
from services.ticketing import handlers
from services.ticketing.models import CustomerKind
from shared.db import Database
from tests.conftest import MakeDatabase
from tests.integration.apps import app_on
from tests.integration.reference_data import Copies, company_approver, open_desk, settings, signed_in
from tests.integration.ticketing_api import Caller
from tests.integration.ticketing_desk import NAMES, Desk, counted_queries, furnish


@pytest.fixture
def service_name() -> str:
    return "survey"


@pytest.fixture
def app(database: Database) -> Flask:
    return app_on(database, settings(Settings, "survey"), create_app)


@pytest.fixture
def desk(make_database: MakeDatabase) -> Desk:
    return open_desk(make_database("ticketing", furnish=furnish))


@pytest.fixture
def copies(desk: Desk, database: Database) -> Copies:
    """Two estates, their households and staff have arrived."""
    filled = Copies(desk, SERVICE, database)
    filled.take_events()
    return filled


def test_the_list_counts_who_lives_in_the_readers_estate(app: Flask, copies: Copies) -> None:
    desk = copies.desk
    desk.do("officer", handlers.change_customer, customer_id=desk.customers["王芳"].id, key_customer=True)
    desk.do("officer", handlers.change_customer, customer_id=desk.customers["曾华"].id, kind=CustomerKind.TENANT)
    desk.do("officer", handlers.move_out, customer_id=desk.customers["张伟"].id, on=date(2026, 11, 20))
    copies.take_events()
    answer = signed_in(app, desk.staff["officer"]).get("/survey/api/v1/coverage")
    assert answer.status_code == 200
    assert answer.json == {
        "items": [
            {
                "estate_id": str(desk.estates["LX"].id),
                "estate": "邻香苑",
                "buildings": 1,
                "units": 8,
                "owners": len(NAMES) - 2,
                "tenants": 1,
                "key_customers": 1,
            }
        ],
        "next": None,
    }


def test_each_reader_sees_only_the_own_estates(app: Flask, copies: Copies) -> None:
    assert names(signed_in(app, copies.desk.stranger)) == ["翠湖里"]
    assert names(signed_in(app, copies.desk.staff["lead"])) == ["邻香苑"]


def names(reader: Caller) -> list[str]:
    return [row["estate"] for row in reader.get("/survey/api/v1/coverage").json["items"]]


def test_a_team_member_may_not_see_it(app: Flask, copies: Copies) -> None:
    plumber = signed_in(app, copies.desk.staff["plumber"])
    for path in ("/survey/", "/survey/coverage", "/survey/today/fragment", "/survey/api/v1/coverage"):
        assert plumber.get(path).status_code == 403


def test_without_signing_in_the_api_refuses_and_the_page_leads_to_the_sign_in(app: Flask) -> None:
    assert Caller(app).get("/survey/api/v1/coverage").status_code == 401
    assert Caller(app).get("/survey/coverage").location.startswith("/ticketing/session?next=")


def test_a_deactivated_account_is_refused_as_soon_as_the_event_has_arrived(app: Flask, copies: Copies) -> None:
    supervisor = copies.desk.staff["supervisor"]
    assert signed_in(app, supervisor).get("/survey/api/v1/coverage").status_code == 200
    copies.desk.do("lead", handlers.deactivate_staff, staff_id=supervisor.id)
    copies.take_events()
    assert signed_in(app, supervisor).get("/survey/api/v1/coverage").status_code == 401


def test_another_system_reads_with_its_own_token_until_that_is_revoked(app: Flask, copies: Copies) -> None:
    desk = copies.desk
    facts = {"name": "能耗系统", "scopes": ["surveys.read"], "estates": [desk.estates["LX"].id]}
    client, token = desk.do("lead", handlers.create_api_client, **facts)
    assert Caller(app, token).get("/survey/api/v1/coverage").status_code == 401
    copies.take_events()
    assert names(Caller(app, token)) == ["邻香苑"]
    desk.do("lead", handlers.revoke_api_client, client_id=client.id)
    copies.take_events()
    assert Caller(app, token).get("/survey/api/v1/coverage").status_code == 401


def test_a_list_goes_on_where_the_page_before_ended(app: Flask, copies: Copies) -> None:
    reader = signed_in(app, company_approver(copies.desk))
    copies.take_events()
    first = reader.get("/survey/api/v1/coverage", limit=1).json
    second = reader.get("/survey/api/v1/coverage", limit=1, after=first["next"]).json
    assert [row["estate"] for row in (*first["items"], *second["items"])] == ["翠湖里", "邻香苑"]
    assert second["next"] is None
    assert reader.get("/survey/api/v1/coverage", after="nowhere").status_code == 422


def test_the_page_shows_each_estate_in_the_readers_language(app: Flask, copies: Copies) -> None:
    chinese = signed_in(app, copies.desk.staff["officer"]).get("/survey/coverage")
    assert chinese.status_code == 200
    assert "意见征询" in chinese.text
    assert "邻香苑" in chinese.text
    assert "翠湖里" not in chinese.text
    assert "Key customers" in signed_in(app, copies.desk.staff["officer"], "en").get("/survey/coverage").text


def test_an_empty_page_says_who_imports_an_estate(app: Flask, desk: Desk) -> None:
    page = signed_in(app, desk.staff["officer"]).get("/survey/coverage").text
    assert "客户主管" in page
    assert "/ticketing/imports" not in page


def test_the_page_takes_the_same_number_of_queries_for_one_estate_and_for_many(app: Flask, copies: Copies) -> None:
    officer, approver = signed_in(app, copies.desk.staff["officer"]), signed_in(app, company_approver(copies.desk))
    copies.take_events()
    counts = []
    for reader in (officer, approver):
        with counted_queries(copies.database) as statements:
            reader.get("/survey/coverage")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8
