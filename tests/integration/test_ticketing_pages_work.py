"""My work on a phone, and the resident's view of the own ticket."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import AnswerChannel, Status, Ticket
from shared import clock
from shared.config import Bucket
from shared.local.processes import free_port
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_site import SiteDesk, words


def handed(site: SiteDesk, username: str, **facts: object) -> Ticket:
    ticket = site.open(**facts)
    site.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=site.staff[username].id)
    return ticket


def link(site: SiteDesk, ticket: Ticket) -> str:
    """The path of the resident's link below the service."""
    with site.database.read() as session:
        return resident_link(session, Purpose.STATUS, ticket.id).removeprefix("https://linli.example/ticketing")


def test_the_own_tickets_come_before_those_of_the_team(site: SiteDesk) -> None:
    mine, of_team = handed(site, "plumber", title="水管爆裂"), handed(site, "electrician", title="插座没电")
    handed(site, "gardener", title="树枝折断")
    page = site.visitor("plumber").reads("/work")
    assert page.index(mine.title) < page.index("同班组其他人的工单") < page.index(of_team.title)
    assert "赵磊" in page
    assert "树枝折断" not in page


def test_nothing_to_do_says_so(site: SiteDesk) -> None:
    assert "目前没有派给您的工单" in site.visitor("plumber").reads("/work")


def test_arrival_and_solution_with_a_photo_from_the_phone(site: SiteDesk) -> None:
    ticket, plumber = handed(site, "plumber"), site.visitor("plumber")
    page = f"/work/{ticket.id}"
    assert "到场" in plumber.reads(page)
    arrived = plumber.follow(plumber.post(f"{page}/arrive", seen_on=page))
    assert "已登记到场" in words(arrived.text)
    assert f'action="/ticketing{page}/arrive"' not in arrived.text
    sent = {"resolution": "换了一段水管", "photos": (BytesIO(photo()), "pipe.jpg")}
    listed = plumber.follow(plumber.post(f"{page}/resolve", seen_on=page, **sent))
    assert f"{ticket.number} 已处理完毕" in words(listed.text)
    with site.database.read() as session:
        found = queries.ticket(session, ticket.id)
    assert found.status is Status.RESOLVED
    assert found.arrived_at is not None
    assert len(found.attachments) == 1


def test_a_photo_that_cannot_be_kept_is_told_in_the_form_and_the_words_stay(site: SiteDesk) -> None:
    away = Bucket(url=f"http://127.0.0.1:{free_port()}/files", key="k", secret="s", folder="ticketing")
    site.database.settings = replace(site.settings, bucket=away)
    ticket, plumber = handed(site, "plumber"), site.visitor("plumber")
    sent = {"resolution": "换了一段水管", "photos": (BytesIO(photo()), "pipe.jpg")}
    answer = plumber.post(f"/work/{ticket.id}/resolve", seen_on=f"/work/{ticket.id}", **sent)
    assert answer.status_code == 422
    assert "照片和文件暂时无法访问，请一分钟后再试。" in words(answer.text)
    assert "换了一段水管" in answer.text


def test_the_camera_is_offered_and_the_resident_can_be_called(site: SiteDesk) -> None:
    page = site.visitor("plumber").get(f"/work/{handed(site, 'plumber').id}").text
    assert 'capture="environment"' in page
    assert 'href="tel:+8613800130000"' in page


def test_a_solution_without_words_is_asked_for(site: SiteDesk) -> None:
    ticket, plumber = handed(site, "plumber"), site.visitor("plumber")
    response = plumber.post(f"/work/{ticket.id}/resolve", seen_on=f"/work/{ticket.id}", resolution=" ")
    assert response.status_code == 422
    assert 'id="field-resolution-error"' in response.text


def test_arriving_twice_is_refused_beside_the_form(site: SiteDesk) -> None:
    ticket, plumber = handed(site, "plumber"), site.visitor("plumber")
    page = f"/work/{ticket.id}"
    plumber.post(f"{page}/arrive", seen_on=page)
    again = plumber.post(f"{page}/arrive", seen_on=page)
    assert again.status_code == 422
    assert "已登记过到场" in again.text


def test_work_of_another_team_cannot_be_taken(site: SiteDesk) -> None:
    ticket, plumber = handed(site, "gardener"), site.visitor("plumber")
    page = f"/work/{ticket.id}"
    assert "处理情况 *" not in plumber.reads(page)
    assert plumber.post(f"{page}/arrive", seen_on="/account").status_code == 403


def test_the_resident_follows_the_ticket_without_an_account(site: SiteDesk) -> None:
    ticket, resident = handed(site, "plumber"), site.visitor()
    address = link(site, ticket)
    page = resident.reads(address)
    assert ticket.number in page
    assert "已安排处理" in page
    site.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="换了一段水管")
    site.do("officer", handlers.answer, ticket_id=ticket.id, answer="可以开阀了", channel=AnswerChannel.PHONE)
    page = resident.reads(address)
    assert "换了一段水管" in page
    assert "可以开阀了" in page


def test_the_residents_page_names_nobody_and_no_phone(site: SiteDesk) -> None:
    ticket = handed(site, "plumber", reporter_name="张太太", reporter_phone="13900139000")
    html = site.visitor().get(link(site, ticket)).text
    for personal in ("王强", "李敏", "张伟", "张太太", "13800130000", "13900139000"):
        assert personal not in html


def test_the_residents_page_speaks_english(site: SiteDesk) -> None:
    assert "We have your request" in site.visitor(language="en").reads(link(site, site.open()))


def test_a_forged_or_old_link_explains_itself(site: SiteDesk) -> None:
    ticket, resident = site.open(), site.visitor()
    address = link(site, ticket)
    for broken in ("/status/abc", address[:-3] + "xyz", re.sub(r"/status/\w", "/status/x", address)):
        response = resident.get(broken)
        assert response.status_code == 404
        assert "链接不完整" in response.text
    with time_machine.travel(clock.now() + timedelta(days=181)):
        assert "链接不完整" in resident.get(address).text
