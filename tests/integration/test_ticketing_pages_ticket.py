"""The ticket's page: its steps, who may take them, what is said beside a refusal, and the trail of who did what."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.models import AnswerChannel, Status, Ticket, Tier
from shared import clock
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_site import SiteDesk, Visitor, words

STEP = re.compile(r'action="/ticketing/tickets/[0-9a-f-]{36}/(\w+)"')


def steps(visitor: Visitor, ticket: Ticket) -> list[str]:
    return STEP.findall(visitor.get(f"/tickets/{ticket.id}").text)


def take(visitor: Visitor, ticket: Ticket, step: str, **typed: object) -> str:
    """Takes a step that must succeed; returns what the person then reads."""
    page = f"/tickets/{ticket.id}"
    return words(visitor.follow(visitor.post(f"{page}/{step}", seen_on=page, **typed)).text)


def now_of(site: SiteDesk, ticket: Ticket) -> Ticket:
    with site.database.read() as session:
        return queries.ticket(session, ticket.id)


def test_the_whole_way_of_a_ticket_through_the_forms(site: SiteDesk) -> None:
    ticket, officer, plumber = site.open(), site.visitor("officer"), site.visitor("plumber")
    assert "已派单" in take(officer, ticket, "assign", assignee_id=site.staff["plumber"].id)
    assert "已登记到场" in take(plumber, ticket, "arrive")
    assert "已处理完毕" in take(plumber, ticket, "resolve", resolution="换了一段水管")
    assert "已记录回复" in take(officer, ticket, "answer", answer="水管已换好，可以开阀了", channel="phone")
    assert "已办结" in take(officer, ticket, "close")
    assert now_of(site, ticket).status is Status.CLOSED
    reopened = take(officer, ticket, "reopen", reason="又漏了")
    assert "时限重新计算" in reopened
    assert "又漏了" in reopened


def test_only_the_steps_that_are_possible_now_are_shown_the_next_one_first(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    seldom = ["refer", "change_tier", "classify", "decline", "add_reporter", "merge", "flag_major"]
    assert steps(officer, ticket) == ["assign", "acknowledge", "assign_in_turn", "take", *seldom]
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    assert steps(officer, ticket) == ["arrive", "resolve", "assign", "assign_in_turn", "pause", *seldom]
    site.do("plumber", handlers.arrive, ticket_id=ticket.id)
    assert steps(officer, ticket) == ["resolve", "assign", "assign_in_turn", "pause", *seldom]
    site.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已修好")
    assert steps(officer, ticket) == ["answer", "classify", "add_reporter", "flag_major"]
    site.do("officer", handlers.answer, ticket_id=ticket.id, answer="已修好", channel=AnswerChannel.PHONE)
    assert steps(officer, ticket) == ["close", "classify", "reopen", "add_reporter", "flag_major"]
    site.do("officer", handlers.close, ticket_id=ticket.id)
    assert steps(officer, ticket) == ["reopen"]


def test_each_person_sees_the_own_steps_only(site: SiteDesk) -> None:
    site.employ_every_role()
    ticket = site.open()
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    for colleague in ("plumber", "electrician"):
        assert steps(site.visitor(colleague), ticket) == ["arrive", "resolve", "pause", "refer", "add_reporter"]
    assert steps(site.visitor("gardener"), ticket) == ["add_reporter"]
    assert steps(site.visitor("venue_manager"), ticket) == ["add_reporter"]


def test_a_ticket_waits_goes_on_gets_another_urgency_and_another_time(site: SiteDesk) -> None:
    ticket, officer = site.open(tier=Tier.NORMAL), site.visitor("officer")
    here = f"/tickets/{ticket.id}"
    officer.post(f"{here}/acknowledge", seen_on=here)
    assert 'id="pause-reason-error"' in officer.post(f"{here}/pause", seen_on=here).text
    paused = officer.post(f"{here}/pause", seen_on=here, reason="waiting_for_parts", note="等密封圈")
    page = words(officer.follow(paused).text)
    assert "等待配件" in page
    assert "计时停止" in page
    officer.post(f"{here}/resume", seen_on=here)
    officer.post(f"{here}/agree", seen_on=here, agreed_at="2099-01-05T09:30")
    assert now_of(site, ticket).agreed_at == datetime(2099, 1, 5, 1, 30, tzinfo=UTC)
    raised = officer.post(f"{here}/change_tier", seen_on=here, tier="urgent", reason="水漫到楼下")
    assert "一般 → 急: 水漫到楼下" in words(officer.follow(raised).text)
    assert now_of(site, ticket).agreed_at is None


def test_closing_before_the_resident_was_answered_is_refused_in_words(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    site.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已修好")
    response = officer.post(f"/tickets/{ticket.id}/close", seen_on=f"/tickets/{ticket.id}")
    assert response.status_code == 422
    assert "回复住户之后才能办结工单" in response.text
    assert now_of(site, ticket).status is Status.RESOLVED


def test_an_empty_answer_stays_open_with_its_error(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    site.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="已修好")
    page = f"/tickets/{ticket.id}"
    response = officer.post(f"{page}/answer", seen_on=page, answer="", channel="letter")
    assert response.status_code == 422
    assert 'id="field-answer-error"' in response.text
    assert re.search(r'value="letter"[^>]* checked', response.text)


def test_candidates_are_offered_with_what_they_have_on_hand(site: SiteDesk) -> None:
    busy = site.open()
    site.do("officer", handlers.assign, ticket_id=busy.id, assignee_id=site.staff["plumber"].id)
    page = site.visitor("officer").reads(f"/tickets/{site.open().id}")
    assert "王强 · 工程 · 手上 1 单" in page
    assert "赵磊 · 工程 · 手上 0 单" in page
    assert "stranger" not in page


def test_who_does_not_work_in_the_estate_cannot_be_sent(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    page = f"/tickets/{ticket.id}"
    response = officer.post(f"{page}/assign", seen_on=page, assignee_id=site.stranger.id)
    assert response.status_code == 422
    assert "不在工单所属小区工作" in response.text


def test_photos_of_the_solution_are_shown(site: SiteDesk) -> None:
    ticket, plumber = site.open(), site.visitor("plumber")
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    pictures = [(BytesIO(photo()), "pipe.jpg"), (BytesIO(photo((900, 1200))), "wall.jpg")]
    take(plumber, ticket, "resolve", resolution="换了一段水管", photos=pictures)
    page = plumber.get(f"/tickets/{ticket.id}").text
    small = re.findall(r'<img src="/ticketing(/[^"]+/thumbnail)"', page)
    assert len(small) == 2
    assert plumber.get(small[0]).content_type == "image/jpeg"
    assert site.visitor("stranger").get(small[0]).status_code == 404


def test_what_is_no_photo_is_refused_and_the_words_stay(site: SiteDesk) -> None:
    ticket, plumber = site.open(), site.visitor("plumber")
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    page, fake = f"/tickets/{ticket.id}", (BytesIO(b"<svg onload=alert(1)>"), "pipe.jpg")
    response = plumber.post(f"{page}/resolve", seen_on=page, resolution="换了一段水管", photos=fake)
    assert response.status_code == 422
    assert 'id="field-photos-error"' in response.text
    assert "换了一段水管" in response.text
    assert now_of(site, ticket).status is Status.ACKNOWLEDGED


def test_the_trail_tells_in_words_who_did_what(site: SiteDesk) -> None:
    ticket = site.open(description="水从橱柜下涌出")
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff["plumber"].id)
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        site.fire_due()
        site.do("plumber", handlers.arrive, ticket_id=ticket.id)
    trail = words(site.visitor("supervisor").get(f"/tickets/{ticket.id}", fragment=True, part="timeline").text)
    assert re.search(r"到场 王强 .*时限将到 Linli .*已告知客户主管 .*已派单 李敏 .*派给王强 登记工单 李敏", trail)
    assert trail.endswith("水从橱柜下涌出")


def test_an_open_page_learns_that_somebody_changed_the_ticket(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    page = f"/tickets/{ticket.id}"
    assert "刚刚有变动" not in officer.get(page, fragment=True, part="state", seen=ticket.version).text
    site.do("supervisor", handlers.acknowledge, ticket_id=ticket.id)
    assert "刚刚有变动" in officer.get(page, fragment=True, part="state", seen=ticket.version).text


def test_the_residents_link_can_be_copied_and_photographed(site: SiteDesk) -> None:
    ticket, officer = site.open(), site.visitor("officer")
    page = officer.get(f"/tickets/{ticket.id}").text
    assert 'data-copy="https://linli.example/ticketing/status/' in page
    drawing = officer.get(f"/tickets/{ticket.id}/status-link.svg")
    assert drawing.content_type.startswith("image/svg+xml")
    assert b"<svg" in drawing.data


def test_the_page_speaks_english_too(site: SiteDesk) -> None:
    ticket = site.open()
    page = words(site.visitor("officer", "en").get(f"/tickets/{ticket.id}").text)
    assert "Next: Assign" in page
    assert "Emergency" in page
    assert "派单" not in page


@pytest.mark.parametrize("step", ["acknowledge", "assign", "answer", "close", "reopen"])
def test_field_workers_cannot_take_the_front_desks_steps(site: SiteDesk, step: str) -> None:
    ticket, plumber = site.open(), site.visitor("plumber")
    response = plumber.post(f"/tickets/{ticket.id}/{step}", seen_on="/account")
    assert response.status_code == 403
    assert now_of(site, ticket).status is Status.RECEIVED
