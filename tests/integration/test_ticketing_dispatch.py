"""Categories of requests, and who gets a ticket: the team, whose turn it is, who takes it (C1.4.2)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.categories import Retired
from services.ticketing.handlers.dispatch import AlreadyAssigned
from services.ticketing.handlers.loading import NotYourTicket
from services.ticketing.models import Category, Post, Team, Ticket, TicketKind, Tier
from shared import clock
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, words


def shipped(desk: Desk, name: str, kind: TicketKind = TicketKind.REPAIR) -> Category:
    with desk.database.read() as session:
        return next(row for row in queries.categories(session, kind) if row.name_en == name)


def in_turn(desk: Desk, **facts: Any) -> str:
    ticket: Ticket = desk.open()
    given: Ticket = desk.do("officer", handlers.assign_in_turn, ticket_id=ticket.id, **facts)
    return given.assignee.username if given.assignee else ""


def on_duty(desk: Desk, who: str, post: Post) -> None:
    now = clock.now()
    told = {"estate_id": desk.estates["LX"].id, "post": post, "staff_id": desk.staff[who].id}
    desk.do(
        "supervisor", handlers.plan_duty, **told, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=7)
    )


def test_a_category_gives_the_request_its_team_and_its_urgency(desk: Desk) -> None:
    lifts = shipped(desk, "Lifts")
    ticket = desk.open(tier=None, category_id=lifts.id)
    assert (ticket.tier, ticket.team, ticket.category) == (Tier.EMERGENCY, Team.ENGINEERING, "电梯")
    assert desk.open(tier=Tier.NORMAL, category_id=lifts.id).tier is Tier.NORMAL
    assert desk.open(tier=None).tier is Tier.NORMAL
    opened = dict(desk.events("ticketing.ticket_opened"))["ticket_opened"]
    assert (opened["category"], opened["category_id"]) == ("", None)


def test_a_category_of_another_kind_or_one_retired_is_refused(desk: Desk) -> None:
    lifts = shipped(desk, "Lifts")
    with pytest.raises(Invalid):
        desk.open(kind=TicketKind.COMPLAINT, category_id=lifts.id)
    desk.do("lead", handlers.retire_category, category_id=lifts.id)
    with pytest.raises(Invalid):
        desk.open(category_id=lifts.id)
    with pytest.raises(Retired):
        desk.do("lead", handlers.change_category, category_id=lifts.id, name="升降机")
    with desk.database.read() as session:
        assert lifts.id not in {row.id for row in queries.categories(session)}


def test_categories_are_told_whenever_they_change(desk: Desk) -> None:
    row = desk.do("lead", handlers.add_category, kind=TicketKind.REPAIR, name="泳池", team=Team.ENGINEERING)
    with pytest.raises(Invalid):
        desk.do("lead", handlers.add_category, kind=TicketKind.REPAIR, name="泳池")
    desk.do("lead", handlers.change_category, category_id=row.id, name="泳池设施", tier=Tier.URGENT)
    desk.do("lead", handlers.retire_category, category_id=row.id)
    told = [data for name, data in desk.events() if name == "category_changed"]
    assert [(data["name"], data["tier"], data["retired_at"] is None) for data in told] == [
        ("泳池", "normal", True),
        ("泳池设施", "urgent", True),
        ("泳池设施", "urgent", False),
    ]


def test_another_category_moves_a_ticket_that_nobody_has_to_its_team(desk: Desk) -> None:
    fire = shipped(desk, "Fire protection")
    ticket = desk.open(category_id=shipped(desk, "Lifts").id)
    moved: Ticket = desk.do("officer", handlers.classify, ticket_id=ticket.id, category_id=fire.id)
    assert (moved.category, moved.team) == ("消防设施", Team.SECURITY)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    back: Ticket = desk.do("officer", handlers.classify, ticket_id=ticket.id, category_id=None)
    assert (back.category, back.team) == ("", Team.ENGINEERING)


def test_a_member_of_the_team_takes_what_nobody_has(desk: Desk) -> None:
    ticket = desk.open(category_id=shipped(desk, "Lifts").id)
    with pytest.raises(NotYourTicket):
        desk.do("gardener", handlers.take, ticket_id=ticket.id)
    taken: Ticket = desk.do("plumber", handlers.take, ticket_id=ticket.id)
    assert taken.assignee_id == desk.staff["plumber"].id
    with pytest.raises(AlreadyAssigned):
        desk.do("electrician", handlers.take, ticket_id=ticket.id)
    assert dict(desk.events("ticketing.ticket_assigned"))["ticket_assigned"]["assignee_name"] == "王强"


def test_in_turn_the_least_busy_goes_and_nobody_twice_running(desk: Desk) -> None:
    went = [in_turn(desk, team=Team.ENGINEERING) for _time in range(4)]
    assert sorted(went[:2]) == ["electrician", "plumber"]
    assert went[2:] == went[:2]
    with pytest.raises(Invalid):
        in_turn(desk, team=Team.CLEANING)


def test_who_is_on_duty_goes_before_who_is_not(desk: Desk) -> None:
    on_duty(desk, "plumber", Post.ENGINEERING)
    assert [in_turn(desk, team=Team.ENGINEERING) for _time in range(3)] == ["plumber"] * 3


def test_a_ticket_is_handed_on_in_turn_to_somebody_else(desk: Desk) -> None:
    ticket = desk.open()
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["electrician"].id)
    for expected in ("plumber", "electrician"):
        given: Ticket = desk.do("officer", handlers.assign_in_turn, ticket_id=ticket.id)
        assert given.assignee_id == desk.staff[expected].id


def test_categories_are_kept_and_tickets_given_by_the_api(api_desk: ApiDesk) -> None:
    lead, officer = api_desk.caller("lead"), api_desk.caller("officer")
    added = lead.post("categories", {"kind": "repair", "name": "充电桩", "team": "engineering", "tier": "urgent"})
    assert (added.status_code, added.json["name_en"]) == (201, "")
    changed = lead.post(f"categories/{added.json['id']}", {"name": "充电桩", "name_en": "Chargers"})
    assert (changed.json["name_en"], changed.json["team"]) == ("Chargers", None)
    assert added.json["id"] in {row["id"] for row in lead.get("categories").json["items"]}
    ticket = api_desk.open(category_id=UUID(added.json["id"]))
    assert api_desk.caller("plumber").post(f"tickets/{ticket.id}/take", {}).status_code == 403
    given = officer.post(f"tickets/{ticket.id}/assign_in_turn", {"team": "engineering"})
    assert given.json["assignee"]["name"] in {"王强", "赵磊"}
    assert officer.post(f"tickets/{ticket.id}/classify", {"category_id": None}).json["category"] == ""
    assert lead.post(f"categories/{added.json['id']}/retire", {}).json["retired_at"] is not None


def test_the_page_of_categories_and_the_choice_on_the_hotline(site: SiteDesk) -> None:
    lead, new = site.visitor("lead"), "/categories/new"
    assert "给排水 工程" in lead.reads("/categories")
    refused = lead.post(new, kind="repair", name="电梯", tier="normal")
    assert (refused.status_code, "已有同名分类。" in refused.text) == (422, True)
    lead.follow(lead.post(new, kind="repair", name="泳池", name_en="Pool", team="engineering", tier="normal"))
    assert "泳池" in site.visitor("officer").reads("/hotline")
    assert "Pool" in site.visitor("officer", "en").reads("/hotline")
    row = shipped(site, "Pool")
    lead.follow(lead.post(f"/categories/{row.id}", name="泳池设施", tier="normal"))
    lead.follow(lead.post(f"/categories/{row.id}/retire", seen_on=f"/categories/{row.id}"))
    assert "泳池" not in site.visitor("officer").reads("/hotline")
    assert site.visitor("officer").get(new).status_code == 403


def test_on_the_page_of_a_ticket_it_is_taken_classified_and_given_in_turn(site: SiteDesk) -> None:
    ticket, lifts = site.open(), shipped(site, "Lifts")
    officer, page = site.visitor("officer"), f"/tickets/{ticket.id}"
    assert "分类 电梯" in words(
        officer.follow(officer.post(f"{page}/classify", seen_on=page, category_id=lifts.id)).text
    )
    plumber = site.visitor("plumber")
    assert "已由您接单。" in plumber.follow(plumber.post(f"{page}/take", seen_on=page)).text
    given = officer.follow(officer.post(f"{page}/assign_in_turn", seen_on=page, team="engineering")).text
    assert "处理人 赵磊" in words(given)
