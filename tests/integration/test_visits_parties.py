"""外联单位: the register is kept by hand or from a file; what changes and ends is told and kept (B4.1)."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from services.visits import handlers, queries
from services.visits.handlers import PARTIES, Person
from services.visits.models import Party, PartyEnded, PartyIsThere, PartyKind, Standing
from shared.errors import Invalid, NotFound
from shared.file_problems import FileRefused
from shared.workbooks import workbook
from tests.conftest import MakeDatabase
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import VisitsOffice

HEADS = [column.names[0] for column in PARTIES.columns]
CLEANER = [
    "外包单位",
    "洁净保洁",
    "保洁",
    "2026-01-01",
    "2026年12月31日",
    "钱经理",
    "项目经理",
    "13800138000",
    "",
    "一级",
]


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    return VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))


def registered(office: VisitsOffice, **facts: Any) -> Party:
    told = {"estate_id": office.estate_id, "kind": PartyKind.CONTRACTOR, "name": "洁净保洁", **facts}
    return office.do("lead", handlers.register_party, **told)


def file_of(*rows: list[str]) -> BytesIO:
    return BytesIO(workbook([("外联单位", HEADS, rows)]))


def test_a_party_is_registered_changed_and_ended_and_each_is_told_and_kept(office: VisitsOffice) -> None:
    party = registered(office, persons=[Person(name="钱经理", phone="138 0013 8000")])
    told = {"name": "洁净保洁公司", "purpose": "保洁", "contract_from": date(2026, 1, 1), "contract_until": None}
    office.do("lead", handlers.change_party, party_id=party.id, **told, notes="")
    office.do("lead", handlers.change_party, party_id=party.id, **told, notes="")
    office.do("lead", handlers.end_party, party_id=party.id, on=office.today(), reason="合同到期")
    with pytest.raises(PartyEnded):
        office.do("lead", handlers.change_party, party_id=party.id, **told, notes="")
    office.do("lead", handlers.resume_party, party_id=party.id)
    assert office.audit(party.id) == ["party.register", "party.change", "party.end", "party.resume"]
    told_of = [data for name, data in office.events() if name == "party_changed"]
    assert [row["ended_on"] for row in told_of] == [None, None, str(office.today()), None]
    assert [row["name"] for row in told_of] == ["洁净保洁", *["洁净保洁公司"] * 3]


def test_a_party_stands_in_the_register_once_as_long_as_it_goes_on(office: VisitsOffice) -> None:
    party = registered(office)
    with pytest.raises(PartyIsThere):
        registered(office)
    registered(office, kind=PartyKind.SUPPLIER)
    office.do("lead", handlers.end_party, party_id=party.id, on=office.today(), reason="合同到期")
    registered(office)
    with pytest.raises(PartyIsThere):
        office.do("lead", handlers.resume_party, party_id=party.id)


def test_a_contract_ends_after_it_begins_and_an_estate_is_ones_own(office: VisitsOffice) -> None:
    with pytest.raises(Invalid):
        registered(office, contract_from=date(2026, 2, 1), contract_until=date(2026, 1, 31))
    with pytest.raises(Invalid):
        registered(office, estate_id=office.desk.estates["CH"].id)
    party = registered(office)
    with pytest.raises(NotFound):
        office.read("stranger", queries.party, party_id=party.id)
    assert office.read("stranger", queries.parties).items == []


def test_the_register_shows_whose_contract_ends(office: VisitsOffice) -> None:
    for name, until in (("甲", None), ("乙", office.today()), ("丙", date(2020, 1, 1))):
        registered(office, name=name, contract_until=until)
    standings = {row.party.name: row.standing for row in office.read("lead", queries.parties).items}
    assert standings == {"甲": Standing.GOES_ON, "乙": Standing.ENDS_SOON, "丙": Standing.RUN_OUT}
    for name, standing in standings.items():
        found = office.read("lead", queries.parties, standing=standing).items
        assert [row.party.name for row in found] == [name]


def test_a_file_is_taken_over_and_tells_only_what_is_new_the_second_time(office: VisitsOffice) -> None:
    second = ["外包单位", "洁净保洁", "", "", "", "周领班", "领班", "", "zhou@example.com", ""]
    authority = ["政府部门", "幸福街道办", "社区事务", "", "", "", "", "", "", ""]
    facts = {"estate_id": office.estate_id}
    done = office.do("lead", handlers.import_parties, **facts, file=file_of(CLEANER, second, authority))
    assert (done.new, done.changed, done.same) == (2, 0, 0)
    done = office.do(
        "lead", handlers.import_parties, **facts, file=file_of(CLEANER, [*authority[:5], "王主任", *authority[6:]])
    )
    assert (done.new, done.changed, done.same) == (0, 1, 1)
    found = {row.party.name: row.party for row in office.read("lead", queries.parties).items}
    assert [person.name for person in found["洁净保洁"].persons] == ["钱经理", "周领班"]
    assert found["洁净保洁"].contract_until == date(2026, 12, 31)
    assert [person.name for person in found["幸福街道办"].persons] == ["王主任"]


def test_a_file_with_mistakes_is_refused_as_a_whole_with_each_of_them(office: VisitsOffice) -> None:
    wrong = [
        ["业主", "甲", *[""] * 8],
        ["供应商", "", *[""] * 8],
        ["供应商", "乙", "", "明天", "", *[""] * 5],
        ["供应商", "丙", "", "", "", "", "", "13800138000", "", ""],
        ["供应商", "丁", "", "2026-02-01", "2026-01-01", *[""] * 5],
        ["供应商", "戊", "", "", "", "李", "", "", "nowhere", ""],
    ]
    with pytest.raises(FileRefused) as refused:
        office.do("lead", handlers.import_parties, estate_id=office.estate_id, file=file_of(CLEANER, *wrong))
    assert [problem.row for problem in refused.value.problems] == [3, 4, 5, 6, 7, 8]
    assert office.read("lead", queries.parties).items == []
