"""来电登记: the household is found, the request is filed, nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest

from services.ticketing import handlers, queries
from services.ticketing.models import Area, Channel, Premises, Ticket, TicketKind, Tier
from shared import clock
from tests.integration.ticketing_site import SiteDesk, Visitor, ticket_id_in, words


def suggested(visitor: Visitor, text: str) -> str:
    return words(visitor.get("/hotline/households", fragment=True, text=text).text)


def call(site: SiteDesk, **changes: Any) -> dict[str, Any]:
    """What an officer types for a household whose pipe has burst."""
    typed = {"kind": "repair", "area": "indoor", "tier": "emergency", "title": "水管爆裂", "channel": "phone"}
    return {**typed, "customer_id": site.customers["张伟"].id, "household": "2栋 1层 0101 张伟", **changes}


def filed(site: SiteDesk, visitor: Visitor, **typed: Any) -> Ticket:
    response = visitor.post("/hotline", **typed)
    assert response.status_code == 303, words(response.text)
    with site.database.read() as session:
        return queries.ticket(session, ticket_id_in(response.headers["Location"]))


def place(site: SiteDesk, path: str) -> Premises:
    with site.database.read(site.actor("officer")) as session:
        return queries.search_premises(session, path)[0]


@pytest.mark.parametrize("typed", ["张伟", "zhangw", "zw", "13800130000", "0000", "2-0101", "2栋 0101"])
def test_a_household_is_found_while_typing(site: SiteDesk, typed: str) -> None:
    found = suggested(site.visitor("officer"), typed)
    assert found.startswith("2栋 1层 0101 张伟")
    assert "138****0000" in found


def test_who_is_not_found_or_lives_elsewhere_is_not_suggested(site: SiteDesk) -> None:
    assert "没有找到住户" in suggested(site.visitor("officer"), "诸葛亮")
    with site.database.read() as session:
        everywhere = queries.search_customers(session, "张伟")
    assert len(everywhere) == 2
    assert suggested(site.visitor("officer"), "张伟").count("张伟") == 1


def test_the_card_shows_the_phone_in_full_and_warns_of_an_open_request(site: SiteDesk) -> None:
    officer, address = site.visitor("officer"), f"/hotline/households/{site.customers['张伟'].id}"
    assert "这户还没有登记过工单" in words(officer.get(address).text)
    ticket = site.open(title="厨房水管爆裂")
    card = words(officer.get(address).text)
    assert "138 0013 0000" in card
    assert ticket.number in card
    assert "是同一件事吗" in card


def test_a_call_becomes_a_ticket_whose_number_is_said_aloud(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    response = officer.post("/hotline", **call(site, description="水从橱柜下涌出"))
    page = words(officer.follow(response).text)
    with site.database.read() as session:
        ticket = queries.ticket(session, ticket_id_in(response.headers["Location"]))
    assert f"请告知住户单号： {ticket.number}" in page
    assert "接下一个来电" in page
    assert (ticket.kind, ticket.area, ticket.tier, ticket.channel) == (
        TicketKind.REPAIR, Area.INDOOR, Tier.EMERGENCY, Channel.PHONE,
    )  # fmt: skip
    assert ticket.description == "水从橱柜下涌出"
    assert ticket.opened_by == "李敏"


def test_each_tier_says_what_it_promises(site: SiteDesk) -> None:
    page = site.visitor("officer").reads("/hotline")
    assert "特急 10 分钟内到场或处理" in page
    assert "急 15 分钟内到场或处理" in page
    assert "一般 当天或按约定时间" in page


def test_what_was_typed_stays_beside_its_error(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    response = officer.post("/hotline", **call(site, title="", description="水从橱柜下涌出", tier="urgent"))
    assert response.status_code == 422
    assert 'id="field-title-error"' in response.text
    assert "水从橱柜下涌出" in response.text
    assert 'value="2栋 1层 0101 张伟"' in response.text
    assert f'name="customer_id" value="{site.customers["张伟"].id}"' in response.text
    assert 'value="urgent" id="field-tier-2" autocomplete="off" checked' in response.text
    assert "138 0013 0000" in words(response.text)
    assert site.counts()["ticket"] == 0


def test_nobody_chosen_asks_whom_or_where(site: SiteDesk) -> None:
    response = site.visitor("officer").post("/hotline", **call(site, customer_id="", household="诸葛亮"))
    assert response.status_code == 422
    assert "请说明涉及的对象或地点" in response.text or "请填写应回复的人" in response.text


def test_an_agreed_time_is_meant_on_the_clock_of_the_site(site: SiteDesk) -> None:
    tomorrow = (clock.now().astimezone(site.settings.site_zone) + timedelta(days=1)).replace(tzinfo=None)
    typed = tomorrow.strftime("%Y-%m-%dT%H:%M")
    ticket = filed(site, site.visitor("officer"), **call(site, tier="normal", agreed_at=typed))
    assert ticket.agreed_at is not None
    assert ticket.agreed_at.astimezone(site.settings.site_zone).strftime("%Y-%m-%dT%H:%M") == typed
    past = site.visitor("officer").post("/hotline", **call(site, tier="normal", agreed_at="2020-01-01T10:00"))
    assert past.status_code == 422
    assert "约定时间须在当前时间之后" in past.text


def test_what_the_chosen_kind_hides_is_not_meant(site: SiteDesk) -> None:
    typed = call(site, kind="complaint", area="indoor", tier="urgent", agreed_at="2099-01-01T10:00")
    ticket = filed(site, site.visitor("officer"), **typed)
    assert (ticket.area, ticket.agreed_at) == (None, None)


def test_a_public_place_needs_no_household_but_somebody_to_answer(site: SiteDesk) -> None:
    officer, lobby = site.visitor("officer"), place(site, "2栋")
    typed = call(site, customer_id="", household="", area="public", unit_id=lobby.id, place="2栋", title="大堂灯不亮")
    assert "请填写应回复的人" in officer.post("/hotline", **typed).text
    ticket = filed(site, officer, **typed, reporter_name="快递员小李", reporter_phone="13900139000")
    assert (ticket.unit_path, ticket.area, ticket.reporter_name) == ("2栋", Area.PUBLIC, "快递员小李")


def test_places_are_suggested_the_largest_first(site: SiteDesk) -> None:
    found = words(site.visitor("officer").get("/hotline/places", text="2栋").text)
    assert found.startswith("2栋 楼栋")
    units = words(site.visitor("officer").get("/hotline/places", text="0502", kind="unit").text)
    assert units == "2栋 5层 0502 房屋"


def test_a_team_member_reports_a_place_without_seeing_residents(site: SiteDesk) -> None:
    plumber = site.visitor("plumber")
    page = plumber.get("/hotline").text
    assert 'data-target="customer_id"' not in page
    assert plumber.get("/hotline/households", text="张伟").status_code == 403
    estate = site.estates["LX"].id
    ticket = filed(
        site, plumber, kind="repair", area="public", tier="normal", title="园区路灯不亮", channel="employee",
        estate_id=estate, reporter_name="王强",
    )  # fmt: skip
    assert ticket.estate_id == estate


def test_a_household_page_leads_to_its_call(site: SiteDesk) -> None:
    page = site.visitor("officer").get("/hotline", customer_id=site.customers["张伟"].id)
    assert 'value="2栋 1层 0101 张伟"' in page.text
    assert site.visitor("officer").get("/hotline", customer_id="nobody").status_code == 200


def test_households_of_other_estates_cannot_be_called_for(site: SiteDesk) -> None:
    stranger = site.visitor("stranger")
    assert stranger.get(f"/hotline/households/{site.customers['张伟'].id}").status_code == 404
    assert stranger.post("/hotline", **call(site)).status_code == 422
    assert site.counts()["ticket"] == 0


def test_a_form_without_its_token_changes_nothing(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    response = officer.client.post("/ticketing/hotline", data=call(site))
    assert response.status_code == 400
    assert site.counts()["ticket"] == 0


def test_an_open_ticket_of_the_household_is_linked_from_the_card(site: SiteDesk) -> None:
    ticket = site.open()
    site.do("officer", handlers.acknowledge, ticket_id=ticket.id)
    card = site.visitor("officer").get(f"/hotline/households/{site.customers['张伟'].id}").text
    assert f'href="/ticketing/tickets/{ticket.id}"' in card
