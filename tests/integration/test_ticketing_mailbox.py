"""负责人信箱: letters on the web and from paper boxes become tickets; the writer follows them up by a code (A2.9)."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.ticketing import handlers, queries
from services.ticketing.handlers.mailbox import AllKeyedIn, BoxRemoved
from services.ticketing.models import Box, Channel, Letter, Ticket, TicketKind
from shared import clock
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk, photo
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk, Visitor

LETTER = {"kind": "suggestion", "title": "大堂增设雨伞架", "description": "下雨天地面湿滑"}


def told(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [data for event, data in desk.events() if event == name]


def code_on(page: str) -> str:
    found = re.search(r"<strong>([2-9A-Z-]{19})</strong>", page)
    assert found, page
    return found[1]


def last_letter(desk: Desk) -> Ticket:
    with desk.database.read() as session:
        found = session.scalars(select(Letter.ticket_id).order_by(Letter.id.desc())).first()
        assert found is not None
        return queries.ticket(session, found)


def box_of(desk: Desk, **facts: Any) -> Box:
    told = {"estate_id": desk.estates["LX"].id, "place": "1栋大堂", "every_days": 7, **facts}
    return desk.do("officer", handlers.put_up_box, **told)  # type: ignore[no-any-return]


def ask(visitor: Visitor, code: str) -> Any:
    return visitor.post("/mailbox/receipt", code=code)


def test_a_resident_writes_without_a_name_and_reads_the_answer_by_the_code(site: SiteDesk) -> None:
    resident = site.visitor()
    sent = resident.post("/mailbox/LX", **LETTER, photos=(BytesIO(photo()), "a.jpg"))
    assert sent.status_code == 200, sent.text
    code, ticket = code_on(sent.text), last_letter(site)
    assert (ticket.channel, ticket.kind, ticket.reporter_name) == (Channel.MAILBOX, TicketKind.SUGGESTION, "匿名")
    assert [attachment.step for attachment in ticket.attachments] == [None]
    assert told(site, "mailbox_letter_received")[0]["staff_ids"] == [str(site.staff["lead"].id)]
    for typed in (code, code.lower().replace("-", " ")):
        page = ask(site.visitor(), typed)
        assert page.status_code == 200
        assert "大堂增设雨伞架" in page.text
    assert ask(site.visitor(), "2222-2222-2222-2222").status_code == 422
    assert "大堂增设雨伞架" in site.visitor("lead").reads("/mailbox-log")


def test_the_code_is_nowhere_kept(site: SiteDesk) -> None:
    code = code_on(site.visitor().post("/mailbox/LX", **LETTER).text)
    with site.database.read() as session:
        digest = session.scalars(select(Letter.receipt_digest)).one()
    assert digest is not None
    assert code.replace("-", "").encode() not in digest
    assert all(code not in str(data) for _name, data in site.events())


def test_a_letter_with_nothing_in_it_is_refused(site: SiteDesk) -> None:
    refused = site.visitor().post("/mailbox/LX", kind="repair", title="")
    assert refused.status_code == 422
    assert "field-title-error" in refused.text
    assert "field-kind-error" in refused.text
    assert site.visitor().get("/mailbox/nowhere").status_code == 404
    with site.database.read() as session:
        assert session.scalars(select(Letter)).all() == []


def test_each_letter_of_a_box_is_keyed_in_once(desk: Desk) -> None:
    box = box_of(desk)
    emptying = desk.do("officer", handlers.empty_box, box_id=box.id, letters=2)
    event = told(desk, "mailbox_emptied")[0]
    assert (event["place"], event["letters"], event["by"]) == ("1栋大堂", 2, "李敏")
    facts = {"emptying_id": emptying.id, "kind": TicketKind.PRAISE, "title": "感谢保安小周"}
    first = desk.do("officer", handlers.key_in_letter, **facts, reporter_name="陈阿姨")
    assert (first.channel, first.reporter_name) == (Channel.MAILBOX, "陈阿姨")
    desk.do("officer", handlers.key_in_letter, **facts)
    with pytest.raises(AllKeyedIn):
        desk.do("officer", handlers.key_in_letter, **facts)
    assert [event["on_paper"] for event in told(desk, "mailbox_letter_received")] == [True, True]


def test_a_box_that_was_not_emptied_in_time_shows_until_it_is(site: SiteDesk) -> None:
    box = box_of(site, every_days=7)
    officer = site.visitor("officer")
    assert "待开箱" not in officer.reads("/mailbox-log")
    with time_machine.travel(clock.now() + timedelta(days=8)):
        officer = site.visitor("officer")
        assert "待开箱" in officer.reads("/mailbox-log")
        assert "待开箱的信箱" in officer.reads("/today")
        done = officer.post(f"/mailbox-log/boxes/{box.id}/empty", seen_on="/mailbox-log", letters="0")
        assert "待开箱" not in officer.follow(done).text
        assert "待开箱" not in officer.reads("/today")


def test_staff_register_a_box_empty_it_and_key_in_its_letters(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    page = "/mailbox-log"
    assert officer.post(f"{page}/boxes", seen_on=page, place="").status_code == 422
    put_up = {"estate_id": str(site.estates["LX"].id), "place": "2栋大堂", "every_days": "3"}
    officer.post(f"{page}/boxes", seen_on=page, **put_up)
    with site.database.read() as session:
        box = session.scalars(select(Box)).one()
    emptied = officer.post(f"{page}/boxes/{box.id}/empty", seen_on=page, letters="1")
    form = emptied.headers["Location"].removeprefix("/ticketing")
    assert "第 1 封，共 1 封" in officer.reads(form)
    assert officer.post(form, kind="suggestion", title="").status_code == 422
    assert "大堂增设雨伞架" in officer.follow(officer.post(form, **LETTER)).text
    assert officer.post(f"{page}/boxes/{box.id}/remove", seen_on=page).status_code == 303
    assert "2栋大堂" not in site.visitor("officer").reads(page).split("开箱")[0]
    assert site.visitor("plumber").get(form).status_code == 403


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    box = box_of(desk)
    tomorrow = clock.now() + timedelta(days=1)
    with pytest.raises(Invalid):
        desk.do("officer", handlers.empty_box, box_id=box.id, letters=1, emptied_at=tomorrow)
    desk.do("officer", handlers.remove_box, box_id=box.id)
    with pytest.raises(BoxRemoved):
        desk.do("officer", handlers.empty_box, box_id=box.id, letters=1)
    with pytest.raises(Invalid):
        desk.do("stranger", handlers.put_up_box, estate_id=box.estate_id, place="?", every_days=1)


def test_the_poster_leads_to_the_form(site: SiteDesk) -> None:
    estate = site.estates["LX"]
    page = site.visitor("officer").reads(f"/mailbox-log/poster/{estate.id}")
    assert "https://linli.example/ticketing/mailbox/LX" in page
    assert site.visitor("officer").get(f"/mailbox-log/poster/{estate.id}.svg").mimetype == "image/svg+xml"
    assert site.visitor("officer").get(f"/mailbox-log/poster/{site.estates['CH'].id}").status_code == 404


def test_the_api_keeps_the_log(api_desk: ApiDesk) -> None:
    officer = api_desk.caller("officer")
    box = officer.post("mailbox/boxes", {"estate_id": str(api_desk.estates["LX"].id), "place": "会所"})
    assert (box.status_code, box.json["every_days"]) == (201, 7)
    emptying = officer.post(f"mailbox/boxes/{box.json['id']}/emptyings", {"letters": 1})
    keyed = officer.post(f"mailbox/emptyings/{emptying.json['id']}/letters", LETTER)
    assert (keyed.status_code, keyed.json["channel"]) == (201, "mailbox")
    assert officer.post(f"mailbox/emptyings/{emptying.json['id']}/letters", LETTER).status_code == 409
    assert officer.get("mailbox/emptyings").json["items"][0]["keyed"] == 1
    assert officer.get("mailbox/letters").json["items"][0]["ticket"]["id"] == keyed.json["id"]
    assert api_desk.caller("stranger").get("mailbox/boxes").json["items"] == []
    officer.post(f"mailbox/boxes/{box.json['id']}/remove")
    assert officer.get("mailbox/boxes").json["items"] == []
