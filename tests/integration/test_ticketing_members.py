"""The people of a household: kept, found, told; on the API and on the pages."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers import HouseholdRow, UnitRow
from services.ticketing.handlers.customers import MovedOut
from services.ticketing.models import CommitteeRole, CustomerKind, Member, Relation
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk


def add(desk: Desk, **told: Any) -> Member:
    facts: dict[str, Any] = {"name": "钱小英", "phone": "139 0013 9777", "relation": Relation.SPOUSE}
    member: Member = desk.do("officer", handlers.add_member, customer_id=desk.customers["张伟"].id, **(facts | told))
    return member


def found(desk: Desk, typed: str) -> list[str]:
    with desk.database.read(desk.actor("officer")) as session:
        return [customer.name for customer in queries.search_customers(session, typed)]


def test_somebody_is_added_told_and_recorded(desk: Desk) -> None:
    member = add(desk, committee_role=CommitteeRole.CHAIR, since=date(2026, 3, 1))
    assert desk.events("ticketing.member")[-1][1] == {
        "id": str(member.id),
        "estate_id": str(desk.estates["LX"].id),
        "customer_id": str(desk.customers["张伟"].id),
        "name": "钱小英",
        "phone": "+8613900139777",
        "relation": "spouse",
        "committee_role": "committee_chair",
        "since": "2026-03-01",
        "until": None,
        "deleted": False,
    }
    assert [row.action for row in desk.audit(member.id)] == ["member.add"]
    assert (desk.audit(desk.customers["张伟"].id)[-1].action, desk.audit(desk.customers["张伟"].id)[-1].note) == (
        *("member.add", "钱小英"),
    )


@pytest.mark.parametrize("typed", ["钱小英", "qianxiao", "qxy", "139 0013 9777", "9777"])
def test_the_household_is_found_by_its_people(desk: Desk, typed: str) -> None:
    add(desk)
    assert found(desk, typed) == ["张伟"]


def test_who_has_left_is_found_no_longer(desk: Desk) -> None:
    member = add(desk)
    desk.do("officer", handlers.change_member, member_id=member.id, until=date(2026, 10, 31))
    assert found(desk, "钱小英") == []
    assert found(desk, "张伟") == ["张伟"]


def test_people_are_still_found_after_their_household_changed_or_was_imported_again(desk: Desk) -> None:
    add(desk)
    known = desk.customers["张伟"]
    desk.do("officer", handlers.change_customer, customer_id=known.id, name="张大伟")
    assert found(desk, "qxy") == ["张大伟"]
    unit = UnitRow("2栋", "1层", "0101")
    row = HouseholdRow(unit, CustomerKind.OWNER, "张小伟", known.phone)
    with desk.database.write() as session:
        handlers.import_people(session, estate_code="LX", estate_name="邻香苑", units=[unit], households=[row])
    assert found(desk, "qxy") == ["张小伟"]


def test_impossible_people_are_refused(desk: Desk) -> None:
    before = desk.counts()
    impossible: dict[str, dict[str, Any]] = {
        "phone": {"phone": "12"},
        "until": {"since": date(2026, 3, 1), "until": date(2026, 2, 1)},
    }
    for field, told in impossible.items():
        with pytest.raises(Invalid) as refused:
            add(desk, **told)
        assert list(refused.value.errors) == [field]
    with pytest.raises(Invalid):
        add(desk, until=date(2090, 1, 1))
    assert desk.counts() == before


def test_nobody_is_added_to_a_household_that_has_left(desk: Desk) -> None:
    desk.do("officer", handlers.move_out, customer_id=desk.customers["张伟"].id, on=date(2026, 11, 20))
    with pytest.raises(MovedOut):
        add(desk)


def test_the_same_values_again_tell_nobody(desk: Desk) -> None:
    member = add(desk)
    before = desk.counts()
    desk.do("officer", handlers.change_member, member_id=member.id, name="钱小英", phone="13900139777")
    assert desk.counts() == before


def test_over_the_api(api_desk: ApiDesk) -> None:
    officer, household = api_desk.caller("officer"), api_desk.customers["张伟"].id
    path = f"customers/{household}/members"
    wrong = officer.post(path, {"name": "钱小英", "relation": "boss"})
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["relation"])
    added = officer.post(path, {"name": "钱小英", "relation": "spouse", "phone": "13900139777"})
    assert added.status_code == 201
    changed = officer.patch(f"members/{added.json['id']}", {"committee_role": "committee_deputy", "version": 1})
    assert (changed.json["committee_role"], changed.json["version"]) == ("committee_deputy", 2)
    assert officer.patch(f"members/{added.json['id']}", {"name": "钱英", "version": 1}).status_code == 409
    assert officer.get(path).json["items"] == [changed.json]
    assert api_desk.caller("stranger").get(path).status_code == 404


def test_on_the_pages(site: SiteDesk) -> None:
    officer, household = site.visitor("officer"), f"/customers/{site.customers['张伟'].id}"
    assert "目前只登记了联系人" in officer.reads(household)
    typed: dict[str, Any] = {"name": "钱小英", "relation": "parent", "committee_role": "committee_chair"}
    wrong = officer.post(f"{household}/members/new", **typed, phone="12")
    assert wrong.status_code == 422
    assert 'id="field-phone-error"' in wrong.text
    shown = officer.follow(officer.post(f"{household}/members/new", **typed, phone="13900139777"))
    assert "钱小英 父母" in " ".join(officer.reads(household).split())
    assert "业委会主任" in shown.text
    member = UUID(shown.text.split("/members/")[1][:36])
    page = f"{household}/members/{member}"
    officer.follow(officer.post(page, version=1, name="钱小英", relation="parent", until="2026-10-31"))
    assert "至 2026年10月31日" in officer.reads(household)
    assert "钱小英" not in officer.get("/hotline/households", text="张伟").text


def test_a_member_is_found_only_at_the_address_of_the_own_household(site: SiteDesk) -> None:
    member, officer = add(site), site.visitor("officer")
    elsewhere = f"/customers/{site.customers['王芳'].id}/members"
    assert officer.get(f"{elsewhere}/{member.id}").status_code == 404
    typed = {"version": 1, "name": "钱英", "relation": "spouse"}
    refused = officer.post(f"{elsewhere}/{member.id}", seen_on=f"{elsewhere}/new", **typed)
    assert refused.status_code == 404
    assert [row.action for row in site.audit(member.id)] == ["member.add"]


def test_the_caller_is_recognised_at_the_hotline(site: SiteDesk) -> None:
    add(site)
    officer = site.visitor("officer")
    assert "钱小英" in officer.get("/hotline/households", text="9777").text
    assert "139 0013 9777" in officer.get(f"/hotline/households/{site.customers['张伟'].id}").text
    assert "139 0013 9777" in officer.get("/hotline", customer_id=str(site.customers["张伟"].id)).text


MOVE_IN: dict[str, Any] = {"name": "赵明", "kind": "owner", "phone": "139 0013 9000"}


def test_a_household_moves_in_with_its_people_in_one_act(api_desk: ApiDesk) -> None:
    unit_id, officer = str(api_desk.customers["张伟"].unit_id), api_desk.caller("officer")
    people = [{"name": "钱小英", "relation": "spouse"}, {"name": "赵小明", "relation": "child", "phone": "110"}]
    before = api_desk.counts()
    refused = officer.post("customers", {**MOVE_IN, "unit_id": unit_id, "members": people})
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["members.1.phone"])
    assert api_desk.counts() == before
    people[1]["phone"] = "13900139888"
    made = officer.post("customers", {**MOVE_IN, "unit_id": unit_id, "members": people})
    assert made.status_code == 201
    listed = officer.get(f"customers/{made.json['id']}/members").json["items"]
    assert {(row["name"], row["relation"]) for row in listed} == {("钱小英", "spouse"), ("赵小明", "child")}
    assert [name for name, _told in api_desk.events()][-3:] == ["customer_changed", "member_changed", "member_changed"]
    assert found(api_desk, "9888") == ["赵明"]


def test_the_page_asks_for_the_people_as_well(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    typed = {**MOVE_IN, "language": "zh", "unit_id": site.customers["张伟"].unit_id, "members.0.name": "钱小英"}
    refused = officer.post("/customers/new", **typed)
    assert refused.status_code == 422
    assert 'id="field-members.0.relation-error"' in refused.text
    shown = officer.follow(officer.post("/customers/new", **typed, **{"members.0.relation": "spouse"}))
    assert "钱小英" in shown.text
