"""The pages of a quote: made on a phone without a script, agreed to by a link without an account (C2.2)."""

import re
from datetime import timedelta
from typing import Any

import time_machine

from services.ticketing import handlers, queries
from services.ticketing.models import Quote, QuoteState, Ticket
from shared import clock
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_quotes import BASE, PARTS, decided, given, offered, priced, service, told
from tests.integration.ticketing_site import SiteDesk, words


def link_of(desk: ApiDesk, number: int = -1) -> str:
    return str(told(desk, "quote_offered")[number]["quote_url"].removeprefix(BASE))


def quote_on(page: str) -> str:
    """Where the page leads to a quote."""
    found = re.search(r'href="https://linli.example/ticketing(/quote/[^"]+)"', page)
    assert found, words(page)
    return found[1]


def newest(desk: ApiDesk, ticket: Ticket) -> Quote:
    with desk.database.read() as session:
        return queries.quotes(session, ticket.id)[0]


def test_the_worker_makes_a_quote_line_by_line(site: SiteDesk) -> None:
    price, ticket, plumber = priced(site), given(site), site.visitor("plumber")
    page = f"/tickets/{ticket.id}/quote"
    assert "更换水龙头 · ¥30.00 / 次" in plumber.get(page).text
    typed: dict[str, Any] = {"lines.0.kind": "service", "lines.0.price_id": str(price.id), "lines.0.quantity": "2"}
    more = plumber.post(page, **typed, more="parts", revision="1")
    assert more.status_code == 200
    assert 'name="lines.1.cost"' in more.text
    assert 'value="2"' in more.text
    typed |= {"lines.1.kind": "parts", "lines.1.name": "角阀", "lines.1.price": "35", "lines.1.cost": "20.5"}
    fewer = plumber.post(page, **typed, less="0", revision="1")
    assert 'name="lines.0.cost"' in fewer.text
    assert "lines.1." not in fewer.text
    made = words(plumber.follow(plumber.post(page, **typed, revision="1")).text)
    assert "合计 ¥95.00" in made
    assert "报价待确认" in made
    assert "¥95.00" in plumber.reads(f"/tickets/{ticket.id}")
    assert "报价待确认" in plumber.reads(f"/work/{ticket.id}")
    assert "报价待确认" in site.visitor("officer").reads("/tickets")


def test_what_is_wrong_stands_at_its_line_and_nothing_typed_is_lost(site: SiteDesk) -> None:
    ticket, plumber = given(site), site.visitor("plumber")
    page = f"/tickets/{ticket.id}/quote"
    typed = {"lines.0.kind": "service", "lines.3.kind": "parts", "lines.3.name": "角阀", "lines.3.price": "三十"}
    refused = plumber.post(page, **typed, note="含保修")
    assert refused.status_code == 422
    assert 'id="field-lines.0.price-error"' in refused.text  # the empty first row is none
    assert 'value="三十"' in refused.text
    assert "含保修" in refused.text
    assert plumber.post(page, note="空").status_code == 422
    assert told(site, "quote_offered") == []


def test_sent_twice_it_is_one_quote(site: SiteDesk) -> None:
    ticket, plumber = given(site), site.visitor("plumber")
    typed = {"lines.0.kind": "parts", "lines.0.name": "角阀", "lines.0.price": "35", "revision": "1"}
    page = f"/tickets/{ticket.id}/quote"
    assert plumber.post(page, **typed).status_code == 303
    assert plumber.post(page, **typed).status_code == 422
    assert len(told(site, "quote_offered")) == 1


def test_a_changed_quote_begins_with_the_lines_of_the_one_before(site: SiteDesk) -> None:
    price, ticket = priced(site), given(site)
    offered(site, ticket, service(price, 150), PARTS)
    page = site.visitor("plumber").get(f"/tickets/{ticket.id}/quote").text
    assert f'value="{price.id}" data-fen="3000" selected' in page
    assert 'value="1.5"' in page
    assert 'value="角阀"' in page


def test_the_resident_agrees_by_the_link(site: SiteDesk) -> None:
    ticket, price = given(site), priced(site)
    offered(site, ticket, service(price), PARTS, note="含三个月保修")
    resident, path = site.visitor(), link_of(site)
    page = resident.reads(path)
    assert "服务报价：¥100.00" in page
    assert "更换水龙头 ¥30.00 1 次 ¥30.00" in page
    assert "含三个月保修" in page
    assert "成本" not in page
    assert "¥20.00" not in page  # what a part costs us
    assert resident.post(path, agreed="true").status_code == 303
    assert "您已同意此报价" in resident.reads(path)
    assert "报价已确认" in site.visitor("officer").reads(f"/tickets/{ticket.id}")
    assert "住户同意报价 张伟" in site.visitor("officer").reads(f"/tickets/{ticket.id}")


def test_the_resident_declines_with_words(site: SiteDesk) -> None:
    ticket = given(site)
    offered(site, ticket)
    resident, path = site.visitor(language="en"), link_of(site)
    resident.post(path, agreed="false", words="Too expensive")
    assert "You have not agreed to this quote" in resident.reads(path)
    assert "Too expensive" in site.visitor("officer").reads(f"/tickets/{ticket.id}")


def test_a_link_says_why_nothing_can_be_decided_any_more(site: SiteDesk) -> None:
    ticket, resident = given(site), site.visitor()
    old = offered(site, ticket)
    with time_machine.travel(clock.now() + timedelta(days=9)):
        assert "已过期" in resident.reads(link_of(site))
    offered(site, ticket, PARTS, PARTS)
    changed = resident.get(link_of(site, 0)).text
    assert "报价已调整" in changed
    assert "我同意 ¥140.00" in resident.reads(quote_on(changed))
    site.do("plumber", handlers.withdraw_quote, quote_id=newest(site, ticket).id, reason="免费")
    assert "该报价已撤回" in resident.reads(link_of(site, 1))
    offered(site, ticket)
    site.do("officer", handlers.decline, ticket_id=ticket.id, reason="自行处理")
    ended = resident.get(link_of(site)).text
    assert "此报价随之失效" in ended
    assert 'name="agreed"' not in ended
    assert old.revision == 1


def test_who_has_moved_out_reads_no_quote_any_more(site: SiteDesk) -> None:
    offered(site, given(site))
    today = clock.today(site.settings.site_zone)
    site.do("officer", handlers.move_out, customer_id=site.customers["张伟"].id, on=today)
    assert site.visitor().get(link_of(site)).status_code == 410


def test_a_decision_that_comes_too_late_is_told(site: SiteDesk) -> None:
    ticket, resident = given(site), site.visitor()
    offered(site, ticket)
    path = link_of(site)
    token = resident.get(path).text.split('name="csrf_token" value="')[1].split('"')[0]
    offered(site, ticket, PARTS, PARTS)
    late = resident.client.post(
        f"/ticketing{path}", data={"csrf_token": token, "agreed": "true"}, headers=resident.headers
    )
    assert late.status_code == 422
    assert "报价已调整" in late.text
    assert newest(site, ticket).state is QuoteState.OFFERED


def test_staff_see_the_residents_page_without_its_buttons(site: SiteDesk) -> None:
    offered(site, given(site))
    officer, path = site.visitor("officer"), link_of(site)
    assert "I agree" not in officer.get(path).text
    assert "确认按钮只供住户使用" in officer.reads(path)
    assert officer.post(path, seen_on="/account", agreed="true").status_code == 403


def test_a_forged_link_and_one_of_another_purpose_show_nothing(site: SiteDesk) -> None:
    offered(site, given(site))
    rating = link_of(site).replace("/quote/", "/rating/")
    status = told(site, "quote_offered")[0]["status_url"].removeprefix(f"{BASE}/status/")
    for path in (rating, f"/quote/{status}", "/quote/forged"):
        assert site.visitor().get(path).status_code == 404


def test_the_status_page_leads_to_the_quote_that_waits(site: SiteDesk) -> None:
    ticket = given(site)
    quote = offered(site, ticket)
    status = told(site, "quote_offered")[0]["status_url"].removeprefix(BASE)
    assert "我同意 ¥70.00" in site.visitor().reads(quote_on(site.visitor().get(status).text))
    decided(site, quote)
    assert "/quote/" not in site.visitor().get(status).text


def test_a_consent_by_phone_is_recorded_on_the_quotes_page(site: SiteDesk) -> None:
    quote = offered(site, given(site))
    page, plumber = f"/quotes/{quote.id}", site.visitor("plumber")
    refused = plumber.post(f"{page}/consent", seen_on=page, words="行")
    assert refused.status_code == 422
    assert 'id="field-agreed-error"' in refused.text
    answer = plumber.post(f"{page}/consent", seen_on=page, agreed="true", consent="in_person", words="行")
    recorded = words(plumber.follow(answer).text)
    assert "张伟 · 当面" in recorded
    assert "王强登记" in recorded
    assert plumber.get(f"{page}/link.svg").content_type.startswith("image/svg+xml")
    gone = plumber.post(f"{page}/withdraw", seen_on=page, reason="改为保修")
    assert "报价已撤回" in words(plumber.follow(gone).text)


def test_who_does_not_work_on_it_reads_the_quote_only(site: SiteDesk) -> None:
    quote = offered(site, given(site))
    gardener = site.visitor("gardener").get(f"/quotes/{quote.id}")
    assert "登记住户的意见" not in gardener.text
    assert site.visitor("stranger").get(f"/quotes/{quote.id}").status_code == 404


def test_the_api_quotes_and_records(api_desk: ApiDesk) -> None:
    ticket, price, plumber = given(api_desk), priced(api_desk), api_desk.caller("plumber")
    lines = [
        {"kind": "service", "price_id": str(price.id), "quantity": "1.5"},
        {"kind": "labour", "name": "开槽", "unit": "小时", "price": "60", "cost": "40.00"},
    ]
    made = plumber.post(f"tickets/{ticket.id}/quotes", {"lines": lines})
    assert (made.status_code, made.json["total"], made.json["state"]) == (201, "105.00", "quote_offered")
    assert made.json["lines"][0] | {"id": "", "item_id": ""} == {
        **{"id": "", "item_id": "", "actual": False, "kind": "service", "name": "更换水龙头", "unit": "次"},
        **{"quantity": "1.5", "price": "30.00", "amount": "45.00", "cost": "10.00"},
    }
    wrong = plumber.post(f"tickets/{ticket.id}/quotes", {"lines": [{"kind": "parts", "name": "角阀"}]})
    assert list(wrong.json["errors"]) == ["lines.0.price"]
    agreed = plumber.post(f"quotes/{made.json['id']}/consent", {"agreed": True, "consent": "phone"})
    assert (agreed.json["state"], agreed.json["decided_by"]) == ("quote_confirmed", "张伟")
    assert plumber.post(f"quotes/{made.json['id']}/consent", {"agreed": True, "consent": "by_link"}).status_code == 422
    assert plumber.post(f"quotes/{made.json['id']}/withdraw", {"reason": "保修"}).json["state"] == "quote_withdrawn"
    assert len(plumber.get(f"tickets/{ticket.id}/quotes").json["items"]) == 1
    assert plumber.get(f"tickets/{ticket.id}").json["quote_state"] is None
