"""Households as the front desk keeps and finds them: registered, changed, moved out, found while typing."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.ticketing import handlers, queries
from services.ticketing.handlers import HouseholdRow, UnitRow
from services.ticketing.handlers.customers import AlreadyRegistered, MovedOut
from services.ticketing.models import Customer, CustomerKind, Language, Premises, PremisesKind
from shared.errors import Invalid, NotFound, StaleVersion
from shared.ids import new_id
from tests.integration.ticketing_desk import NAMES, Desk, counted_queries


def place(desk: Desk, kind: PremisesKind = PremisesKind.UNIT, estate: str = "LX") -> Premises:
    found = select(Premises).where(Premises.kind == kind, Premises.estate_id == desk.estates[estate].id)
    with desk.database.read() as session:
        return session.scalars(found.order_by(Premises.path).limit(1)).one()


def register(desk: Desk, by: str = "officer", **told: Any) -> Customer:
    facts = {"kind": CustomerKind.TENANT, "name": "林小梅", "phone": "139 0013 9000", "unit_id": place(desk).id}
    customer: Customer = desk.do(by, handlers.register_customer, **facts | told)
    return customer


def found(desk: Desk, typed: str, by: str = "officer") -> list[str]:
    with desk.database.read(desk.actor(by)) as session:
        return [customer.name for customer in queries.search_customers(session, typed)]


def test_a_household_is_registered_told_and_recorded(desk: Desk) -> None:
    unit = place(desk)
    customer = register(
        desk, email="lin@example.com", language=Language.EN, channels=["sms"], moved_in_on=date(2026, 11, 1)
    )
    name, told = desk.events()[-1]
    assert (name, UUID(told["id"]), told["phone"], told["unit_path"]) == (
        *("customer_changed", customer.id, "+8613900139000", unit.path),
    )
    assert (told["email"], told["language"], told["channels"], told["moved_in_on"]) == (
        *("lin@example.com", "en", ["sms"], "2026-11-01"),
    )
    (entry,) = desk.audit(customer.id)
    assert (entry.action, entry.actor_name, entry.after["name"]) == ("customer.register", "李敏", "林小梅")


def test_a_household_chooses_how_it_is_told_of_what(desk: Desk) -> None:
    chosen = {"notices": "email", "surveys": "none"}
    customer = register(desk, preferences=chosen, other_phone="021 5888 8888")
    told = desk.events()[-1][1]
    assert (told["preferences"], told["other_phone"]) == (chosen, "+862158888888")
    assert found(desk, "021 5888 8888") == found(desk, "8888") == ["林小梅"]
    desk.do("officer", handlers.change_customer, customer_id=customer.id, preferences={})
    assert desk.events()[-1][1]["preferences"] == {}
    assert desk.audit(customer.id)[-1].before == {"preferences": chosen}
    with pytest.raises(Invalid) as refused:
        desk.do("officer", handlers.change_customer, customer_id=customer.id, other_phone="12")
    assert list(refused.value.errors) == ["other_phone"]


def test_nobody_is_registered_twice_in_a_unit(desk: Desk) -> None:
    first = register(desk)
    with pytest.raises(AlreadyRegistered):
        register(desk, name="林小美")
    register(desk, unit_id=desk.customers["王芳"].unit_id)
    desk.do("officer", handlers.move_out, customer_id=first.id, on=date(2026, 11, 20))
    register(desk)


def test_only_a_unit_that_one_sees_takes_a_household(desk: Desk) -> None:
    impossible = (place(desk, PremisesKind.FLOOR).id, place(desk, estate="CH").id, new_id())
    for unit_id in impossible:
        with pytest.raises(Invalid) as refused:
            register(desk, unit_id=unit_id)
        assert list(refused.value.errors) == ["unit_id"]


def test_an_impossible_phone_is_refused(desk: Desk) -> None:
    before = desk.counts()
    for phone in ("12345", "", "一三八"):
        with pytest.raises(Invalid) as refused:
            register(desk, phone=phone)
        assert list(refused.value.errors) == ["phone"]
    assert desk.counts() == before


def test_a_change_is_told_with_the_next_version_and_found_by_the_new_words(desk: Desk) -> None:
    customer = register(desk)
    desk.do("officer", handlers.change_customer, customer_id=customer.id, name="林大梅", phone="13900139111")
    with desk.database.read() as session:
        assert queries.customer(session, customer.id).version == customer.version + 1
    assert desk.events()[-1][1]["name"] == "林大梅"
    assert desk.audit(customer.id)[-1].before["name"] == "林小梅"
    assert found(desk, "lindamei") == found(desk, "9111") == ["林大梅"]
    assert found(desk, "linxiaomei") == found(desk, "9000") == []


def test_the_same_values_again_tell_nobody(desk: Desk) -> None:
    customer, before = register(desk), desk.counts()
    same = {"name": "林小梅", "phone": "+86 139-0013-9000", "key_customer": False}
    desk.do("officer", handlers.change_customer, customer_id=customer.id, **same)
    assert desk.counts() == before


def test_who_saw_an_older_state_is_told_so(desk: Desk) -> None:
    customer = register(desk)
    desk.do("officer", handlers.change_customer, customer_id=customer.id, version=customer.version, name="林大梅")
    with pytest.raises(StaleVersion):
        desk.do("officer", handlers.change_customer, customer_id=customer.id, version=customer.version, name="林二梅")


def test_a_household_moves_out_once_and_not_before_it_moved_in(desk: Desk) -> None:
    customer = register(desk, moved_in_on=date(2026, 3, 1))
    with pytest.raises(Invalid) as refused:
        desk.do("officer", handlers.move_out, customer_id=customer.id, on=date(2026, 2, 28))
    assert list(refused.value.errors) == ["on"]
    desk.do("officer", handlers.move_out, customer_id=customer.id, on=date(2026, 11, 20))
    assert desk.events()[-1][1]["moved_out_on"] == "2026-11-20"
    with pytest.raises(MovedOut):
        desk.do("officer", handlers.move_out, customer_id=customer.id, on=date(2026, 11, 21))


def test_households_of_other_estates_do_not_exist_for_staff(desk: Desk) -> None:
    zhang, before = desk.customers["张伟"], desk.counts()
    for verb, facts in (
        (handlers.change_customer, {"name": "?"}),
        (handlers.move_out, {"on": date(2026, 11, 20)}),
    ):
        with pytest.raises(NotFound):
            desk.do("stranger", verb, customer_id=zhang.id, **facts)
    with desk.database.read(desk.actor("stranger")) as session:
        with pytest.raises(NotFound):
            queries.customer(session, zhang.id)
        with pytest.raises(NotFound):
            queries.place(session, place(desk).id)
        assert [estate.code for estate in queries.estates(session)] == ["CH"]
        assert queries.premises(session, estate_id=desk.estates["LX"].id).items == []
        assert {row.estate_id for row in queries.customers(session).items} == {desk.estates["CH"].id}
    assert desk.counts() == before


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张", ["张伟"]),
        ("zhang", ["张伟"]),
        ("ZW", ["张伟"]),
        ("zeng", ["曾华"]),
        ("ceng", ["曾华"]),
        ("ouyang", ["欧阳娜娜"]),
        ("oynn", ["欧阳娜娜"]),
        ("smi", ["John Smith"]),
        ("john s", ["John Smith"]),
        ("+86 138 0013 0001", ["王芳"]),
        ("0013", []),
        ("0001", ["王芳"]),
        ("13800130001", ["王芳"]),
        ("2栋0502", ["李娜"]),
        ("2-502", ["李娜"]),
        ("2幢 502 室", ["李娜"]),
        ("0502 李", ["李娜"]),
        ("0502 张", []),
        ("%", []),
        ("_", []),
        ("'; DROP TABLE customer", []),
        ("   ", []),
        ("\x00", []),
    ],
)
def test_a_household_is_found_by_name_phone_or_unit_while_typing(desk: Desk, typed: str, names: list[str]) -> None:
    assert found(desk, typed) == names


def test_what_is_typed_finds_only_households_of_the_own_estates(desk: Desk) -> None:
    with desk.database.read(desk.actor("stranger")) as session:
        estates = {customer.estate_id for customer in queries.search_customers(session, "2")}
    assert estates == {desk.estates["CH"].id}


def test_who_lives_here_stands_before_who_moved_out_and_an_exact_name_before_a_longer_one(desk: Desk) -> None:
    register(desk, name="张伟强", phone="13900139001")
    assert found(desk, "张伟") == ["张伟", "张伟强"]
    desk.do("officer", handlers.move_out, customer_id=desk.customers["张伟"].id, on=date(2026, 11, 20))
    assert found(desk, "张伟") == ["张伟强", "张伟"]


def test_typing_costs_two_queries_however_many_households_there_are(desk: Desk) -> None:
    units = [UnitRow("7栋", f"{number // 20}层", f"{number:04}") for number in range(400)]
    rows = [HouseholdRow(unit, CustomerKind.OWNER, "王多多", f"+86137{n:08}") for n, unit in enumerate(units)]
    with desk.database.write() as session:
        handlers.import_people(session, estate_code="LX", estate_name="邻香苑", units=units, households=rows)
    for typed in ("w", "王多多", "7", "7-001 王", "137"):
        with desk.database.read(desk.actor("officer")) as session, counted_queries(desk.database) as statements:
            assert len(queries.search_customers(session, typed)) == 10, typed
        assert len([each for each in statements if each.startswith("SELECT")]) == 2, typed


def test_the_list_of_households_goes_on_by_key_newest_first(desk: Desk) -> None:
    names: list[str] = []
    with desk.database.read(desk.actor("officer")) as session:
        page = queries.customers(session, limit=3)
        names += [row.name for row in page.items]
        while page.next:
            page = queries.customers(session, after=page.next, limit=3)
            names += [row.name for row in page.items]
        assert [row.name for row in queries.customers(session, text="wang").items] == ["王芳"]
        at = desk.customers["张伟"].unit_id
        assert [row.name for row in queries.customers(session, unit_id=at).items] == ["张伟"]
    assert names == list(reversed(NAMES))


def test_premises_are_listed_by_kind_and_below_their_parent(desk: Desk) -> None:
    with desk.database.read(desk.actor("officer")) as session:
        (building,) = queries.premises(session, kind=PremisesKind.BUILDING).items
        floors = queries.premises(session, parent_id=building.id).items
        units = queries.premises(session, kind=PremisesKind.UNIT, estate_id=building.estate_id).items
    assert [floor.name for floor in floors] == ["1层", "5层"]
    assert len(units) == 8
