"""Which role may open which page, and that nobody without an account may open any of the staff's."""

import re
from collections.abc import Iterator

import pytest

from services.ticketing import handlers, queries
from services.ticketing.models import Relation
from shared.permissions import ROLES, allowed
from shared.testing.databases import Databases
from tests.integration.ticketing_quotes import offered
from tests.integration.ticketing_site import SiteDesk

PAGES = {
    "/today": "today.read",
    "/account": "today.read",
    "/hotline": "tickets.open",
    "/hotline/places?text=2": "tickets.open",
    "/hotline/households?text=zw": "people.read",
    "/hotline/households/{customer}": "people.read",
    "/tickets": "tickets.read",
    "/tickets/{ticket}": "tickets.read",
    "/tickets/{ticket}/status-link.svg": "tickets.read",
    "/tickets/{ticket}/quote": "tickets.work",
    "/quotes/{quote}": "tickets.read",
    "/quotes/{quote}/settle": "tickets.work",
    "/tickets/{ticket}/work-order": "tickets.read",
    "/quotes/{quote}/link.svg": "tickets.read",
    "/work": "tickets.work",
    "/work/{ticket}": "tickets.work",
    "/mailbox-log": "tickets.read",
    "/needs": "tickets.read",
    "/figures": "figures.read",
    "/figures/print": "figures.read",
    "/roster": "tickets.read",
    "/margins": "margins.read",
    "/margins/print": "margins.read",
    "/margins/none": "margins.read",
    "/price-list": "tickets.read",
    "/price-list/new": "prices.edit",
    "/customers": "people.read",
    "/customers/{customer}": "people.read",
    "/customers/new": "people.write",
    "/customers/{customer}/edit": "people.write",
    "/customers/{customer}/hand-over": "people.write",
    "/customers/{customer}/merge?other={neighbour}": "people.merge",
    "/customers/{customer}/members/new": "people.write",
    "/customers/{customer}/members/{member}": "people.write",
    "/personal-data/{customer}": "people.disclose",
    "/customers/{customer}/erase": "people.erase",
    "/premises": "premises.read",
    "/commitments": "tickets.read",
    "/commitments/{commitment}": "commitments.edit",
    "/calendar": "tickets.read",
    "/staff": "staff.read",
    "/staff/new": "staff.manage",
    "/staff/{staff}": "staff.read",
    "/staff/{staff}/pass-on": "tickets.dispatch",
    "/api-clients": "staff.manage",
    "/imports": "people.import",
    "/imports/example.xlsx": "people.import",
}


@pytest.fixture(scope="module")
def everyone(
    sqlite_databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[SiteDesk, dict[str, str]]]:
    """One front desk with an account of every role; what a role may do is decided before any database is asked."""
    url = sqlite_databases.create("ticketing")
    database = sqlite_databases.opened(url)
    desk = SiteDesk(database)
    desk.open_app(tmp_path_factory.mktemp("data"))
    desk.employ_every_role()
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    relation = Relation.SPOUSE
    member = desk.do(
        "officer", handlers.add_member, customer_id=desk.customers["张伟"].id, name="钱小英", relation=relation
    )
    with database.read() as session:
        commitment = queries.commitments(session)[0]
    ids = {
        "commitment": commitment.id,
        "member": member.id,
        "ticket": ticket.id,
        "quote": offered(desk, ticket).id,
        "customer": desk.customers["张伟"].id,
        "neighbour": desk.customers["王芳"].id,
        "staff": desk.staff["plumber"].id,
    }
    yield desk, {name: str(value) for name, value in ids.items()}
    sqlite_databases.drop(url)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_for_exactly_the_roles_that_may(everyone: tuple[SiteDesk, dict[str, str]], path: str) -> None:
    desk, ids = everyone
    address, permission = path.format(**ids), PAGES[path]
    for role in ROLES:
        expected = 200 if allowed([role], permission) else 403
        assert desk.visitor(role).get(address).status_code == expected, role
    assert desk.visitor().get(address).headers["Location"].startswith("/ticketing/session?next=")
    assert desk.visitor().get(address, fragment=True).status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_leads_only_to_pages_that_open(everyone: tuple[SiteDesk, dict[str, str]], role: str) -> None:
    desk, _ids = everyone
    visitor = desk.visitor(role)
    for path in re.findall(r'<a href="/ticketing([^"]+)" data-key', visitor.get("/today").text):
        assert visitor.get(path).status_code == 200, path
