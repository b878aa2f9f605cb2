"""Erasing a household: nothing in any table of the four services tells who it was; its tickets, and the proof, stay."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from services.notify.models import Delivery, DeliveryState, Message
from services.ticketing import handlers, queries
from services.ticketing.handlers.erasures import LivesHere, RequestsOpen
from services.ticketing.models import Attachment, Customer, Erased, Letter, Relation, Ticket, TicketKind
from services.ticketing.timers import TIMERS
from services.visits.models import MajorProblem, MajorVisit
from shared import clock, eventlog
from shared.attachments import AttachmentStore
from shared.audit import AuditRow
from shared.db import MechanismBase
from shared.errors import Invalid, NotFound
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.parking import DEAD, DISCARDED, ParkedEvent
from shared.redaction import MARK
from shared.service import Service
from shared.timers import Deadline
from tests.integration.four_services import SERVED, deliver
from tests.integration.known_household import Company, company_on
from tests.integration.ticketing_desk import PASSWORD, SETTINGS, Desk
from tests.integration.ticketing_site import SiteDesk

WHO = re.compile(
    r"尉迟|%E5%B0%89|陈强|陈先生|13700137001|13400134001|13500135001|137\D{1,2}0013\D{1,2}7001|13600136001|13900139777|fang@example",
    re.I,
)
TODAY = clock.today(SETTINGS.site_zone)
# What is named before, or the search would prove little.
NAMED_IN = {
    *(
        f"ticketing.{table}"
        for table in (
            "customer.email",
            "customer.other_phone",
            "member.phone",
            "customer_term.term",
            "ticket_words.words",
        )
    ),
    *(f"ticketing.ticket.{column}" for column in ("title", "answer", "reporter_name", "opened_by", "lead_visit_words")),
    *(
        f"ticketing.{table}"
        for table in (
            "pause.note",
            "saved_filter.query",
            "quote.decided_by",
            "rating.words",
            "reporter.words",
            "attachment.added_by",
        )
    ),
    *(f"ticketing.audit.{column}" for column in ("before", "after", "note", "actor_name")),
    *(f"ticketing.{table}" for table in ("outbox.body", "stored_response.body", "parked_event.body")),
    *(
        f"notify.{table}"
        for table in ("customer.phone", "message.body", "message.recipient_name", "parked_event.error")
    ),
    *(f"visits.{table}" for table in ("customer.name", "event_log.body", "major_visit.met", "audit.after")),
    *("visits.party_contact.about", "visits.party_task.title"),
    *("visits.meeting.minutes", "visits.meeting_action.what", "visits.weekly_summary.done"),
    "visits.period_report.summary",
    *(
        "survey.customer.name",
        "survey.invitation.name",
        "survey.invitation.kept",
        "survey.event_log.body",
        "survey.parked_event.body",
        "notify.delivery.address",
    ),
}
REASON = "尉迟女士 12 月 1 日书面要求"


class Told:
    """What is asked of the erased company; ``photo`` is the key of the file that went with it."""

    def __init__(self, company: Company) -> None:
        self.company, self.databases = company, company.databases
        self._leave_traces()
        with self.databases["ticketing"].read() as session:
            of_ticket = Attachment.ticket_id == company.ticket.id
            self.photo = session.scalars(select(Attachment.key).where(of_ticket)).one()
            self.old = session.scalars(select(OutboxRow.body).where(OutboxRow.key.contains("customer_changed"))).all()
            follow_up = session.scalars(select(Ticket.id).where(Ticket.follows_id == company.ticket.id)).one()
        for ticket in (follow_up, company.letter.id, company.unsigned.id, company.shared_fault.id):
            company.finish(ticket)
        company.do("officer", handlers.move_out, customer_id=company.household.id, on=TODAY)
        self.before = {place.partition(":")[0] for place in found(company)}
        self.answer = self._erase()
        deliver(self.databases)

    def _leave_traces(self) -> None:
        """Answers kept for a repeat, events that failed, and one that waits to be sent."""
        company, key = self.company, {"Idempotency_Key": "once"}
        path = f"/ticketing/api/v1/customers/{company.household.id}/members"
        told = {"name": "尉迟明", "relation": "child", "phone": "13700137001"}
        assert company.caller("officer", "ticketing").post(path, told, **key).status_code == 201
        with self.databases["ticketing"].read() as session:
            waiting = session.execute(select(OutboxRow.key, OutboxRow.subject, OutboxRow.body)).all()
        assert waiting
        for service in SERVED:
            with self.databases[service.name].write() as session:
                for row in waiting:
                    error = f"IntegrityError [parameters: ('{told['name']}')]"
                    facts = {"state": DEAD, "attempts": 6, "error": error, "parked_at": clock.now()}
                    session.add(ParkedEvent(key=row.key, subject=row.subject, body=row.body, **facts))
        company.do("officer", handlers.change_customer, customer_id=company.household.id, name="尉迟芳芳")

    def _erase(self) -> Any:
        path = f"/ticketing/api/v1/customers/{self.company.household.id}/erase"
        facts = {"delete_photos": True, "ticket_ids": [str(self.company.unsigned.id)], "reason": REASON}
        return self.company.caller("lead", "ticketing").post(path, facts | {"password": PASSWORD})


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    kind = request.getfixturevalue(f"{request.param}_databases")
    with company_on(kind, tmp_path_factory.mktemp("data")) as company:
        assert found(company), "what the search does not find now, it would not find afterwards either"
        yield Told(company)


def found(company: Company) -> list[str]:
    """Where somebody of the household is still named: every value of every table of every service."""
    return [
        f"{service.name}.{place}: {text[:200]}"
        for service in SERVED
        for place, text in texts(company, service)
        if WHO.search(text)
    ]


def texts(company: Company, service: Service) -> Iterator[tuple[str, str]]:
    tables = [*MechanismBase.metadata.sorted_tables, *service.metadata.sorted_tables]
    with company.databases[service.name].read() as session:
        for table in tables:
            for row in session.connection().execute(select(table)).mappings():
                for name, value in row.items():
                    yield f"{table.name}.{name}", as_text(value)


def as_text(value: Any) -> str:
    if isinstance(value, bytes):
        try:
            value = json.loads(value)
        except ValueError:
            value = value.decode(errors="replace")
    return json.dumps(value, ensure_ascii=False, default=str)


def test_nothing_tells_any_more_who_it_was(told: Told) -> None:
    assert told.answer.status_code == 200, told.answer.json
    assert told.before >= NAMED_IN
    assert found(told.company) == []


def test_the_tickets_stay_with_a_mark_in_place_of_the_people(told: Told) -> None:
    company = told.company
    with told.databases["ticketing"].read(company.desk.actor("officer")) as session:
        ticket = session.get_one(Ticket, company.ticket.id)
        assert (ticket.title, ticket.answer) == ("=厨房漏水", f"已告知{MARK}")
        assert (ticket.resolution, ticket.lead_visit_by) == (f"已换阀门，{MARK}验收", "郑华")
        letter = session.get_one(Ticket, company.letter.id)
        assert (letter.title, letter.reporter_name, letter.reporter_phone) == ("多种树", MARK, "")
        assert session.get_one(Ticket, company.unsigned.id).title == f"{MARK}来访建议加灯"
        assert session.get_one(Ticket, company.shared_fault.id).title == f"电梯停了，{MARK}也打来"
        assert session.scalars(select(Letter.receipt_digest)).all() == [None]
        assert queries.search_customers(session, "尉迟") == []
        assert company.household.id not in {row.id for row in queries.customers(session, limit=100).items}
        assert session.scalars(select(Attachment)).all() == []


def test_the_other_household_of_the_same_name_keeps_what_it_has(told: Told) -> None:
    with told.databases["ticketing"].read() as session:
        others = session.scalars(select(Customer).where(Customer.name == "王芳")).all()
        assert [row.phone for row in others] == ["+8613800130001"]
        recorded = select(AuditRow).where(AuditRow.subject == others[0].id, AuditRow.action == "customer.register")
        assert {row.after["name"] for row in session.scalars(recorded)} <= {"王芳"}


def test_the_proof_stays(told: Told) -> None:
    company = told.company
    body = told.answer.json
    assert (body["reason"], body["erased_by"], body["photos"]) == (f"{MARK} 12 月 1 日书面要求", "郑华", 2)
    assert set(body["ticket_ids"]) >= {str(company.ticket.id), str(company.letter.id), str(company.unsigned.id)}
    assert body["told_ids"] == [str(company.shared_fault.id)]
    assert "customer.erase" in [row.action for row in company.desk.audit(company.household.id)]
    rows = company.desk.audit(company.ticket.id)
    assert {"ticket.open", "ticket.answer", "ticket.erase"} <= {row.action for row in rows}
    assert [row.after for row in rows if row.action == "ticket.erase"] == [{}]
    page = company.caller("lead", "ticketing").get(f"/ticketing/customers/{company.household.id}").text
    assert "已删除的住户" in page
    for service in ("survey", "notify", "visits"):
        trail = company.caller("lead", service).get(f"/{service}/audit", subject=str(company.household.id)).text
        assert "个人信息已删除" in trail, service
        path = f"/{service}/api/v1/personal-data/{company.household.id}"
        assert company.caller("lead", service).post(path).status_code == 404


def test_what_was_said_goes_and_that_it_was_said_stays(told: Told) -> None:
    with told.databases["notify"].read() as session:
        mine = Message.recipient_id == told.company.household.id
        messages = session.scalars(select(Message).where(mine)).all()
        assert messages
        assert {(row.recipient_name, row.title, row.body, row.link) for row in messages} == {(MARK, MARK, MARK, "")}
        under_way = Delivery.state.in_((DeliveryState.QUEUED, DeliveryState.SENDING))
        assert session.scalars(select(Delivery.id).join(Delivery.message).where(mine, under_way)).all() == []
        assert {row.state for row in session.scalars(select(ParkedEvent))} == {DISCARDED}
    with told.databases["visits"].read() as session:
        visit = session.scalars(select(MajorVisit)).one()
        assert (visit.met, visit.words, visit.promised, visit.visited_by) == (MARK, MARK, MARK, "郑华")
        problem = session.scalars(select(MajorProblem)).one()
        assert (problem.title, problem.customer_id, problem.number) == (MARK, None, told.company.ticket.number)


@pytest.mark.parametrize(
    "service", [service for service in SERVED if service.keeps_event_log], ids=lambda row: row.name
)
def test_rebuilding_brings_nobody_back(told: Told, service: Service) -> None:
    database = told.databases[service.name]
    before = rows_of(told, service)
    with database.write() as session:
        eventlog.rebuild(session, service)
    assert rows_of(told, service) == before
    assert found(told.company) == []


def test_neither_do_states_sent_again_nor_late_ones(told: Told) -> None:
    """An old state may come after the erasure, from a republishing at the same moment, or from a dead letter."""
    for _once_more in range(2):  # what a reader never had comes with the first
        before = {service.name: rows_of(told, service) for service in SERVED}
        with told.databases["ticketing"].write() as session:
            handlers.republish(session)
        deliver(told.databases)
    for reader in SERVED[1:]:
        late = [("ticketing.customer_changed.v1", renewed(body)) for body in told.old]
        assert late
        Inbox(told.databases[reader.name], reader).apply(late)
        assert rows_of(told, reader) == before[reader.name], reader.name
    assert found(told.company) == []


def test_its_tickets_can_still_be_worked_on(told: Told) -> None:
    company = told.company
    company.do("officer", handlers.reopen, ticket_id=company.ticket.id, reason="又漏了")
    deliver(told.databases)
    with told.databases["notify"].read() as session:
        assert session.scalars(select(ParkedEvent).where(ParkedEvent.state != DISCARDED)).all() == []
        assert "ticketing.ticket_reopened.v1" not in session.scalars(select(Message.event)).all()


def test_the_files_go_too(told: Told) -> None:
    database = told.databases["ticketing"]
    store = AttachmentStore(database.settings.attachments)  # type: ignore[union-attr] # create_apps has set them
    store.open(told.photo).close()
    with database.write() as session:
        for deadline in session.scalars(select(Deadline).where(Deadline.kind == "file.drop")).all():
            TIMERS[deadline.kind](session, deadline)
    for opened in (store.open, store.thumbnail):
        with pytest.raises(NotFound):
            opened(told.photo)


def test_who_was_erased_is_changed_no_more(told: Told) -> None:
    company, own = told.company, {"customer_id": told.company.household.id}
    with pytest.raises(Erased):
        company.do("officer", handlers.change_customer, **own, name="尉迟芳")
    with pytest.raises(Erased):
        company.do("officer", handlers.change_member, member_id=company.member.id, name="陈强")
    with pytest.raises(Erased):
        company.do("lead", handlers.erase_customer, **own, reason="再来一次")
    with pytest.raises(Invalid):
        company.desk.open(**own)


def rows_of(told: Told, service: Service) -> dict[str, list[tuple[Any, ...]]]:
    with told.databases[service.name].read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.connection().execute(select(table))), key=repr)
            for table in service.metadata.sorted_tables
        }


def renewed(body: bytes) -> bytes:
    """The same as if it had never come before."""
    envelope = json.loads(body)
    last = int(envelope["id"][-2:], 16) ^ 1
    return json.dumps(envelope | {"id": f"{envelope['id'][:-2]}{last:02x}"}).encode()


def test_it_is_refused_while_somebody_lives_there_or_waits(desk: Desk) -> None:
    own = {"customer_id": desk.customers["王芳"].id}
    with pytest.raises(LivesHere):
        desk.do("lead", handlers.erase_customer, **own, reason="书面要求")
    ticket = desk.open(**own)
    desk.do("officer", handlers.move_out, **own, on=TODAY)
    before = desk.counts()
    with pytest.raises(RequestsOpen, match=ticket.number):
        desk.do("lead", handlers.erase_customer, **own, reason="书面要求")
    assert desk.counts() == before


def test_the_page_asks_twice(site: SiteDesk) -> None:
    household, lead = site.customers["王芳"], site.visitor("lead")
    page = f"/customers/{household.id}/erase"
    assert "删除个人信息" not in lead.reads(f"/customers/{household.id}")
    assert "请先登记迁出" in lead.reads(page)
    told = {"customer_id": household.id, "name": "陈强", "relation": Relation.SPOUSE}
    site.do("officer", handlers.add_member, **told)
    place = {"estate_id": household.estate_id, "kind": TicketKind.ENQUIRY, "customer_id": None, "tier": None}
    named = site.open(title="问停车", reporter_name="王芳", **place)
    site.do("officer", handlers.acknowledge, ticket_id=named.id)
    for step, words in (
        (handlers.resolve, {"resolution": "好"}),
        (handlers.answer, {"answer": "好", "channel": "phone"}),
    ):
        site.do("officer", step, ticket_id=named.id, **words)
    site.do("officer", handlers.close, ticket_id=named.id)
    site.do("officer", handlers.move_out, customer_id=household.id, on=TODAY)
    shown = lead.reads(page)
    assert "删除个人信息" in lead.reads(f"/customers/{household.id}")
    assert named.number in shown
    facts: dict[str, Any] = {"reason": "书面要求", "ticket_ids": [str(named.id)]}
    wrong = lead.post(page, **facts, password="not the right one")
    assert wrong.status_code == 422
    assert "密码不对" in wrong.text
    erased = lead.follow(lead.post(page, **facts, password=PASSWORD)).text
    assert "已删除的住户" in erased
    assert "王芳" not in lead.reads(f"/tickets/{named.id}")
    assert "已删除的住户" in lead.follow(lead.get(page)).text
