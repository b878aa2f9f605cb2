"""A household leaves or hands its unit over: its links end, its requests stay, the next one sees nothing of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.customers import MovedOut
from services.ticketing.handlers.moving_out import LivesHere
from services.ticketing.handlers.ratings import HouseholdGone
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import AnswerChannel, Channel, Customer, CustomerKind, Language, Relation, Ticket
from services.ticketing.queries import QueueFilter
from shared.errors import Invalid, NotFound
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import SiteDesk, words
from tests.integration.ticketing_watch import watching

BASE = "https://linli.example/ticketing"
ON = date(2026, 11, 20)
NEXT: dict[str, Any] = {"kind": CustomerKind.TENANT, "name": "林小梅", "phone": "139 0013 9000"}


def hand_over(desk: Desk, **told: Any) -> Customer:
    facts = {"customer_id": desk.customers["张伟"].id, "on": ON, **NEXT}
    return desk.do("officer", handlers.hand_over, **facts | told)  # type: ignore[no-any-return]


def leave(desk: Desk, who: str = "张伟") -> None:
    desk.do("officer", handlers.move_out, customer_id=desk.customers[who].id, on=ON)


def closed(desk: Desk) -> Ticket:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="更换角阀")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="已修好", channel=AnswerChannel.PHONE)
    return desk.do("officer", handlers.close, ticket_id=ticket.id)  # type: ignore[no-any-return]


def link(desk: Desk, purpose: Purpose, subject: UUID) -> str:
    with desk.database.read() as session:
        return resident_link(session, purpose, subject).removeprefix(BASE)


def told(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [data for event, data in desk.events() if event == name]


def test_one_act_moves_the_old_household_out_and_the_new_one_in(desk: Desk) -> None:
    old = desk.customers["张伟"]
    new = hand_over(desk, language=Language.EN, email="lin@example.com")
    left, came = told(desk, "customer_changed")[-2:]
    assert (left["id"], left["moved_out_on"]) == (str(old.id), "2026-11-20")
    assert (came["id"], came["unit_id"], came["moved_in_on"], came["kind"]) == (
        *(str(new.id), str(old.unit_id), "2026-11-20", "tenant"),
    )
    assert (came["phone"], came["language"], came["email"]) == ("+8613900139000", "en", "lin@example.com")
    assert [row.action for row in desk.audit(old.id)[1:]] == ["customer.move_out"]
    assert [row.action for row in desk.audit(new.id)] == ["customer.register", "customer.hand_over"]


def test_neither_stands_in_the_record_of_the_other(desk: Desk) -> None:
    ticket, old = desk.open(), desk.customers["张伟"]
    new = hand_over(desk)
    records = [row for subject in (old.id, new.id, ticket.id) for row in desk.audit(subject)]
    for row in records:
        stranger = "张伟" if row.subject == new.id else "林小梅"
        assert stranger not in f"{row.note} {row.before} {row.after}"


def test_its_people_leave_with_it(desk: Desk) -> None:
    household = desk.customers["张伟"].id
    member = desk.do(
        "officer", handlers.add_member, customer_id=household, name="钱小英", relation=Relation.SPOUSE, phone=None
    )
    leave(desk)
    assert told(desk, "member_changed")[-1]["until"] == "2026-11-20"
    assert desk.audit(member.id)[-1].action == "member.change"
    with desk.database.read(desk.actor("officer")) as session:
        assert queries.search_customers(session, "钱小英") == []
        assert [row.name for row in queries.search_customers(session, "张伟")] == ["张伟"]


def test_whoever_works_on_its_open_requests_is_told(desk: Desk) -> None:
    done, still_open = closed(desk), desk.open()
    hand_over(desk)
    assert desk.audit(still_open.id)[-1].action == "ticket.household_left"
    assert desk.audit(done.id)[-1].action == "ticket.close"


def test_others_of_the_unit_leave_along_when_named(desk: Desk) -> None:
    owner = desk.customers["张伟"]
    tenants = [
        desk.do("officer", handlers.register_customer, unit_id=owner.unit_id, **NEXT | {"name": name, "phone": phone})
        for name, phone in (("赵一", "13900139001"), ("赵二", "13900139002"))
    ]
    new = hand_over(desk, also=[tenants[0].id])
    with desk.database.read() as session:
        assert owner.unit_id
        here = [(row.name, row.moved_out_on) for row in queries.households_of_unit(session, owner.unit_id)]
    assert here == [(new.name, None), ("赵二", None), ("赵一", ON), ("张伟", ON)]


def test_an_impossible_hand_over_changes_nothing(desk: Desk) -> None:
    known = desk.customers["张伟"]
    desk.do("officer", handlers.change_customer, customer_id=known.id, moved_in_on=date(2026, 3, 1))
    before = desk.counts()
    impossible: list[tuple[str, dict[str, Any]]] = [
        ("on", {"on": date(2026, 2, 28)}),
        ("on", {"on": date(2090, 1, 1)}),
        ("phone", {"phone": "12"}),
        ("also", {"also": [desk.customers["王芳"].id]}),
    ]
    for field, facts in impossible:
        with pytest.raises(Invalid) as refused:
            hand_over(desk, **facts)
        assert list(refused.value.errors) == [field]
    with pytest.raises(NotFound):
        desk.do("stranger", handlers.hand_over, customer_id=known.id, on=ON, **NEXT)
    assert desk.counts() == before
    hand_over(desk)
    with pytest.raises(MovedOut):
        hand_over(desk)


def test_the_new_household_has_none_of_the_old_requests(desk: Desk) -> None:
    desk.open()
    new = hand_over(desk)
    with desk.database.read(desk.actor("officer")) as session:
        assert queries.queue(session, QueueFilter(customer_id=new.id)).items == []


def test_nobody_who_left_rates_or_is_asked_to(desk: Desk) -> None:
    with watching(desk) as watch:
        ticket = closed(desk)
        leave(desk)
        watch.after(days=30)
    assert told(desk, "rating_reminded") == []
    with desk.database.write() as session, pytest.raises(HouseholdGone):
        handlers.rate(session, ticket_id=ticket.id, score=5)
    closed(desk)
    assert told(desk, "ticket_closed")[-1]["rating_url"] == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_links_end_and_say_why(site: SiteDesk, language: str) -> None:
    ticket = closed(site)
    told_too = site.do(
        *("officer", handlers.add_reporter),
        ticket_id=site.open(customer_id=site.customers["王芳"].id).id,
        customer_id=ticket.customer_id,
        channel=Channel.PHONE,
    )
    links = [
        link(site, Purpose.STATUS, ticket.id),
        link(site, Purpose.RATING, ticket.id),
        link(site, Purpose.REPORT, told_too.id),
    ]
    resident = site.visitor(language=language)
    for path in links:
        assert resident.get(path).status_code == 200
    forged = {"csrf_token": resident.get(links[1]).text.split('name="csrf_token" value="')[1].split('"')[0]}
    leave(site)
    for path in links:
        ended = resident.get(path)
        assert ended.status_code == 410
        assert {"zh": "链接已停用", "en": "This link has ended"}[language] in ended.text
        for secret in (ticket.number, ticket.title, "张伟", "0101"):
            assert secret not in ended.text
    sent = resident.client.post(f"/ticketing{links[1]}", data=forged | {"score": "1"}, headers=resident.headers)
    assert sent.status_code == 410
    assert told(site, "ticket_rated") == []


def test_a_move_out_recorded_by_mistake_is_taken_back(site: SiteDesk) -> None:
    household, ticket = site.customers["张伟"].id, site.open()
    for name, until in (("钱小英", None), ("张小宝", date(2026, 9, 1))):
        site.do(
            *("officer", handlers.add_member),
            **{"customer_id": household, "name": name, "relation": Relation.CHILD, "until": until},
        )
    with pytest.raises(LivesHere):
        site.do("officer", handlers.move_back, customer_id=household)
    leave(site)
    officer, page = site.visitor("officer"), f"/customers/{household}"
    assert "张伟仍在此居住" in officer.follow(officer.post(f"{page}/move-back", seen_on=page)).text
    assert told(site, "customer_changed")[-1]["moved_out_on"] is None
    assert site.audit(household)[-1].action == "customer.move_back"
    assert site.audit(ticket.id)[-1].action == "ticket.household_back"
    with site.database.read() as session:
        assert {row.name: row.until for row in queries.members(session, [household])} == {
            "钱小英": None,
            "张小宝": date(2026, 9, 1),
        }
    assert site.visitor().get(link(site, Purpose.STATUS, ticket.id)).status_code == 200


def test_links_of_the_neighbours_and_of_the_new_household_go_on(site: SiteDesk) -> None:
    neighbour = site.open(customer_id=site.customers["王芳"].id)
    new = hand_over(site)
    own = site.open(customer_id=new.id, title="门锁坏了")
    for ticket in (neighbour, own):
        assert site.visitor().get(link(site, Purpose.STATUS, ticket.id)).status_code == 200


def test_on_the_pages(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    page = f"/customers/{site.customers['张伟'].id}"
    form = officer.reads(f"{page}/hand-over")
    assert "还有 1 张工单未办结，仍归张伟" in form
    typed: dict[str, Any] = {"on": "2026-11-20", "name": "林小梅", "kind": "tenant", "language": "zh"}
    wrong = officer.post(f"{page}/hand-over", **typed, phone="12")
    assert wrong.status_code == 422
    assert 'id="field-phone-error"' in wrong.text
    assert 'value="林小梅"' in wrong.text
    new = officer.follow(officer.post(f"{page}/hand-over", **typed, phone="13900139000"))
    assert "房屋已交接给林小梅" in new.text
    assert ticket.number not in new.text
    assert "张伟 业主 至 2026年11月20日" in words(new.text)
    old = officer.reads(page)
    assert ticket.number in old
    assert "林小梅 租户 2026年11月20日 起" in old
    shown = officer.reads(f"/tickets/{ticket.id}")
    assert "该住户已于 2026年11月20日 迁出，不再收到消息；请致电回复。 现住户： 林小梅" in shown
    assert "住户迁出 李敏" in shown
    assert "status-link.svg" not in officer.get(f"/tickets/{ticket.id}").text


def test_the_household_page_costs_the_same_however_many_lived_there(site: SiteDesk) -> None:
    officer, page = site.visitor("officer"), f"/customers/{site.customers['张伟'].id}"
    costs = []
    for _time in range(2):
        with counted_queries(site.database) as statements:
            officer.reads(page)
        costs.append(sum(each.startswith("SELECT") for each in statements))
        tenant = site.do(
            "officer", handlers.register_customer, unit_id=site.customers["张伟"].unit_id, **NEXT | {"name": "赵一"}
        )
        site.do("officer", handlers.move_out, customer_id=tenant.id, on=ON)
    assert costs[0] == costs[1] <= 7


def test_over_the_api(api_desk: ApiDesk) -> None:
    officer, old = api_desk.caller("officer"), api_desk.customers["张伟"]
    body = {"on": "2026-11-20", "kind": "owner", "name": "林小梅", "phone": "13900139000", "channels": ["sms"]}
    wrong = officer.post(f"customers/{old.id}/hand-over", {**body, "on": "1899-01-01", "moved_in_on": "2026-11-01"})
    assert (wrong.status_code, sorted(wrong.json["errors"])) == (422, ["moved_in_on", "on"])
    new = officer.post(f"customers/{old.id}/hand-over", body)
    assert (new.status_code, new.json["moved_in_on"], new.json["unit_id"]) == (201, "2026-11-20", str(old.unit_id))
    assert officer.get(f"customers/{old.id}").json["moved_out_on"] == "2026-11-20"
    assert officer.post(f"customers/{old.id}/hand-over", body).status_code == 409
