"""Taking over an estate's premises and households: whole, once, and only into one's own estates."""

import threading
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from services.ticketing import handlers, queries
from services.ticketing.handlers import HouseholdRow, ImportCounts, ImportPlan, UnitRow
from services.ticketing.handlers.import_people import ForeignEstate
from services.ticketing.handlers.import_people.take_over import BATCH
from services.ticketing.models import Customer, CustomerKind, Language, Premises, PremisesKind
from shared.audit import AuditRow
from shared.errors import Invalid
from shared.outbox import OutboxRow
from tests.integration.ticketing_desk import Desk, households, units

UNIT = UnitRow("2栋", "5层", "0501")
OWNER, TENANT = CustomerKind.OWNER, CustomerKind.TENANT


def planned(desk: Desk, rows: Sequence[HouseholdRow]) -> ImportPlan:
    with desk.database.read() as session:
        return handlers.plan_import(session, estate_code="LX", units=[], households=rows)


def take_over(
    desk: Desk,
    rows: Sequence[HouseholdRow],
    *,
    places: Sequence[UnitRow] = (),
    by: str | None = None,
    code: str = "LX",
    plan: ImportPlan | None = None,
) -> ImportCounts:
    name = "邻香苑" if code == "LX" else f"{code}小区"
    facts: dict[str, Any] = {"estate_code": code, "estate_name": name, "units": places, "households": rows}
    if by:
        counts: ImportCounts = desk.do(by, handlers.import_people, **facts)
        return counts
    with desk.database.write() as session:
        return handlers.import_people(session, **facts, plan=plan)


def living(desk: Desk, unit: UnitRow = UNIT) -> list[tuple[str, str]]:
    """Name and the last digits of the phone of who lives in a unit of 邻香苑."""
    at = (Customer.unit_path == unit.path, Customer.estate_id == desk.estates["LX"].id, Customer.moved_out_on.is_(None))
    with desk.database.read() as session:
        return sorted((row.name, row.phone[-2:]) for row in session.scalars(select(Customer).where(*at)))


def row(name: str, end: str, kind: CustomerKind = OWNER, **told: Any) -> HouseholdRow:
    return HouseholdRow(UNIT, kind, name, f"+86138001300{end}", **told)


def state(desk: Desk) -> Any:
    """Everything that must not move when nothing changes."""
    with desk.database.read() as session:
        versions = session.execute(select(Customer.id, Customer.version).order_by(Customer.id)).all()
        places = session.execute(select(Premises.id, Premises.version).order_by(Premises.id)).all()
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (AuditRow, OutboxRow)]
    return versions, places, counts


def test_a_new_estate_comes_with_its_buildings_floors_and_units_parents_told_first(desk: Desk) -> None:
    places = [UnitRow("A座", "1层", "101"), UnitRow("A座", "1层", "102"), UnitRow("A座", "2层", "201")]
    before = len(desk.events())
    counts = take_over(desk, [], places=places, code="NEW")
    told = desk.events()[before:]
    assert [name for name, _data in told] == ["estate_changed", *["premises_changed"] * 6]
    assert counts.premises_created == 6
    known: set[str] = set()
    for _name, data in told[1:]:
        assert data["parent_id"] is None or data["parent_id"] in known
        known.add(data["id"])
    assert Counter(data["kind"] for _name, data in told[1:]) == {"building": 1, "floor": 2, "unit": 3}
    assert {data["path"] for _name, data in told[1:]} >= {"A座", "A座 2层", "A座 1层 102"}


def test_every_new_row_leaves_an_event_with_its_state_and_an_audit_row(desk: Desk) -> None:
    counts = take_over(desk, [row("张三", "55", email="zs@example.com", moved_in_on=date(2026, 3, 1))], by="lead")
    assert (counts.customers_created, counts.premises_created) == (1, 0)
    name, data = desk.events()[-1]
    assert (name, data["name"], data["phone"]) == ("customer_changed", "张三", "+8613800130055")
    assert (data["unit_path"], data["moved_in_on"], data["channels"]) == (UNIT.path, "2026-03-01", [])
    (entry,) = desk.audit(counts_id(desk, "张三"))
    assert (entry.action, entry.actor_name) == ("customer.register", "郑华")


def counts_id(desk: Desk, name: str) -> Any:
    with desk.database.read() as session:
        return session.scalars(select(Customer.id).where(Customer.name == name)).one()


def test_the_same_rows_twice_change_nothing_and_tell_nobody(desk: Desk) -> None:
    before = state(desk)
    counts = take_over(desk, households(), places=units())
    assert (counts.customers_unchanged, counts.customers_created, counts.customers_changed) == (8, 0, 0)
    assert counts.premises_created == 0
    assert state(desk) == before


def test_what_a_row_does_not_tell_stays(desk: Desk) -> None:
    take_over(
        desk, [row("赵六", "66", email="z@example.com", language=Language.EN, key_customer=True, channels=("sms",))]
    )
    counts = take_over(desk, [row("赵六", "66")])
    assert counts.customers_unchanged == 1
    counts = take_over(desk, [row("赵六", "66", moved_in_on=date(2026, 1, 1))])
    assert counts.customers_changed == 1
    _name, data = desk.events()[-1]
    assert (data["email"], data["language"], data["key_customer"], data["channels"]) == (
        *("z@example.com", "en", True, ["sms"]),
    )


def test_a_household_is_known_by_its_phone_or_else_by_its_name(desk: Desk) -> None:
    take_over(desk, [row("钱七", "71")])
    assert take_over(desk, [row("钱七七", "71")]).customers_changed == 1
    assert ("钱七七", "71") in living(desk)
    assert take_over(desk, [row("钱七七", "72")]).customers_changed == 1
    assert ("钱七七", "72") in living(desk)
    assert take_over(desk, [row("钱七七", "73", TENANT)]).customers_created == 1


def test_a_household_that_changed_its_name_is_not_taken_for_the_next_one_of_that_name(desk: Desk) -> None:
    """周一 is now called 吴二; another 周一 moved in. Row by row, the old name must not match any more."""
    take_over(desk, [row("周一", "81")])
    rows = [row("吴二", "81"), row("周一", "82")]
    counts = take_over(desk, rows)
    assert (counts.customers_changed, counts.customers_created) == (1, 1)
    assert {("吴二", "81"), ("周一", "82")} <= set(living(desk))
    before = state(desk)
    assert take_over(desk, rows).customers_unchanged == 2
    assert state(desk) == before


def test_two_people_of_one_name_in_a_unit_stay_two(desk: Desk) -> None:
    rows = [row("王芳芳", "91"), row("王芳芳", "92")]
    assert take_over(desk, rows).customers_created == 2
    before = state(desk)
    for again in (rows, rows[::-1]):
        assert take_over(desk, again).customers_unchanged == 2
    assert state(desk) == before
    counts = take_over(desk, [row("王芳芳", "93"), row("王芳芳", "91")])
    assert (counts.customers_changed, counts.customers_unchanged) == (1, 1)
    assert {("王芳芳", "91"), ("王芳芳", "93")} <= set(living(desk))


def test_who_moved_out_is_not_changed_by_a_file(desk: Desk) -> None:
    zhang = desk.customers["张伟"]
    desk.do("officer", handlers.move_out, customer_id=zhang.id, on=date(2026, 11, 1))
    counts = take_over(desk, households()[:1])
    assert counts.customers_created == 1
    with desk.database.read() as session:
        assert queries.customer(session, zhang.id).moved_out_on == date(2026, 11, 1)


def test_a_household_of_an_unknown_unit_stops_the_whole_import(desk: Desk) -> None:
    before = state(desk)
    with pytest.raises(Invalid):
        take_over(
            desk, [row("李四", "44"), HouseholdRow(UnitRow("9栋", "1层", "0101"), OWNER, "王五", "+8613800130045")]
        )
    assert state(desk) == before


def test_a_household_may_live_in_a_unit_that_only_the_database_knows(desk: Desk) -> None:
    assert take_over(desk, [row("李四", "44")], places=[UnitRow("3栋", "1层", "0101")]).customers_created == 1


def test_staff_of_other_estates_may_not_import_into_this_one_nor_found_new_ones(desk: Desk) -> None:
    before = state(desk)
    for code, who in (("LX", "stranger"), ("CH", "lead"), ("NEW", "lead")):
        with pytest.raises(ForeignEstate):
            take_over(desk, [], places=[UNIT], by=who, code=code)
    assert state(desk) == before


def test_new_names_are_found_while_typing(desk: Desk) -> None:
    take_over(desk, [row("单雄信", "99")])
    with desk.database.read(desk.actor("officer")) as session:
        for typed in ("单雄", "sxx", "danxiongxin", "1380013 0099", "0099", "2-501 单"):
            assert "单雄信" in [found.name for found in queries.search_customers(session, typed)], typed


def test_more_rows_than_a_batch_are_all_told(desk: Desk) -> None:
    places = [UnitRow("8栋", f"{number // 40}层", f"{number:04}") for number in range(BATCH + 20)]
    rows = [HouseholdRow(unit, OWNER, "众多", f"+86139{number:08}") for number, unit in enumerate(places)]
    before = len(desk.events())
    counts = take_over(desk, rows, places=places)
    told = Counter(name for name, _data in desk.events()[before:])
    assert told == {"customer_changed": BATCH + 20, "premises_changed": counts.premises_created}
    with desk.database.read() as session:
        floors = select(func.count()).where(Premises.kind == PremisesKind.FLOOR, Premises.path.startswith("8栋 "))
        assert session.scalar(floors) == 13


def test_two_imports_of_one_estate_at_once_double_nothing(desk: Desk) -> None:
    rows = [row(f"同时{number}", f"{number:02}") for number in range(20)]
    both = threading.Barrier(2)

    def one() -> None:
        both.wait()
        take_over(desk, rows)

    imports = [threading.Thread(target=one) for _ in range(2)]
    for each in imports:
        each.start()
    for each in imports:
        each.join()
    assert len([name for name, _phone in living(desk) if name.startswith("同时")]) == 20


def test_a_plan_is_made_anew_when_the_estate_has_changed_since(desk: Desk) -> None:
    rows = [row("晚到", "31"), row("旧名", "32")]
    take_over(desk, rows[1:])
    plan = planned(desk, rows)
    assert (len(plan.households), plan.unchanged) == (1, 1)
    take_over(desk, [row("新名", "32"), row("晚到", "31")])
    counts = take_over(desk, rows, plan=plan)
    assert (counts.customers_created, counts.customers_changed, counts.customers_unchanged) == (0, 1, 1)
    assert sorted(living(desk))[-2:] == [("旧名", "32"), ("晚到", "31")]


def test_what_was_planned_is_written_when_other_things_have_happened_since(desk: Desk) -> None:
    rows = [row("先来", "41")]
    plan = planned(desk, rows)
    desk.open()
    assert take_over(desk, rows, plan=plan).customers_created == 1
    assert counts_id(desk, "先来") == plan.households[0]["id"]


def test_what_changed_of_many_households_stands_in_the_trail_beside_what_it_was(desk: Desk) -> None:
    take_over(desk, [row("改前", "51", email="a@example.com")])
    take_over(desk, [row("改后", "51", moved_in_on=date(2026, 3, 1))], by="lead")
    entry = desk.audit(counts_id(desk, "改后"))[-1]
    assert (entry.action, entry.actor_name) == ("customer.change", "郑华")
    assert (entry.before, entry.after) == ({"name": "改前"}, {"name": "改后", "moved_in_on": "2026-03-01"})
    with desk.database.read() as session:
        assert queries.customer(session, counts_id(desk, "改后")).version == 2
        assert queries.search_customers(session, "改前") == []


def test_progress_counts_the_households(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    count = BATCH + 60
    rows = [row(f"住户{number}", f"{number:03}") for number in range(count)]
    with desk.database.write() as session:
        handlers.import_people(
            session,
            estate_code="LX",
            estate_name="邻香苑",
            units=[],
            households=rows,
            progress=lambda done, total: seen.append((done, total)),
        )
    assert seen[0] == (BATCH, count)
    assert seen[-1] == (count, count)
