"""After closing the household rates by its link, without an account, once, and never a member of staff."""

from typing import Any

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.ratings import NotClosedNow
from services.ticketing.handlers.signed_links import Purpose, resident_link
from services.ticketing.models import AnswerChannel, Channel, Ticket
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, Visitor
from tests.integration.ticketing_watch import watching

BASE = "https://linli.example/ticketing"


def closed(desk: Desk, **facts: Any) -> Ticket:
    ticket = desk.open(**facts)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="更换角阀")
    desk.do("officer", handlers.answer, ticket_id=ticket.id, answer="已修好", channel=AnswerChannel.PHONE)
    return desk.do("officer", handlers.close, ticket_id=ticket.id)  # type: ignore[no-any-return]


def told(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [data for event, data in desk.events() if event == name]


def link_of(desk: Desk) -> str:
    return str(told(desk, "ticket_closed")[-1]["rating_url"].removeprefix(BASE))


def test_the_household_rates_by_its_link_without_an_account(site: SiteDesk) -> None:
    ticket = closed(site)
    resident, path = site.visitor(), link_of(site)
    assert "更换角阀" in resident.reads(path)
    answer = resident.post(path, score="5", words="师傅很快就到了")
    assert answer.status_code == 303
    thanks = resident.reads(path)
    assert "5 分" in thanks
    assert "师傅很快就到了" in thanks
    event = told(site, "ticket_rated")[0]
    assert (event["score"], event["words"], event["follow_up_id"]) == (5, "师傅很快就到了", None)
    assert "师傅很快就到了" in site.visitor("officer").reads(f"/tickets/{ticket.id}")


def test_the_first_answer_counts(site: SiteDesk) -> None:
    closed(site)
    resident, path = site.visitor(), link_of(site)
    form = {"csrf_token": _token(resident, path)}
    for score in ("4", "1"):
        response = resident.client.post(f"/ticketing{path}", data={**form, "score": score}, headers=resident.headers)
        assert response.status_code == 303
    assert [event["score"] for event in told(site, "ticket_rated")] == [4]


def _token(visitor: Visitor, path: str) -> str:
    return visitor.get(path).text.split('name="csrf_token" value="')[1].split('"')[0]


def test_a_low_score_opens_a_ticket_that_follows(site: SiteDesk) -> None:
    ticket = closed(site, title="水龙头漏水")
    site.visitor().post(link_of(site), score="1", words="又漏了")
    with site.database.read() as session:
        follower = queries.followers(session, ticket.id)[0]
    assert (follower.title, follower.description) == ("评价 1 分（满分 5 分）：水龙头漏水", "又漏了")
    assert (follower.channel, follower.customer_id, follower.opened_by) == (Channel.WEB, ticket.customer_id, "张伟")
    assert told(site, "ticket_rated")[0]["follow_up_id"] == str(follower.id)


def test_a_member_of_staff_may_not_rate(site: SiteDesk) -> None:
    closed(site)
    path = link_of(site)
    assert site.visitor("officer").get(path).status_code == 403
    form = {"csrf_token": _token(site.visitor(), path), "score": "5"}
    officer = site.visitor("officer")
    assert officer.client.post(f"/ticketing{path}", data=form, headers=officer.headers).status_code in (400, 403)
    assert told(site, "ticket_rated") == []


def test_a_missing_or_impossible_score_is_told_at_its_field(site: SiteDesk) -> None:
    closed(site)
    for score in ("", "6", "0", "gut"):
        refused = site.visitor().post(link_of(site), score=score)
        assert refused.status_code == 422
        assert "field-score-error" in refused.text


def test_a_forged_link_and_one_of_another_purpose_show_nothing(site: SiteDesk) -> None:
    ticket = closed(site)
    with site.database.read() as session:
        status = resident_link(session, Purpose.STATUS, ticket.id).removeprefix(f"{BASE}/status/")
    for token in (status, "forged"):
        assert site.visitor().get(f"/rating/{token}").status_code == 404


def test_who_reopened_it_rates_later(site: SiteDesk) -> None:
    ticket = closed(site)
    path = link_of(site)
    site.do("officer", handlers.reopen, ticket_id=ticket.id, reason="又漏水")
    assert "重新处理" in site.visitor().reads(path)
    with site.database.write() as session, pytest.raises(NotClosedNow):
        handlers.rate(session, ticket_id=ticket.id, score=5)


def test_there_is_one_reminder_and_none_for_who_has_rated(desk: Desk) -> None:
    with watching(desk) as watch:
        silent, rated = closed(desk), closed(desk)
        with desk.database.write() as session:
            handlers.rate(session, ticket_id=rated.id, score=4)
        watch.after(days=2, hours=23)
        assert told(desk, "rating_reminded") == []
        watch.after(days=30)
        reminded = told(desk, "rating_reminded")
        assert [event["number"] for event in reminded] == [silent.number]
        assert reminded[0]["rating_url"].startswith(f"{BASE}/rating/")


def test_the_api_tells_the_rating(api_desk: ApiDesk) -> None:
    ticket = closed(api_desk)
    officer = api_desk.caller("officer")
    assert officer.get(f"tickets/{ticket.id}").json["rating"] is None
    with api_desk.database.write() as session:
        handlers.rate(session, ticket_id=ticket.id, score=3, words="还行")
    rating = officer.get(f"tickets/{ticket.id}").json["rating"]
    assert (rating["score"], rating["words"], rating["follow_up_id"]) == (3, "还行", None)


def test_nobody_is_asked_who_has_no_household(desk: Desk) -> None:
    closed(desk, customer_id=None, estate_id=desk.estates["LX"].id, reporter_name="路人", area=None)
    assert told(desk, "ticket_closed")[0]["rating_url"] == ""
