"""价目: paid services at published prices, each approved, none altered, for everybody to read (C2.2)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.handlers.prices import PriceReplaced
from services.ticketing.models import PriceItem
from shared import clock
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import SETTINGS, Desk
from tests.integration.ticketing_site import SiteDesk

TAP = {"category": "户内维修", "name": "更换水龙头", "unit": "次", "price_fen": 3_000}


def today() -> Any:
    return clock.today(SETTINGS.site_zone)


def added(desk: Desk, **facts: Any) -> PriceItem:
    told = {"estate_id": desk.estates["LX"].id, **TAP, **facts}
    return desk.do("lead", handlers.add_price, **told)  # type: ignore[no-any-return]


def listed(desk: Desk, day: Any) -> list[tuple[str, int]]:
    with desk.database.read() as session:
        return [(row.name, row.price_fen) for row in queries.prices(session, desk.estates["LX"].id, day)]


def told(desk: Desk) -> list[tuple[int, str | None]]:
    return [(data["price_fen"], data["valid_until"]) for name, data in desk.events() if name == "price_item_changed"]


def test_a_price_counts_until_its_successor_begins(desk: Desk) -> None:
    old, later = added(desk), today() + timedelta(days=10)
    new = desk.do("lead", handlers.replace_price, price_id=old.id, **TAP | {"price_fen": 3_500}, valid_from=later)
    assert listed(desk, today()) == [("更换水龙头", 3_000)]
    assert listed(desk, later - timedelta(days=1)) == [("更换水龙头", 3_000)]
    assert listed(desk, later) == [("更换水龙头", 3_500)]
    assert (new.item_id, new.approved_by) == (old.item_id, "郑华")
    assert told(desk) == [(3_000, None), (3_000, later.isoformat()), (3_500, None)]
    with pytest.raises(PriceReplaced):
        desk.do("lead", handlers.replace_price, price_id=old.id, **TAP)


def test_what_is_withdrawn_is_off_the_list_and_stays_in_the_history(desk: Desk) -> None:
    row = added(desk)
    desk.do("lead", handlers.withdraw_price, price_id=row.id)
    assert listed(desk, today()) == []
    with desk.database.read() as session:
        assert [price.id for price in queries.price_history(session, row.item_id)] == [row.id]


def test_nobody_is_asked_a_price_of_days_gone_by(desk: Desk) -> None:
    row = added(desk, valid_from=today() + timedelta(days=5))
    with pytest.raises(Invalid):
        added(desk, valid_from=today() - timedelta(days=1))
    with pytest.raises(Invalid):
        desk.do("lead", handlers.replace_price, price_id=row.id, **TAP)
    with pytest.raises(Invalid):
        desk.do("stranger", handlers.add_price, estate_id=desk.estates["LX"].id, **TAP)


def test_the_lead_approves_and_everybody_reads(site: SiteDesk) -> None:
    lead, page = site.visitor("lead"), "/price-list/new"
    typed = {"category": "户内维修", "name": "更换水龙头", "unit": "次", "price": "1234.5"}
    estate = str(site.estates["LX"].id)
    for wrong in ("12.345", "-1", "十元", "", "99999999999"):
        refused = lead.post(page, **typed | {"price": wrong}, estate_id=estate)
        assert refused.status_code == 422
        assert "field-price-error" in refused.text
    assert "¥1,234.50" in lead.follow(lead.post(page, **typed, estate_id=estate)).text
    public = site.visitor().reads("/prices/LX")
    assert "更换水龙头 ¥1,234.50 次" in public
    assert site.visitor().get("/prices/CH").status_code == 200
    assert "¥" not in site.visitor().reads("/prices/CH")
    assert site.visitor().get("/prices/nowhere").status_code == 404
    assert "更换水龙头" in site.visitor("officer").reads(f"/price-list/print/{estate}")
    assert site.visitor("officer").get(page).status_code == 403


def test_a_price_is_changed_and_taken_off_on_its_page(site: SiteDesk) -> None:
    row, lead = added(site), site.visitor("lead")
    page = f"/price-list/{row.id}"
    typed = {"category": "户内维修", "name": "更换水龙头", "unit": "次", "price": "35"}
    assert "¥35.00" in lead.follow(lead.post(page, **typed)).text
    assert lead.post(page, seen_on="/price-list/new", **typed).status_code == 422
    with site.database.read() as session:
        new = queries.prices(session, site.estates["LX"].id, today())[0]
    assert "¥30.00" in lead.reads(f"/price-list/{new.id}")
    lead.post(f"/price-list/{new.id}/withdraw", seen_on=f"/price-list/{new.id}")
    assert "更换水龙头" not in site.visitor().reads("/prices/LX")


def test_a_price_of_the_future_is_not_yet_public(site: SiteDesk) -> None:
    added(site, valid_from=today() + timedelta(days=3))
    assert "待执行" in site.visitor("officer").reads("/price-list")
    assert "更换水龙头" not in site.visitor().reads("/prices/LX")
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert "更换水龙头" in site.visitor().reads("/prices/LX")


def test_everybody_reads_what_is_promised(site: SiteDesk) -> None:
    page = site.visitor().reads("/promises")
    assert "有求必应" in page
    assert "10 分钟内" in page


def test_the_api_approves_prices(api_desk: ApiDesk) -> None:
    lead, estate = api_desk.caller("lead"), str(api_desk.estates["LX"].id)
    body = {"category": "户内维修", "name": "疏通下水", "unit": "次", "price": "80.00"}
    row = lead.post("prices", body | {"estate_id": estate})
    assert (row.status_code, row.json["price"], row.json["approved_by"]) == (201, "80.00", "郑华")
    replaced = lead.post(f"prices/{row.json['id']}/replace", body | {"price": "90"})
    assert (replaced.json["price"], replaced.json["item_id"]) == ("90.00", row.json["item_id"])
    assert lead.post(f"prices/{row.json['id']}/withdraw").status_code == 409
    officer = api_desk.caller("officer")
    assert [price["price"] for price in officer.get("prices", estate_id=estate).json["items"]] == ["90.00"]
    assert officer.get("prices", estate_id=str(api_desk.estates["CH"].id)).status_code == 404
    assert list(lead.post("prices", body | {"price": "1e9", "estate_id": estate}).json["errors"]) == ["price"]
