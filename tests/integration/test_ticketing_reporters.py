"""One fault that many report: further reporters, possible duplicates, merged tickets (C1.4.2, C1.4.3)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.reporters import AlreadyReported, MajorMerged
from services.ticketing.models import (
    AnswerChannel,
    Area,
    MergedAway,
    Reporter,
    Status,
    Team,
    Ticket,
    TicketKind,
    Tier,
)
from shared import clock
from shared.errors import Invalid, NotFound
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, words


def told_too(desk: Desk, ticket: Ticket, who: str, **facts: Any) -> Reporter:
    return desk.do(  # type: ignore[no-any-return]
        "officer", handlers.add_reporter, ticket_id=ticket.id, customer_id=desk.customers[who].id, **facts
    )


def names(desk: Desk, ticket_id: UUID) -> list[str]:
    with desk.database.read() as session:
        return [row.customer.name if row.customer else row.name for row in queries.reporters(session, ticket_id)]


def alike(desk: Desk, ticket: Ticket) -> list[UUID]:
    with desk.database.read() as session:
        return [row.id for row in queries.possible_duplicates(session, queries.told_of(ticket), besides=ticket.id)]


def test_a_household_that_tells_the_same_is_told_of_to_others(desk: Desk) -> None:
    ticket = desk.open()
    told_too(desk, ticket, "王芳", words="走廊也是水")
    events = dict(desk.events("ticketing."))
    assert events["reporter_added"]["reporter_id"] == str(desk.customers["王芳"].id)
    assert events["reporter_added"]["reporter_url"].startswith("https://linli.example/ticketing/report/")
    assert events["ticket_reporter_changed"]["status_url"] == events["reporter_added"]["reporter_url"]
    assert desk.audit(ticket.id)[-1].note == "王芳: 走廊也是水"
    for again in ("王芳", "张伟"):
        with pytest.raises(AlreadyReported):
            told_too(desk, ticket, again)
    assert names(desk, ticket.id) == ["王芳"]


def test_somebody_without_a_household_is_named_and_has_no_link(desk: Desk) -> None:
    ticket = desk.open()
    with pytest.raises(Invalid):
        desk.do("officer", handlers.add_reporter, ticket_id=ticket.id)
    desk.do("officer", handlers.add_reporter, ticket_id=ticket.id, name="保安老李", phone="13800138000")
    assert names(desk, ticket.id) == ["保安老李"]
    assert dict(desk.events("ticketing.reporter"))["reporter_added"]["reporter_url"] == ""


def test_merging_takes_everybody_along_and_ends_the_ticket(desk: Desk) -> None:
    first = desk.open(tier=Tier.NORMAL)
    second = desk.open(tier=Tier.URGENT, customer_id=desk.customers["王芳"].id)
    told_too(desk, second, "李娜")
    told_too(desk, second, "张伟")
    merged: Ticket = desk.do("officer", handlers.merge, ticket_id=second.id, into_id=first.id)
    assert (merged.status, merged.merged_into_id, merged.due_at) == (Status.CLOSED, first.id, None)
    assert names(desk, first.id) == ["王芳", "李娜"]
    events = dict(desk.events("ticketing.ticket_"))
    assert events["ticket_merged"]["into_number"] == first.number
    assert events["ticket_tier_changed"]["tier"] == "urgent"  # the more urgent of the two counts
    with desk.database.read() as session:
        assert {ticket.id for ticket in queries.merged(session, first.id)} == {second.id}


def test_nothing_is_entered_any_more_on_a_merged_ticket(desk: Desk) -> None:
    first, second = desk.open(), desk.open(customer_id=desk.customers["王芳"].id)
    desk.do("officer", handlers.merge, ticket_id=second.id, into_id=first.id)
    before = desk.counts()
    for verb, facts in (
        (handlers.reopen, {"reason": "又漏"}),
        (handlers.answer, {"answer": "好了", "channel": AnswerChannel.PHONE}),
        (handlers.assign, {"assignee_id": desk.staff["plumber"].id}),
        (handlers.assign_in_turn, {"team": Team.ENGINEERING}),
        (handlers.take, {}),
        (handlers.merge, {"into_id": first.id}),
        (handlers.add_reporter, {"customer_id": desk.customers["李娜"].id}),
    ):
        with pytest.raises(MergedAway, match=first.number):
            desk.do("officer", verb, ticket_id=second.id, **facts)
    with pytest.raises(MergedAway, match=first.number):
        desk.do("officer", handlers.merge, ticket_id=first.id, into_id=second.id)
    assert desk.counts() == before


def test_what_cannot_be_merged_is_refused(desk: Desk) -> None:
    first, second = desk.open(), desk.open()
    with pytest.raises(Invalid):
        desk.do("officer", handlers.merge, ticket_id=first.id, into_id=first.id)
    with pytest.raises(NotFound):
        desk.do("officer", handlers.merge, ticket_id=first.id, into_id=UUID(int=0))
    desk.do("officer", handlers.flag_major, ticket_id=second.id, reason="多户停水")
    with pytest.raises(MajorMerged):
        desk.do("officer", handlers.merge, ticket_id=second.id, into_id=first.id)
    merged: Ticket = desk.do("officer", handlers.merge, ticket_id=first.id, into_id=second.id)
    assert merged.merged_into_id == second.id


def test_tickets_of_the_same_building_and_category_may_be_the_same(desk: Desk) -> None:
    zhang = desk.customers["张伟"]
    ticket = desk.open()
    same_unit = desk.open()
    neighbour = next(
        row for row in desk.customers.values() if row.id != zhang.id and row.unit_path[:2] == zhang.unit_path[:2]
    )
    same_building = desk.open(customer_id=neighbour.id)
    desk.open(kind=TicketKind.COMPLAINT)
    desk.open(area=Area.PUBLIC)
    desk.open(customer_id=None, estate_id=desk.estates["LX"].id, reporter_name="保安", area=Area.PUBLIC)
    assert alike(desk, ticket) == [same_unit.id, same_building.id]
    with time_machine.travel(clock.now() + timedelta(hours=73)):
        assert alike(desk, ticket) == []


def test_the_caller_is_added_to_what_was_told_already(site: SiteDesk) -> None:
    ticket, wang, officer = site.open(), site.customers["王芳"], site.visitor("officer")
    asked = {"customer_id": str(ticket.customer_id), "kind": "repair", "area": "indoor"}
    shown = officer.get("/hotline/alike", fragment=True, **asked).text
    assert "厨房水管爆裂" in words(shown)
    assert f"/hotline/join/{ticket.id}" in shown
    assert "join" not in officer.get("/hotline/alike", fragment=True, kind="repair").text
    typed = {"customer_id": str(wang.id), "channel": "phone", "kind": "repair", "description": "我家也漏"}
    page = officer.follow(officer.post(f"/hotline/join/{ticket.id}", seen_on="/hotline", **typed)).text
    assert "其他报事人 1" in words(page)
    assert "王芳" in page
    refused = officer.post(f"/hotline/join/{ticket.id}", seen_on="/hotline", **typed)
    assert (refused.status_code, "该住户已反映过此事。" in refused.text) == (422, True)


def test_a_ticket_is_merged_on_its_page_by_the_number_of_the_other(site: SiteDesk) -> None:
    first, second = site.open(), site.open(customer_id=site.customers["王芳"].id)
    officer, page = site.visitor("officer"), f"/tickets/{second.id}"
    refused = officer.post(f"{page}/merge", seen_on=page, into_number="BX-1")
    assert (refused.status_code, "没有这个编号的工单。" in refused.text) == (422, True)
    merged = words(officer.follow(officer.post(f"{page}/merge", seen_on=page, into_number=first.number)).text)
    assert f"并入 {first.number}" in merged
    assert second.number in officer.reads(f"/tickets/{first.id}")


def test_the_number_of_the_other_is_looked_for_in_the_tickets_own_estate(site: SiteDesk) -> None:
    """Each estate counts its tickets by itself, so that two of them have one of the same number."""
    site.staff["chief"] = site.employ("chief", ["project_lead"], None)
    told = {"kind": TicketKind.REPAIR, "tier": Tier.NORMAL, "title": "路灯不亮", "reporter_name": "保安"}
    elsewhere = site.do("stranger", handlers.open_ticket, **told, estate_id=site.estates["CH"].id)
    first, second = site.open(), site.open(customer_id=site.customers["王芳"].id)
    assert first.number == elsewhere.number
    chief, page = site.visitor("chief"), f"/tickets/{second.id}"
    merged = words(chief.follow(chief.post(f"{page}/merge", seen_on=page, into_number=first.number)).text)
    assert f"并入 {first.number} 厨房水管爆裂" in merged


def test_every_household_follows_it_by_a_link_of_its_own(site: SiteDesk) -> None:
    first, second = site.open(), site.open(customer_id=site.customers["王芳"].id)
    told_too(site, first, "李娜")
    site.do("officer", handlers.merge, ticket_id=second.id, into_id=first.id)
    told = dict(site.events("ticketing."))
    for name in ("ticket_reporter_changed", "ticket_merged"):
        page = site.visitor().reads(told[name]["status_url"].removeprefix("https://linli.example/ticketing"))
        assert first.number in page
        assert "多户住户都反映了此事" in page
        assert site.customers["张伟"].unit_path not in page


def test_reporters_and_merging_by_the_api(api_desk: ApiDesk) -> None:
    first, second = api_desk.open(), api_desk.open(customer_id=api_desk.customers["王芳"].id)
    officer = api_desk.caller("officer")
    added = officer.post(f"tickets/{first.id}/add_reporter", {"customer_id": str(api_desk.customers["李娜"].id)})
    assert added.status_code == 200
    merged = officer.post(f"tickets/{second.id}/merge", {"into_id": str(first.id)})
    assert (merged.json["merged_into_id"], merged.json["steps"]) == (str(first.id), [])
    listed = officer.get(f"tickets/{first.id}/reporters").json["items"]
    assert [row["customer"]["name"] for row in listed] == ["李娜", "王芳"]
    assert officer.post(f"tickets/{second.id}/reopen", {"reason": "又漏"}).status_code == 409
