"""Who may call what: every route by role, estates out of sight, nobody signed in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from services.ticketing.models import Ticket
from shared.permissions import ROLES, holders
from tests.integration.ticketing_api import NOBODY, ApiDesk
from tests.integration.ticketing_quotes import offered

pytestmark = pytest.mark.one_database

EVERY_ROLE = frozenset(ROLES)


@dataclass(frozen=True)
class Route:
    """``{ticket}``, ``{quote}``, ``{customer}``, ``{place}``, ``{estate}``, ``{staff}`` are ids of the test desk."""

    method: str
    path: str
    permission: str
    of_estate: bool = False


ROSTER = "start=2026-11-23T00:00:00Z&end=2026-11-30T00:00:00Z"
ROUTES = [
    Route("POST", "customers", "people.write"),
    Route("GET", "customers", "people.read"),
    Route("GET", "customers/{customer}", "people.read", of_estate=True),
    Route("PATCH", "customers/{customer}", "people.write", of_estate=True),
    Route("POST", "customers/{customer}/move-out", "people.write", of_estate=True),
    Route("POST", "customers/{customer}/move-back", "people.write", of_estate=True),
    Route("POST", "customers/{customer}/merge", "people.merge", of_estate=True),
    Route("POST", "customers/{customer}/hand-over", "people.write", of_estate=True),
    Route("GET", "customers/{customer}/members", "people.read", of_estate=True),
    Route("POST", "customers/{customer}/members", "people.write", of_estate=True),
    Route("PATCH", "members/{nobody}", "people.write"),
    Route("POST", "personal-data/{customer}", "people.disclose", of_estate=True),
    Route("POST", "customers/{customer}/erase", "people.erase", of_estate=True),
    Route("GET", "estates", "premises.read"),
    Route("GET", "estates/{estate}", "premises.read", of_estate=True),
    Route("GET", "premises", "premises.read"),
    Route("GET", "premises/{place}", "premises.read", of_estate=True),
    Route("POST", "tickets", "tickets.open"),
    Route("GET", "tickets", "tickets.read"),
    Route("GET", "tickets/{ticket}", "tickets.read", of_estate=True),
    Route("GET", "tickets/{ticket}/timeline", "tickets.read", of_estate=True),
    Route("POST", "tickets/{ticket}/acknowledge", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/assign", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/assign_in_turn", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/take", "tickets.work", of_estate=True),
    Route("POST", "tickets/{ticket}/classify", "tickets.dispatch", of_estate=True),
    Route("GET", "tickets/{ticket}/reporters", "tickets.read", of_estate=True),
    Route("GET", "tickets/{ticket}/duplicates", "tickets.read", of_estate=True),
    Route("POST", "tickets/{ticket}/add_reporter", "tickets.open", of_estate=True),
    Route("POST", "tickets/{ticket}/merge", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/arrive", "tickets.work", of_estate=True),
    Route("POST", "tickets/{ticket}/resolve", "tickets.work", of_estate=True),
    Route("POST", "tickets/{ticket}/decline", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/answer", "tickets.answer", of_estate=True),
    Route("POST", "tickets/{ticket}/close", "tickets.close", of_estate=True),
    Route("POST", "tickets/{ticket}/reopen", "tickets.reopen", of_estate=True),
    Route("POST", "tickets/{ticket}/refer", "tickets.work", of_estate=True),
    Route("POST", "tickets/{ticket}/propose", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/flag_major", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/withdraw_major", "tickets.oversee", of_estate=True),
    Route("POST", "tickets/{ticket}/pause", "tickets.work", of_estate=True),
    Route("POST", "tickets/{ticket}/resume", "tickets.work", of_estate=True),
    Route("POST", "tickets/{ticket}/change_tier", "tickets.dispatch", of_estate=True),
    Route("POST", "tickets/{ticket}/agree", "tickets.dispatch", of_estate=True),
    Route("GET", "tickets/{ticket}/attachments/{nobody}", "tickets.read", of_estate=True),
    Route("GET", "tickets/{ticket}/attachments/{nobody}/thumbnail", "tickets.read", of_estate=True),
    Route("GET", "staff", "staff.read"),
    Route("GET", "staff/{staff}", "staff.read"),
    Route("POST", "staff", "staff.manage"),
    Route("PATCH", "staff/{staff}", "staff.manage"),
    Route("POST", "staff/{staff}/deactivate", "staff.manage"),
    Route("GET", "staff/{staff}/absences", "staff.read"),
    Route("POST", "staff/{staff}/absences", "absences.enter"),
    Route("PATCH", "absences/{nobody}", "absences.enter"),
    Route("POST", "absences/{nobody}/remove", "absences.enter"),
    Route("POST", "staff/{staff}/pass-on", "tickets.dispatch"),
    Route("POST", "staff/{staff}/invitation", "staff.manage"),
    Route("POST", "staff/{staff}/reinstate", "staff.manage"),
    Route("GET", "categories", "tickets.open"),
    Route("POST", "categories", "categories.edit"),
    Route("POST", "categories/{nobody}", "categories.edit"),
    Route("POST", "categories/{nobody}/retire", "categories.edit"),
    Route("GET", "commitments", "tickets.read"),
    Route("POST", "commitments", "commitments.edit"),
    Route("POST", "commitments/{nobody}/replace", "commitments.edit"),
    Route("POST", "commitments/{nobody}/withdraw", "commitments.edit"),
    Route("GET", "estates/{estate}/calendar", "tickets.read", of_estate=True),
    Route("POST", "estates/{estate}/calendar/days", "calendar.edit", of_estate=True),
    Route("PUT", "estates/{estate}/calendar/hours", "calendar.edit", of_estate=True),
    Route("GET", "prices?estate_id={estate}", "tickets.read"),
    Route("GET", f"duties?estate_id={{estate}}&{ROSTER}", "tickets.read"),
    Route("GET", "duties/gaps?estate_id={estate}", "tickets.read"),
    Route("POST", "duties", "roster.edit"),
    Route("POST", "duties/{nobody}/remove", "roster.edit"),
    Route("GET", "needs?estate_id={estate}", "tickets.read"),
    Route("GET", "figures?estate_id={estate}", "figures.read", of_estate=True),
    Route("POST", "needs/{nobody}/adjustment", "tickets.work"),
    Route("GET", "tickets/{ticket}/quotes", "tickets.read", of_estate=True),
    Route("POST", "tickets/{ticket}/quotes", "tickets.work", of_estate=True),
    Route("POST", "quotes/{quote}/consent", "tickets.work", of_estate=True),
    Route("POST", "quotes/{quote}/settle", "tickets.work", of_estate=True),
    Route("POST", "quotes/{quote}/withdraw", "tickets.work", of_estate=True),
    Route("GET", "margins?estate_id={estate}&month=2026-11-01", "margins.read"),
    Route("POST", "prices", "prices.edit"),
    Route("POST", "prices/{nobody}/replace", "prices.edit"),
    Route("POST", "prices/{nobody}/withdraw", "prices.edit"),
    Route("GET", "mailbox/letters", "tickets.read"),
    Route("GET", "mailbox/boxes", "tickets.read"),
    Route("POST", "mailbox/boxes", "mailbox.keep"),
    Route("POST", "mailbox/boxes/{nobody}/remove", "mailbox.keep"),
    Route("POST", "mailbox/boxes/{nobody}/emptyings", "mailbox.keep"),
    Route("GET", "mailbox/emptyings", "tickets.read"),
    Route("POST", "mailbox/emptyings/{nobody}/letters", "mailbox.keep"),
    Route("POST", "imports", "people.import"),
    Route("GET", "imports", "people.import"),
    Route("GET", "imports/{nobody}", "people.import"),
    Route("GET", "api-clients", "staff.manage"),
    Route("POST", "api-clients", "staff.manage"),
    Route("POST", "api-clients/{nobody}/revoke", "staff.manage"),
]
BODIES: dict[str, dict[str, Any]] = {
    "members": {"name": "钱小英", "relation": "spouse"},
    "move-out": {"on": "2026-11-24"},
    "hand-over": {"on": "2026-11-24", "name": "林小梅", "phone": "13900139000"},
    "assign": {"assignee_id": NOBODY},
    "merge": {"into_id": NOBODY},
    "erase": {"reason": "本人要求", "password": "not the right one"},
    "resolve": {"resolution": "好了"},
    "answer": {"answer": "好了"},
    "decline": {"reason": "不归物业管"},
    "refer": {"superior_id": NOBODY, "question": "能否减免？"},
    "propose": {"proposal": "可减半"},
    "flag_major": {"reason": "多户停水"},
    "withdraw_major": {"reason": "误标"},
    "quotes": {"lines": [{"kind": "parts", "name": "角阀", "price": "35.00"}]},
    "settle": {"lines": []},
    "consent": {"agreed": True, "consent": "phone"},
    "withdraw": {"reason": "按保修处理"},
    "reopen": {"reason": "又坏了"},
    "pause": {"reason": "waiting_for_parts"},
    "change_tier": {"tier": "urgent", "reason": "水漫到楼下"},
    "agree": {"agreed_at": "2099-01-05T09:30:00+08:00"},
    "days": {"day": "2026-10-10", "working": True},
    "hours": {"opens_at": "08:30", "closes_at": "17:30"},
}
OPEN_ROUTES = {("POST", "sessions"), ("GET", "keys"), ("GET", "openapi.json")}
by_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


class Hall:
    """The desk with one account for each role, and a ticket to ask about."""

    def __init__(self, desk: ApiDesk) -> None:
        self.desk = desk
        self.ticket: Ticket = desk.open()
        customer = desk.customers["张伟"]
        self.ids: dict[str, UUID | str | None] = {
            "ticket": self.ticket.id,
            "customer": customer.id,
            "place": customer.unit_id,
            "estate": desk.estates["LX"].id,
            "staff": desk.staff["plumber"].id,
            "quote": offered(desk, self.ticket, by="officer").id,
            "nobody": NOBODY,
        }

    def call(self, route: Route, username: str | None) -> Any:
        path = route.path.format(**self.ids)
        body = BODIES.get(path.rpartition("/")[2], {})
        kwargs = {} if route.method == "GET" else {"json": body}
        return self.desk.caller(username).send(route.method, path, **kwargs)


@pytest.fixture(scope="module")
def hall(common_desk: ApiDesk) -> Hall:
    common_desk.employ_every_role()
    return Hall(common_desk)


def test_the_table_of_this_test_names_every_route(common_desk: ApiDesk) -> None:
    """A new route must say here who may call it."""
    served = {
        (method, _shape(rule.rule.removeprefix("/api/v1/")))
        for rule in common_desk.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1/") and not rule.rule.startswith("/api/v1/docs")
    }
    named = {(route.method, _shape(route.path.partition("?")[0])) for route in ROUTES}
    assert served - OPEN_ROUTES == named


@by_route
def test_a_route_is_for_those_who_hold_its_permission(hall: Hall, route: Route) -> None:
    may = {role for role in EVERY_ROLE if hall.call(route, role).status_code != 403}
    assert may - set(holders(route.permission)) == set()
    assert set(holders(route.permission)) - may <= _who_lacks_the_row(route)


@by_route
def test_who_may_not_is_told_who_can(hall: Hall, route: Route) -> None:
    excluded = next(iter(sorted(EVERY_ROLE - set(holders(route.permission)))), None)
    if excluded is None:
        return
    answer = hall.call(route, excluded)
    assert answer.status_code == 403
    assert answer.content_type == "application/problem+json"
    assert answer.json["holders"] == holders(route.permission)


@by_route
def test_nobody_signed_in_is_asked_to_sign_in(hall: Hall, route: Route) -> None:
    answer = hall.call(route, None)
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.of_estate], ids=lambda route: f"{route.method} {route.path}"
)
def test_what_belongs_to_another_estate_is_not_found(hall: Hall, route: Route) -> None:
    answer = hall.call(route, "elsewhere")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_lists_show_only_the_own_estates(hall: Hall) -> None:
    for path, there in (("customers", 8), ("premises", 11), ("tickets", 0), ("estates", 1)):
        rows = hall.desk.caller("elsewhere").get(path).json["items"]
        assert len(rows) == there, path
        assert {row.get("estate_id", row["id"]) for row in rows} <= {str(hall.desk.estates["CH"].id)}


def test_a_ticket_cannot_be_opened_for_another_estate(hall: Hall) -> None:
    for told in (
        {"customer_id": str(hall.ids["customer"])},
        {"unit_id": str(hall.ids["place"]), "reporter_name": "张"},
        {"estate_id": str(hall.ids["estate"]), "reporter_name": "张"},
    ):
        answer = hall.desk.caller("elsewhere").post("tickets", {"kind": "complaint", "title": "太吵了", **told})
        assert (answer.status_code, list(answer.json["errors"])) == (422, [next(iter(told))])


def _shape(path: str) -> str:
    """``tickets/{ticket}`` and ``tickets/<uuid:ticket_id>`` alike."""
    return "/".join("*" if part[0] in "{<" else part for part in path.split("/"))


def _who_lacks_the_row(route: Route) -> set[str]:
    """Team members work only on what was given to them, which the row decides."""
    return {"team_member"} if route.permission == "tickets.work" else set()
