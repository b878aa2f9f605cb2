"""A household registered twice becomes one: all that the second record has is found with the kept one (C1.4.1)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import ForeignKey

from services.ticketing import handlers, queries
from services.ticketing.handlers import HouseholdRow, UnitRow
from services.ticketing.handlers.loading import MergedHousehold
from services.ticketing.handlers.merging_households import KeepWhoLivesThere, OtherUnit, TwoStays
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import Base, CommitteeRole, Customer, CustomerKind, Language, Relation
from services.ticketing.queries import QueueFilter
from shared.errors import DomainError, Invalid, NotFound
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import SiteDesk, words

BASE = "https://linli.example/ticketing"
FOLLOWS = {"ticket", "reporter", "member", "customer_term", "customer"}
ENDED = {"erasure"}  # who was erased is merged no more


def twice(desk: Desk, **told: Any) -> Customer:
    """A second record of 张伟."""
    facts: dict[str, Any] = {"kind": CustomerKind.OWNER, "name": "张 伟", "phone": "139 0013 9000"}
    unit_id = desk.customers["张伟"].unit_id
    return desk.do("officer", handlers.register_customer, unit_id=unit_id, **facts | told)  # type: ignore[no-any-return]


def merge(desk: Desk, gone: Customer, kept: Customer | None = None, by: str = "supervisor") -> Customer:
    into_id = (kept or desk.customers["张伟"]).id
    return desk.do(by, handlers.merge_households, customer_id=gone.id, into_id=into_id)  # type: ignore[no-any-return]


def seen(desk: Desk, key: UUID) -> Customer:
    with desk.database.read() as session:
        return queries.customer(session, key)


def people(desk: Desk, key: UUID) -> list[tuple[str, str | None, date | None]]:
    with desk.database.read() as session:
        return [(row.name, row.phone, row.until) for row in queries.members(session, [key])]


def found(desk: Desk, typed: str) -> list[UUID]:
    with desk.database.read(desk.actor("officer")) as session:
        return [row.id for row in queries.search_customers(session, typed)]


def test_all_that_points_to_a_household_is_known_here() -> None:
    """Whatever else comes to point to households has to follow a merged one too."""
    keys = [key for table in Base.metadata.tables.values() for key in table.foreign_keys]
    assert {key.parent.table.name for key in keys if _to_household(key)} == FOLLOWS | ENDED


def _to_household(key: ForeignKey) -> bool:
    return key.target_fullname == "customer.id"


def test_requests_links_and_reporters_follow(desk: Desk) -> None:
    kept, gone = desk.customers["张伟"], twice(desk)
    ticket, neighbours = desk.open(customer_id=gone.id), desk.open(customer_id=desk.customers["王芳"].id)
    told_too = desk.do("officer", handlers.add_reporter, ticket_id=neighbours.id, customer_id=gone.id)
    merge(desk, gone)
    with desk.database.read() as session:
        assert [row.id for row in queries.queue(session, QueueFilter(customer_id=kept.id)).items] == [ticket.id]
        assert queries.status_view(session, ticket.id).number == ticket.number
        assert [row.customer_id for row in queries.reporters(session, neighbours.id)] == [kept.id]
    told = [data for name, data in desk.events() if name == "ticket_reporter_changed"]
    assert (told[-1]["id"], told[-1]["customer_id"]) == (str(told_too.id), str(kept.id))
    assert desk.audit(ticket.id)[-1].action == "ticket.household_merged"


def test_both_are_told_in_full_and_recorded(desk: Desk) -> None:
    kept, gone = desk.customers["张伟"], twice(desk, email=None)
    merge(desk, gone)
    told = [data for name, data in desk.events() if name == "customer_changed"][-2:]
    assert [(data["id"], data["merged_into_id"], data["deleted"]) for data in told] == [
        *((str(kept.id), None, False), (str(gone.id), str(kept.id), False)),
    ]
    assert (desk.audit(kept.id)[-1].action, desk.audit(kept.id)[-1].note) == ("customer.take_over", "张 伟")
    assert (desk.audit(gone.id)[-1].action, desk.audit(gone.id)[-1].note) == ("customer.merge", "张伟")


def test_what_the_kept_one_lacks_comes_from_the_other_and_what_differs_stays(desk: Desk) -> None:
    kept = twice(desk, name="张伟", phone="13900139111")
    gone = twice(
        desk,
        email="zw@example.com",
        channels=["sms"],
        key_customer=True,
        moved_in_on=date(2026, 3, 1),
        language=Language.EN,
    )
    merge(desk, gone, kept)
    now = seen(desk, kept.id)
    assert (now.name, now.phone, now.language) == ("张伟", "+8613900139111", Language.ZH)
    assert (now.email, now.channels, now.key_customer, now.moved_in_on) == (
        *("zw@example.com", ["sms"], True, date(2026, 3, 1)),
    )


def test_people_follow_once_and_the_other_number_still_finds_the_household(desk: Desk) -> None:
    kept, gone = desk.customers["张伟"], twice(desk)
    spouse: dict[str, Any] = {"name": "钱小英", "relation": Relation.SPOUSE}
    desk.do("officer", handlers.add_member, customer_id=kept.id, **spouse, phone=None)
    desk.do("officer", handlers.add_member, customer_id=gone.id, **spouse, phone="13900139777")
    chair = {"name": "张大爷", "relation": Relation.PARENT, "committee_role": CommitteeRole.CHAIR}
    desk.do("officer", handlers.add_member, customer_id=gone.id, **chair)
    merge(desk, gone)
    assert [(name, phone) for name, phone, _until in people(desk, kept.id)] == [
        *(("钱小英", "+8613900139777"), ("张大爷", None)),
    ]
    assert seen(desk, kept.id).other_phone == gone.phone
    assert [name for name, _phone, until in people(desk, gone.id) if until] == ["钱小英"]
    for typed in ("13900139000", "13900139777", "张大爷", "zhangwei"):
        assert found(desk, typed) == [kept.id], typed


def test_the_contact_of_a_record_under_another_name_becomes_one_of_the_household(desk: Desk) -> None:
    kept, gone = desk.customers["张伟"], twice(desk, name="钱小英")
    merge(desk, gone)
    assert people(desk, kept.id) == [("钱小英", gone.phone, None)]
    assert found(desk, gone.phone) == found(desk, "钱小英") == [kept.id]


def test_who_told_the_same_request_twice_hears_of_it_once_more(desk: Desk) -> None:
    """The record of who told it stays, and its link goes on."""
    kept, gone = desk.customers["张伟"], twice(desk)
    ticket = desk.open()
    reporter = desk.do("officer", handlers.add_reporter, ticket_id=ticket.id, customer_id=gone.id, words="还在漏")
    merge(desk, gone)
    with desk.database.read() as session:
        assert [(row.id, row.words) for row in queries.reporters(session, ticket.id)] == [(reporter.id, "还在漏")]
        assert not queries.has_left(session, type(reporter), reporter.id)
    desk.do("officer", handlers.move_out, customer_id=kept.id, on=date(2026, 11, 20))
    with desk.database.read() as session:
        assert queries.has_left(session, type(reporter), reporter.id)


def test_merging_on_leads_to_the_last_one(desk: Desk) -> None:
    first, second = twice(desk, phone="13900139001"), twice(desk, phone="13900139002")
    merge(desk, first, second)
    merge(desk, second)
    assert seen(desk, first.id).merged_into_id == desk.customers["张伟"].id


def test_what_would_contradict_is_refused(desk: Desk) -> None:
    kept = desk.customers["张伟"]
    desk.do("officer", handlers.change_customer, customer_id=kept.id, moved_in_on=date(2026, 3, 1))
    earlier, left = twice(desk, phone="13900139001"), twice(desk, phone="13900139002")
    desk.do("officer", handlers.move_out, customer_id=earlier.id, on=date(2026, 2, 1))
    desk.do("officer", handlers.move_out, customer_id=left.id, on=date(2026, 11, 1))
    before = desk.counts()
    refusals: list[tuple[type[DomainError], Customer, Customer]] = [
        (Invalid, kept, kept),
        (OtherUnit, desk.customers["王芳"], kept),
        (TwoStays, earlier, kept),
        (KeepWhoLivesThere, kept, left),
    ]
    for refusal, gone, into in refusals:
        with pytest.raises(refusal):
            merge(desk, gone, into)
    with pytest.raises(NotFound):
        merge(desk, left, kept, by="stranger")
    assert desk.counts() == before
    merge(desk, left)
    with pytest.raises(MergedHousehold):
        merge(desk, left)


def test_nothing_happens_to_a_merged_household_any_more(desk: Desk) -> None:
    gone = twice(desk)
    merge(desk, gone)
    acts: list[tuple[Any, dict[str, Any]]] = [
        (handlers.change_customer, {"name": "张三"}),
        (handlers.move_out, {"on": date(2026, 11, 20)}),
        (handlers.add_member, {"name": "张三", "relation": Relation.CHILD}),
    ]
    for verb, facts in acts:
        with pytest.raises(MergedHousehold):
            desk.do("officer", verb, customer_id=gone.id, **facts)


def test_whoever_still_names_it_reaches_the_kept_one(desk: Desk) -> None:
    gone, kept = twice(desk), desk.customers["张伟"]
    merge(desk, gone)
    assert desk.open(customer_id=gone.id).customer_id == kept.id
    neighbours = desk.open(customer_id=desk.customers["王芳"].id)
    told_too = desk.do("officer", handlers.add_reporter, ticket_id=neighbours.id, customer_id=gone.id)
    assert told_too.customer_id == kept.id


def test_it_is_in_no_list_and_a_file_that_still_tells_it_does_not_bring_it_back(desk: Desk) -> None:
    kept, gone = desk.customers["张伟"], twice(desk)
    merge(desk, gone)
    unit = UnitRow("2栋", "1层", "0101")
    rows = [
        HouseholdRow(unit, CustomerKind.OWNER, "张伟", kept.phone),
        HouseholdRow(unit, CustomerKind.OWNER, "张 伟", gone.phone),
    ]
    with desk.database.write() as session:
        counts = handlers.import_people(session, estate_code="LX", estate_name="邻香苑", units=[unit], households=rows)
    assert (counts.customers_created, counts.customers_unchanged) == (0, 2)
    with desk.database.read() as session:
        assert gone.unit_id
        assert [row.id for row in queries.customers(session, unit_id=gone.unit_id).items] == [kept.id]
        assert [row.id for row in queries.households_of_unit(session, gone.unit_id)] == [kept.id]


def test_it_is_proposed_compared_and_merged_on_the_pages(site: SiteDesk) -> None:
    kept, gone = site.customers["张伟"], twice(site)
    ticket = site.open(customer_id=gone.id)
    officer, supervisor = site.visitor("officer"), site.visitor("supervisor")
    proposed = officer.reads(f"/customers/{kept.id}")
    assert "是否重复登记？ 张 伟 业主" in proposed
    assert "可以合并的岗位：客户主管" in proposed
    assert "比对并合并" not in proposed
    page = f"/customers/{kept.id}/merge?other={gone.id}"
    compared = words(supervisor.get(page).text)
    assert "138 0013 0000 139 0013 9000" in compared
    assert "工单 0 1" in compared
    refused = supervisor.post(page, into_id="")
    assert refused.status_code == 422
    done = supervisor.follow(supervisor.post(page, into_id=str(kept.id)))
    assert "两条记录已合并为一户" in done.text
    assert ticket.number in done.text
    tombstone = words(officer.get(f"/customers/{gone.id}").text)
    assert "其全部内容已并入： 2栋 1层 0101 张伟" in tombstone
    assert "房屋交接" not in tombstone
    with site.database.read() as session:
        link = resident_link(session, Purpose.STATUS, ticket.id).removeprefix(BASE)
    assert ticket.number in site.visitor().reads(link)


def test_the_same_phone_in_another_unit_is_shown_and_not_merged(site: SiteDesk) -> None:
    unit_id = site.customers["王芳"].unit_id
    facts: dict[str, Any] = {"kind": CustomerKind.OWNER, "name": "张伟", "phone": site.customers["张伟"].phone}
    other = site.do("officer", handlers.register_customer, unit_id=unit_id, **facts)
    shown = site.visitor("supervisor").reads(f"/customers/{site.customers['张伟'].id}")
    assert "同一电话的其他房屋 2栋 1层 0102 张伟" in shown
    assert "是否重复登记" not in shown
    page = f"/customers/{site.customers['张伟'].id}/merge?other={other.id}"
    refused = site.visitor("supervisor").post(page, into_id=str(other.id))
    assert refused.status_code == 422
    assert "两户不在同一房屋" in refused.text


def test_the_page_that_compares_costs_the_same_however_much_there_is(site: SiteDesk) -> None:
    kept, gone, supervisor = site.customers["张伟"], twice(site), site.visitor("supervisor")
    costs = []
    for _time in range(2):
        with counted_queries(site.database) as statements:
            supervisor.reads(f"/customers/{kept.id}/merge", other=str(gone.id))
        costs.append(sum(each.startswith("SELECT") for each in statements))
        site.open(customer_id=gone.id)
    assert costs[0] == costs[1] <= 7


def test_over_the_api(api_desk: ApiDesk) -> None:
    kept, gone = api_desk.customers["张伟"], twice(api_desk)
    supervisor = api_desk.caller("supervisor")
    elsewhere = supervisor.post(f"customers/{gone.id}/merge", {"into_id": str(api_desk.customers["王芳"].id)})
    assert elsewhere.status_code == 409
    merged = supervisor.post(f"customers/{gone.id}/merge", {"into_id": str(kept.id)})
    assert (merged.status_code, merged.json["id"], merged.json["merged_into_id"]) == (200, str(kept.id), None)
    assert supervisor.get(f"customers/{gone.id}").json["merged_into_id"] == str(kept.id)
    assert str(gone.id) not in str(supervisor.get("customers").json)
