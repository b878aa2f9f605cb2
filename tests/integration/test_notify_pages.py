"""The ledger and the inbox as people and programs meet them: who sees what, filters, and what can be done."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from services.notify.app import create_app
from services.notify.models import Delivery, Message
from services.ticketing import handlers
from services.ticketing.models import Tier
from shared import migrate
from shared.db import Database
from shared.ids import new_id
from shared.web.site import EXTENSION
from tests.conftest import MakeDatabase
from tests.integration.apps import app_on
from tests.integration.notify_office import Office, open_office
from tests.integration.notify_receivers import ACCEPTED, MailHost, mail_host
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_api import NOBODY, SIGNING_KEY, Caller
from tests.integration.ticketing_desk import SETTINGS, Desk, counted_queries

API = "/notify/api/v1"
ADDRESS = "home0@example.com"


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def mail() -> Iterator[MailHost]:
    with mail_host() as host:
        yield host


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase, mail: MailHost) -> Office:
    return open_office(desk, make_database, {"email": mail.url})


@pytest.fixture
def app(office: Office) -> Flask:
    return app_on(office.database, office.settings, create_app)


def reader(app: Flask, office: Office, username: str, language: str = "zh") -> Caller:
    staff = office.desk.stranger if username == "stranger" else office.desk.staff[username]
    return signed_in(app, staff, language)


def press(asking: Caller, page: Any, action: str) -> Any:
    """Sends the form of the page that goes to ``action``, as it was drawn."""
    form = re.search(rf'action="{action}"[^>]*>(.*?)</form>', page.text, re.DOTALL)
    assert form is not None
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
    return asking.client.post(action, headers=asking.headers, data=fields)


def refused(office: Office, mail: MailHost) -> Delivery:
    """A message that the mail server did not take; the server is well again."""
    mail.at_recipient = "550 5.1.1 No such user"
    office.open()
    office.send()
    mail.at_recipient = ACCEPTED
    return office.delivery()


def given_to_plumber(office: Office, **facts: Any) -> UUID:
    """The inbox item of a ticket that the plumber was sent to."""
    plumber = office.desk.staff["plumber"]
    ticket = office.open(**facts)
    office.desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=plumber.id)
    office.hear()
    return office.messages(recipient_id=plumber.id)[-1].id


# Who may


@pytest.mark.parametrize("path", ["/notify/messages", f"/notify/messages/{NOBODY}", f"{API}/messages"])
def test_the_ledger_is_closed_to_those_in_the_field(app: Flask, office: Office, path: str) -> None:
    assert reader(app, office, "plumber").get(path).status_code == 403


@pytest.mark.parametrize(
    ("username", "status"), [("plumber", 403), ("officer", 403), ("supervisor", 200), ("manager", 200), ("lead", 200)]
)
def test_who_may_send_again(app: Flask, office: Office, mail: MailHost, username: str, status: int) -> None:
    delivery = refused(office, mail)
    asking = reader(app, office, username)
    assert asking.post(f"{API}/deliveries/{delivery.id}/retry").status_code == status
    button = f"/notify/deliveries/{delivery.id}/retry"
    if username != "plumber":
        mail.at_recipient = "550 5.1.1 No such user"
        office.send()
        page = asking.get(f"/notify/messages/{office.message().id}").text
        assert (button in page) is (status == 200)


def test_nobody_gets_in_without_signing_in(app: Flask) -> None:
    nobody = Caller(app)
    assert nobody.get(f"{API}/messages").status_code == 401
    assert nobody.get("/notify/inbox").status_code == 303


def test_the_front_door_leads_each_to_the_right_room(app: Flask, office: Office) -> None:
    assert reader(app, office, "officer").get("/notify/").headers["Location"] == "/notify/messages"
    assert reader(app, office, "plumber").get("/notify/").headers["Location"] == "/notify/inbox"


def test_staff_of_another_estate_see_nothing(app: Flask, office: Office) -> None:
    office.open()
    stranger = reader(app, office, "stranger")
    assert stranger.get(f"{API}/messages").json == {"items": [], "next": None}
    assert stranger.get(f"{API}/messages/{office.message().id}").status_code == 404
    assert stranger.get(f"/notify/messages/{office.message().id}").status_code == 404
    assert "还没有发送过消息" in stranger.get("/notify/messages").text


# The ledger


def test_the_ledger_as_json(app: Flask, office: Office) -> None:
    ticket = office.open()
    office.send()
    answer = reader(app, office, "officer").send("GET", f"{API}/messages?subject={ticket.id}").json
    assert answer["next"] is None
    (row,) = answer["items"]
    assert (row["reference"], row["recipient_name"], row["state"]) == (ticket.number, "张伟", "sent")
    (delivery,) = row["deliveries"]
    assert (delivery["channel"], delivery["state"], delivery["attempts"]) == ("email", "sent", 1)
    assert delivery["address"] == "h***@example.com"
    assert "body" not in row


def test_one_message_as_json_has_text_address_and_tries(app: Flask, office: Office, mail: MailHost) -> None:
    refused(office, mail)
    row = reader(app, office, "officer").get(f"{API}/messages/{office.message().id}").json
    assert "厨房水管爆裂" in row["body"]
    assert row["link"].startswith("https://linli.example/")
    email, sms = row["deliveries"]
    assert email["address"] == ADDRESS
    (attempt,) = email["tries"]
    assert (attempt["number"], attempt["outcome"], attempt["repeat"]) == (1, "permanent", False)
    assert attempt["detail"] == "550 5.1.1 No such user"
    assert (sms["state"], sms["reason"]) == ("suppressed", "not_configured")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["王芳", "张伟"]),
        ("state=failed", ["张伟"]),
        ("state=queued", ["王芳"]),
        ("channel=sms", ["张伟"]),
        ("channel=inbox", []),
        ("text=王", ["王芳"]),
        ("text=BX-", ["王芳", "张伟"]),
        ("text=bx-", ["王芳", "张伟"]),
        ("text=ZX-", []),
        (f"subject={NOBODY}", []),
        (f"recipient_id={NOBODY}", []),
    ],
)
def test_filters_of_the_ledger(app: Flask, office: Office, mail: MailHost, query: str, names: list[str]) -> None:
    refused(office, mail)
    office.open(customer_id=office.desk.customers["王芳"].id, title="灯泡坏了")
    officer = reader(app, office, "officer")
    rows = officer.send("GET", f"{API}/messages?{query}").json["items"]
    assert [row["recipient_name"] for row in rows] == names
    page = officer.send("GET", f"/notify/messages?{query}").text
    assert [name for name in ("王芳", "张伟") if f">{name}<" in page] == names


def test_a_ticket_number_is_found_from_its_beginning(app: Flask, office: Office) -> None:
    ticket, _other = office.open(), office.open(title="灯泡坏了")
    rows = reader(app, office, "officer").send("GET", f"{API}/messages?text={ticket.number}").json["items"]
    assert [row["subject"] for row in rows] == [str(ticket.id)]


@pytest.mark.parametrize("query", ["state=lost", "recipient_id=me", "text=%00", "after=nowhere", "limit=0"])
def test_a_filter_that_means_nothing(app: Flask, office: Office, query: str) -> None:
    office.open()
    officer = reader(app, office, "officer")
    assert officer.send("GET", f"{API}/messages?{query}").status_code == 422
    assert officer.send("GET", f"/notify/messages?{query}").status_code in {200, 422}


def test_the_ledger_goes_on_over_pages(app: Flask, office: Office) -> None:
    for number in range(5):
        office.open(title=f"第{number}件")
    officer, titles, after = reader(app, office, "officer"), [], ""
    while True:
        answer = officer.send("GET", f"{API}/messages?limit=2{after}").json
        titles += [row["title"][-3:] for row in answer["items"]]
        if answer["next"] is None:
            break
        after = f"&after={answer['next']}"
    assert titles == [f"第{number}件" for number in reversed(range(5))]


@pytest.mark.parametrize("path", ["/notify/messages", f"{API}/messages", "/notify/inbox", f"{API}/inbox"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(app: Flask, office: Office, path: str) -> None:
    plumber = reader(app, office, "plumber" if "inbox" in path else "officer")
    counts = []
    for _round in range(2):
        given_to_plumber(office)
        with counted_queries(app.extensions[EXTENSION].database) as statements:
            assert plumber.get(path).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_the_list_masks_addresses_and_the_message_shows_them(app: Flask, office: Office, mail: MailHost) -> None:
    refused(office, mail)
    officer = reader(app, office, "officer")
    assert ADDRESS not in officer.get("/notify/messages").text
    page = officer.get(f"/notify/messages/{office.message().id}").text
    assert ADDRESS in page
    assert "550 5.1.1 No such user" in page
    assert "被对方拒收" in page
    assert "此渠道尚未配置" in page


def test_what_a_resident_wrote_is_shown_as_text(app: Flask, office: Office) -> None:
    office.open(title="<script>alert(1)</script>")
    officer = reader(app, office, "officer")
    for path in ("/notify/messages", f"/notify/messages/{office.message().id}"):
        page = officer.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.one_database
def test_a_message_leads_to_what_it_is_about(app: Flask, office: Office) -> None:
    item = given_to_plumber(office)
    lead, ticket = reader(app, office, "lead"), f"/ticketing/tickets/{office.messages(id=item)[0].subject}"
    assert f'href="{ticket}"' in lead.get(f"/notify/messages/{item}").text
    with office.database.write() as session:
        told = session.get_one(Message, item)
        told.event, told.link = "visits.action_overdue.v1", "/visits/meetings/actions"
    page = lead.get(f"/notify/messages/{item}").text
    assert 'href="/visits/meetings/actions"' in page
    assert ticket not in page


def test_sending_again_from_the_page(app: Flask, office: Office, mail: MailHost) -> None:
    delivery = refused(office, mail)
    supervisor = reader(app, office, "supervisor")
    page = f"/notify/messages/{office.message().id}"
    answer = press(supervisor, supervisor.get(page), f"/notify/deliveries/{delivery.id}/retry")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    office.send()
    assert mail.recipients == [ADDRESS]
    assert office.message().state == "sent"


def test_a_refused_retry_says_why_on_the_page(app: Flask, office: Office, mail: MailHost) -> None:
    refused(office, mail)
    sms = office.delivery("sms")
    supervisor, page = reader(app, office, "supervisor"), f"/notify/messages/{office.message().id}"
    answer = press(supervisor, supervisor.get(page), f"/notify/deliveries/{sms.id}/retry")
    assert "此渠道尚未配置，请联系系统管理员。" in supervisor.get(answer.headers["Location"]).text
    problem = supervisor.post(f"{API}/deliveries/{sms.id}/retry")
    assert (problem.status_code, problem.content_type) == (409, "application/problem+json")


# The inbox


def test_the_inbox_leads_to_the_ticket_and_remembers_that_it_was_read(app: Flask, office: Office) -> None:
    item = given_to_plumber(office)
    plumber = reader(app, office, "plumber")
    assert plumber.get("/notify/inbox/count").text == "1"
    assert f'href="/notify/inbox/{item}"' in plumber.get("/notify/inbox").text
    answer = plumber.get(f"/notify/inbox/{item}")
    assert answer.status_code == 303
    assert re.fullmatch(r"/ticketing/tickets/[0-9a-f-]{36}", answer.headers["Location"])
    assert plumber.get("/notify/inbox/count").text == ""
    assert office.messages(id=item)[0].read_at is not None


def test_unread_items_come_first_and_read_ones_stay(app: Flask, office: Office) -> None:
    first, second = given_to_plumber(office, title="第一件"), given_to_plumber(office, title="第二件")
    plumber = reader(app, office, "plumber")
    assert press(plumber, plumber.get("/notify/inbox"), f"/notify/inbox/{second}/read").status_code == 303
    page = plumber.get("/notify/inbox").text
    assert page.index("第一件") < page.index("第二件")
    fragment = plumber.get("/notify/inbox/unread").text
    assert "第一件" in fragment
    assert "第二件" not in fragment
    assert str(first) in fragment


def test_all_that_was_seen_can_be_marked_at_once(app: Flask, office: Office) -> None:
    for number in range(3):
        given_to_plumber(office, title=f"第{number}件")
    plumber = reader(app, office, "plumber")
    drawn = plumber.get("/notify/inbox")
    came_later = given_to_plumber(office, title="刚来的")
    assert press(plumber, drawn, "/notify/inbox/read").status_code == 303
    unread = plumber.send("GET", f"{API}/inbox?unread=true").json["items"]
    assert [row["id"] for row in unread] == [str(came_later)]


def test_the_inbox_as_json(app: Flask, office: Office) -> None:
    item = given_to_plumber(office)
    plumber = reader(app, office, "plumber")
    (row,) = plumber.get(f"{API}/inbox").json["items"]
    assert (row["id"], row["urgent"], row["read_at"]) == (str(item), True, None)
    assert row["link"] == f"/ticketing/tickets/{row['subject']}"
    read_at = plumber.post(f"{API}/inbox/{item}/read").json["read_at"]
    assert read_at is not None
    assert plumber.post(f"{API}/inbox/{item}/read").json["read_at"] == read_at
    assert plumber.send("GET", f"{API}/inbox?unread=true").json["items"] == []
    assert len(plumber.send("GET", f"{API}/inbox?unread=false").json["items"]) == 1


def test_nobody_reads_anothers_inbox(app: Flask, office: Office) -> None:
    item = given_to_plumber(office)
    lead = reader(app, office, "lead")
    assert lead.get(f"{API}/inbox").json["items"] == []
    assert lead.get(f"/notify/inbox/{item}").status_code == 404
    assert lead.post(f"{API}/inbox/{item}/read").status_code == 404
    assert office.messages(id=item)[0].read_at is None


def test_a_households_message_is_no_inbox_item(app: Flask, office: Office) -> None:
    office.open()
    assert reader(app, office, "lead").get(f"/notify/inbox/{office.message().id}").status_code == 404


def test_an_empty_inbox_says_what_will_come(app: Flask, office: Office) -> None:
    assert "没有新消息" in reader(app, office, "plumber").get("/notify/inbox").text
    assert "Nothing new" in reader(app, office, "plumber", "en").get("/notify/inbox").text


def test_many_unread_items_stay_a_small_figure(app: Flask, office: Office) -> None:
    given_to_plumber(office)
    _copy_items(office, 120)
    plumber = reader(app, office, "plumber")
    assert plumber.get("/notify/inbox/count").text == "99+"
    assert "还有更多未读消息" in plumber.get("/notify/inbox").text


def _copy_items(office: Office, count: int) -> None:
    messages = Delivery.metadata.tables["message"]
    with office.database.write() as session:
        row = dict(session.execute(messages.select().where(messages.c.recipient_kind == "staff")).one()._mapping)
        copies = [row | {"id": new_id(), "event_id": new_id()} for _copy in range(count)]
        session.execute(messages.insert(), copies)


def test_a_form_from_elsewhere_is_refused(app: Flask, office: Office) -> None:
    item = given_to_plumber(office)
    assert reader(app, office, "plumber").post(f"/notify/inbox/{item}/read").status_code == 400


# Today


def test_today_shows_what_waits_for_the_reader(app: Flask, office: Office, mail: MailHost) -> None:
    refused(office, mail)
    given_to_plumber(office)
    plumber = reader(app, office, "plumber").get("/notify/today/fragment").text
    assert "未读消息" in plumber
    assert "未能送达" not in plumber
    officer = reader(app, office, "officer").get("/notify/today/fragment").text
    assert "未能送达的消息" in officer
    assert "/notify/messages?state=failed" in officer


def test_a_wrong_language_or_time_does_not_break_the_page(app: Flask, office: Office) -> None:
    office.open(tier=Tier.NORMAL, agreed_at=datetime.now(UTC) + timedelta(days=3))
    assert "今天" not in office.message().body
    assert reader(app, office, "officer", "fr").get("/notify/messages").status_code == 200


def test_the_migrations_ship_with_the_code(database: Database) -> None:
    assert migrate.is_current(database, "notify")


def test_another_system_reads_the_ledger_with_its_own_token_until_that_is_revoked(app: Flask, office: Office) -> None:
    desk = office.desk
    desk.database.settings = replace(SETTINGS, session_signing_key=SIGNING_KEY)
    facts = {"name": "能耗系统", "scopes": ["messages.read"], "estates": [desk.estates["LX"].id]}
    client, token = desk.do("lead", handlers.create_api_client, **facts)
    office.hear()
    assert Caller(app, token, api=API).get("messages").status_code == 200
    desk.do("lead", handlers.revoke_api_client, client_id=client.id)
    office.hear()
    assert Caller(app, token, api=API).get("messages").status_code == 401
