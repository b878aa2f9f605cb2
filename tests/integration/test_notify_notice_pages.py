"""Notices as staff and residents meet them: the editor, the steps, paper, the public board, its feed and its screen."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine

from services.notify import handlers
from services.notify.models import NoticeKind
from services.ticketing import handlers as desk_handlers
from shared import clock
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_desk import Desk, counted_queries
from tests.integration.ticketing_site import Visitor

pytestmark = pytest.mark.one_database

TYPED = {"kind": "notice", "title": "消防演练", "body": "周六 **9:00**", "audience": "everybody", "on_paper": "true"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def drafted(officer: Visitor, board: Board, **typed: Any) -> str:
    """The page of the notice."""
    estate = str(board.desk.estates["LX"].id)
    answer = officer.post("/notices/new", estate_id=estate, **TYPED | typed)
    return str(officer.follow(answer).request.path).removeprefix("/notify")


# Staff


def test_it_is_written_approved_and_read(board: Board) -> None:
    officer, lead = board.visitor("officer"), board.visitor("lead")
    page = drafted(officer, board)
    assert "草稿" in officer.reads(page)
    assert "待审批" in officer.follow(officer.post(f"{page}/submit", seen_on=page)).text
    assert "1 待您审批的公告" in lead.reads("/today/fragment")
    published = lead.follow(lead.post(f"{page}/approve", seen_on=page)).text
    assert "已发布" in published
    assert "公告批准" in published
    assert "<strong>9:00</strong>" in board.visitor().get(page.replace("/notices", "/board/LX/notices")).text
    assert "消防演练" in board.visitor().reads("/board/LX")
    assert "消防演练" in officer.reads("/notices", state="published")
    assert "没有符合条件的公告" in officer.reads("/notices", state="draft")


def test_an_own_notice_offers_no_approval(board: Board) -> None:
    lead = board.visitor("lead")
    page = drafted(lead, board)
    answer = lead.follow(lead.post(f"{page}/submit", seen_on=page)).text
    assert "须由他人审批" in answer
    assert f'action="/notify{page}/approve"' not in answer
    assert lead.post(f"{page}/approve", seen_on=page).status_code == 422


def test_what_is_typed_wrong_stays_and_is_explained(board: Board) -> None:
    officer, estate = board.visitor("officer"), str(board.desk.estates["LX"].id)
    answer = officer.post("/notices/new", estate_id=estate, **TYPED | {"other_places": "9栋 1层"})
    assert answer.status_code == 422
    assert "本小区没有“9栋 1层”" in answer.text
    assert "周六 **9:00**" in answer.text
    late = officer.post("/notices/new", estate_id=estate, **TYPED | {"expires_at": "2020-01-01T08:00"})
    assert "结束时间早于开始时间" in late.text
    page = drafted(officer, board, other_places="2栋 5层\n2栋 5层 0502")
    assert "2栋 5层、2栋 5层 0502" in officer.reads(page)
    shown = officer.get(f"{page}/edit").text
    assert "2栋 5层\n2栋 5层 0502</textarea>" in shown


def test_who_changed_it_first_is_not_overwritten(board: Board) -> None:
    officer = board.visitor("officer")
    page = drafted(officer, board)
    version = re.search(r'name="version" value="(\d+)"', officer.get(f"{page}/edit").text)
    assert version
    typed = TYPED | {"version": version[1]}
    assert officer.post(f"{page}/edit", **typed | {"title": "甲"}).status_code == 303
    assert officer.post(f"{page}/edit", **typed | {"title": "乙"}).status_code == 422


def test_pictures_and_documents_come_with_it(board: Board) -> None:
    officer, lead = board.visitor("officer"), board.visitor("lead")
    files = [(BytesIO(photo()), "现场.jpg"), (BytesIO(b"%PDF-1.4 x"), "方案.pdf")]
    page = drafted(officer, board, attachments=files)
    public = page.replace("/notices", "/board/LX/notices")
    assert board.visitor().get(public).status_code == 404
    files_found = re.findall(r'href="/notify([^"]+/files/[^"]+)"', officer.get(page).text)
    assert len(files_found) == 2
    hidden = files_found[0].replace("/notices", "/board/LX/notices")
    assert board.visitor().get(hidden).status_code == 404
    officer.post(f"{page}/submit", seen_on=page)
    lead.post(f"{page}/approve", seen_on=page)
    picture, document = (board.visitor().get(path.replace("/notices", "/board/LX/notices")) for path in files_found)
    assert (picture.content_type, picture.status_code) == ("image/jpeg", 200)
    assert document.headers["Content-Disposition"].startswith("attachment;")
    wrong = officer.post(
        "/notices/new", estate_id=str(board.desk.estates["LX"].id), attachments=[(BytesIO(b"<p>"), "a.jpg")], **TYPED
    )
    assert "field-attachments-error" in wrong.text


def test_the_preview_shows_no_html_of_the_writers(board: Board) -> None:
    officer = board.visitor("officer")
    text = "# 标题\n<script>alert(1)</script>\n[x](javascript:alert(1)) ![p](https://evil.example/p.png)"
    shown = officer.post("/notices/preview", seen_on="/notices/new", text=text).text
    assert "<h2>标题</h2>" in shown
    for wrong in ("<script", 'href="javascript', "<img"):
        assert wrong not in shown


def test_it_is_printed_with_number_seal_and_code(board: Board) -> None:
    notice = board.published(kind=NoticeKind.WRITTEN_NOTICE)
    page = board.visitor("officer").get(f"/notices/{notice.id}/print").text
    for wanted in ("邻香苑", "通知书", str(notice.number), "盖章", "address.svg"):
        assert wanted in page
    assert "未经审批" not in page
    draft = board.draft()
    assert "未经审批" in board.visitor("officer").get(f"/notices/{draft.id}/print").text


@pytest.mark.parametrize(
    ("username", "allowed"), [("plumber", False), ("officer", False), ("lead", True), ("stranger", False)]
)
def test_who_may_approve(board: Board, username: str, allowed: bool) -> None:
    notice = board.submitted()
    asking = board.visitor(username)
    page = f"/notices/{notice.id}"
    answer = asking.get(page)
    assert (f'action="/notify{page}/approve"' in answer.text) is allowed
    assert answer.status_code == {"plumber": 403, "stranger": 404}.get(username, 200)


def test_the_list_takes_few_queries(board: Board) -> None:
    for _ in range(5):
        board.published()
    officer = board.visitor("officer")
    officer.get("/notices")
    with counted_queries(board.database) as statements:
        assert officer.get("/notices").status_code == 200
    assert len(statements) <= 7


def test_an_outage_is_announced_and_over(board: Board) -> None:
    officer, lead = board.visitor("officer"), board.visitor("lead")
    estate, typed = str(board.desk.estates["LX"].id), TYPED | {"kind": "water_outage", "title": "停水"}
    assert "field-starts_at-error" in officer.post("/notices/new", estate_id=estate, **typed).text
    starts = (clock.now() + timedelta(hours=34)).strftime("%Y-%m-%dT%H:%M")  # 26 hours ahead on the site's clock
    page = drafted(officer, board, **typed, starts_at=starts)
    officer.post(f"{page}/submit", seen_on=page)
    assert "没有登记大堂" in lead.post(f"{page}/approve", seen_on=page).text
    registered(board)
    lead.post(f"{page}/approve", seen_on=page)
    assert "每个大堂均登记张贴后才算告知" in officer.reads(page)
    assert "停水" in board.visitor().reads("/board/LX/screen")
    assert "公告栏已注明恢复" in officer.follow(officer.post(f"{page}/all-clear", seen_on=page)).text
    assert "已恢复" in board.visitor().reads("/board/LX")
    assert "all-clear" not in officer.get(page).text


# Residents


def test_the_board_is_sent_once_until_it_changes(board: Board) -> None:
    board.published()
    reader = board.visitor()
    first = reader.get("/board/LX")
    again = reader.client.get("/notify/board/LX", headers={**reader.headers, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    english = reader.client.get(
        "/notify/board/LX", headers={"Accept-Language": "en", "If-None-Match": first.headers["ETag"]}
    )
    assert english.status_code == 200
    board.published(title="电梯年检")
    changed = reader.client.get("/notify/board/LX", headers={**reader.headers, "If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "电梯年检" in changed.text
    with counted_queries(board.database) as statements:
        reader.get("/board/LX")
    assert len(statements) <= 3  # the BEGIN is one of them


def test_nothing_that_is_not_published_shows_anywhere(board: Board) -> None:
    drafts = [board.draft(title="草稿机密"), board.submitted(title="草稿机密")]
    board.published(title="草稿机密", publish_at=clock.now() + timedelta(days=1))
    reader = board.visitor()
    for path in (
        "/board/LX",
        "/board/LX/archive",
        "/board/LX/search?text=机密",
        "/board/LX/feed.atom",
        "/board/LX/screen",
    ):
        assert "草稿机密" not in reader.get(path).text.replace('value="机密"', "")
    for notice in drafts:
        assert reader.get(f"/board/LX/notices/{notice.id}").status_code == 404
        assert reader.get(f"/board/LX/notices/{notice.id}/opened.gif").status_code == 404
    public = board.published()
    assert reader.get(f"/board/CH/notices/{public.id}").status_code == 404
    assert reader.get("/board/nowhere").status_code == 404


def test_what_left_the_board_is_found_in_the_archive_and_says_so(board: Board) -> None:
    old = board.published(expires_at=clock.now() + timedelta(days=1))
    wrong = board.published(title="停水通知")
    board.do("lead", handlers.withdraw_notice, notice_id=wrong.id, reason="供水公司改期")
    first = board.published(title="旧版")
    new = board.do("officer", handlers.revise_notice, notice_id=first.id)
    board.do("officer", handlers.submit_notice, notice_id=new.id)
    board.do("lead", handlers.approve_notice, notice_id=new.id)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        board.fire_due()
        reader = board.visitor()
        archive = reader.reads("/board/LX/archive")
        assert "消防演练通知" in archive
        assert "失效" in reader.reads(f"/board/LX/notices/{old.id}")
        assert "供水公司改期" in reader.reads(f"/board/LX/notices/{wrong.id}")
        replaced = reader.get(f"/board/LX/notices/{first.id}").text
        assert f"/notify/board/LX/notices/{new.id}" in replaced
        assert f'取代 <a href="/notify/board/LX/notices/{first.id}"' in reader.get(f"/board/LX/notices/{new.id}").text
        assert "停水通知" in reader.reads("/board/LX/search", text="停水")
        assert "没有包含这些词的公告" in reader.reads("/board/LX/search", text="百分%号")


def test_a_reader_is_counted_and_not_known(board: Board) -> None:
    notice = board.published()
    page = f"/board/LX/notices/{notice.id}"
    for _ in range(2):
        counted = board.visitor().get(f"{page}/opened.gif")
        assert (counted.status_code, counted.content_type) == (200, "image/gif")
        assert counted.headers["Cache-Control"] == "private, max-age=86400"
        assert "Set-Cookie" not in counted.headers
    assert f'src="/notify{page}/opened.gif"' in board.visitor().get(page).text
    assert "2 次" in board.visitor("officer").reads(f"/notices/{notice.id}")


def test_the_feed_is_atom(board: Board) -> None:
    notice = board.published(body="1 < 2 & **粗**")
    answer = board.visitor().get("/board/LX/feed.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)  # noqa: S314 - our own
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{notice.id}"
    assert entry.findtext(f"{ATOM}content") == "<p>1 &lt; 2 &amp; <strong>粗</strong></p>\n"


def test_the_screen_of_a_lobby_shows_one_after_the_other(board: Board) -> None:
    board.published(title="甲")
    board.published(title="乙")
    seen = set()
    for seconds in (0, 15):
        with time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False):
            seen |= set(re.findall("<h1>(.)</h1>", board.visitor().get("/board/LX/screen/slide").text))
    assert seen == {"甲", "乙"}
    assert 'http-equiv="refresh"' in board.visitor().get("/board/LX/screen").text


def test_prices_and_promises_stand_beside_the_notices(board: Board) -> None:
    tap = {"category": "户内维修", "name": "更换水龙头", "unit": "次", "price_fen": 123_450}
    price = board.desk.do("lead", desk_handlers.add_price, estate_id=board.desk.estates["LX"].id, **tap)
    with board.desk.database.write() as session:
        desk_handlers.republish(session)
    board.hear()
    reader = board.visitor()
    assert "更换水龙头 ¥1,234.50 次" in reader.reads("/board/LX/prices")
    assert "¥" not in reader.reads("/board/CH/prices")
    assert "10 分钟内" in reader.reads("/board/LX/promises")
    first = reader.get("/board/LX/prices").headers["ETag"]
    board.desk.do("lead", desk_handlers.withdraw_price, price_id=price.id)
    board.hear()
    changed = reader.client.get("/notify/board/LX/prices", headers={**reader.headers, "If-None-Match": first})
    assert (changed.status_code, "¥" in changed.text) == (200, False)


def test_an_english_reader_gets_what_was_written_for_them(board: Board) -> None:
    notice = board.published(title_en="Fire drill", body_en="Saturday, nine o'clock.")
    english = board.visitor(language="en")
    assert "Fire drill" in english.reads("/board/LX")
    assert "nine o'clock" in english.reads(f"/board/LX/notices/{notice.id}")
    plain = board.published(title="只有中文")
    assert "只有中文" in english.reads(f"/board/LX/notices/{plain.id}")


# Programs


def test_the_api_takes_a_notice_to_the_board(board: Board) -> None:
    officer, lead, estate = board.caller("officer"), board.caller("lead"), str(board.desk.estates["LX"].id)
    body = {"kind": "tip", "title": "防台风", "body": "请收好阳台物品。"}
    drafted = officer.post("notices", body | {"estate_id": estate})
    assert (drafted.status_code, drafted.json["state"]) == (201, "draft")
    path = f"notices/{drafted.json['id']}"
    assert officer.send("PUT", path, json=body | {"title": "防台风提示"}).json["title"] == "防台风提示"
    sent = officer.send("POST", f"{path}/files", data={"attachments": (BytesIO(b"%PDF-1.7 x"), "a.pdf")})
    assert (sent.status_code, sent.json["content_type"]) == (201, "application/pdf")
    wrong = officer.send("POST", f"{path}/files", data={"attachments": (BytesIO(b"x"), "a.pdf")})
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["attachments"])
    assert officer.post(f"{path}/files/{sent.json['id']}/detach").status_code == 200
    assert officer.get(path).json["files"] == []
    assert officer.post(f"{path}/submit").json["state"] == "submitted"
    assert officer.post(f"{path}/approve").status_code == 403
    assert lead.post(f"{path}/return", {"reason": "缺联系电话"}).json["returned_reason"] == "缺联系电话"
    officer.post(f"{path}/submit")
    assert lead.post(f"{path}/approve", {"release": False}).json["state"] == "approved"
    at = (clock.now() + timedelta(days=1)).isoformat()
    assert lead.post(f"{path}/schedule", {"publish_at": at}).json["state"] == "scheduled"
    assert officer.post(f"{path}/take_back").json["state"] == "draft"
    officer.post(f"{path}/submit")
    assert lead.post(f"{path}/approve").json["state"] == "scheduled"
    assert lead.post(f"{path}/publish").json["state"] == "published"
    revised = officer.post(f"{path}/revise")
    assert (revised.status_code, revised.json["replaces_id"]) == (201, drafted.json["id"])
    assert officer.post(f"notices/{revised.json['id']}/discard").json["state"] == "withdrawn"
    assert lead.post(f"{path}/withdraw", {"reason": "台风改道"}).json["state"] == "withdrawn"
    assert lead.post(f"{path}/publish").status_code == 409
    listed = officer.get("notices", text="防台风").json["items"]
    assert [row["state"] for row in listed] == ["withdrawn", "withdrawn"]
    assert officer.get(path).json["withdrawn_reason"] == "台风改道"


# Paper


def registered(board: Board, name: str = "大堂") -> None:
    building = next(row for row in board.premises() if row.path == "2栋")
    page, typed = "/posting-places", {"kind": "lobby", "name": name, "building_id": str(building.id)}
    supervisor = board.visitor("supervisor")
    answer = supervisor.post(page, estate_id=str(board.desk.estates["LX"].id), **typed)
    assert name in supervisor.follow(answer).text


def test_a_team_member_ticks_off_what_hangs(board: Board) -> None:
    registered(board)
    notice = board.published()
    plumber = board.visitor("plumber")
    page = plumber.get("/postings").text
    assert "消防演练通知" in page
    assert "1 待办张贴" in plumber.reads("/today/fragment")
    action = re.search(r'action="/notify(/postings/[^"]+/posted)"', page)
    paper = re.search(r'href="/notify(/postings/[^"]+/paper)"', page)
    assert action
    assert paper
    assert str(notice.number) in plumber.get(paper[1]).text
    missing = plumber.post(action[1], seen_on="/postings")
    assert (missing.status_code, "field-photo" in missing.text) == (422, True)
    sent = plumber.post(action[1], seen_on="/postings", photo=(BytesIO(photo()), "x.jpg"))
    assert "正在张贴" in plumber.follow(sent).text
    proof = re.search(
        r'href="/notify(/postings/[^"]+/photos/posted)"', board.visitor("officer").get(f"/notices/{notice.id}").text
    )
    assert proof
    assert plumber.get(proof[1]).content_type == "image/jpeg"
    assert board.visitor("stranger").get(proof[1]).status_code == 404
    assert plumber.get("/posting-places").status_code == 403
    board.do("lead", handlers.withdraw_notice, notice_id=notice.id, reason="改期")
    taken = re.search(r'action="/notify(/postings/[^"]+/removed)"', plumber.get("/postings").text)
    assert taken
    assert "没有待张贴" in plumber.follow(plumber.post(taken[1], seen_on="/postings")).text


def test_the_api_keeps_places_and_proof(board: Board) -> None:
    supervisor, plumber = board.caller("supervisor"), board.caller("plumber")
    estate = str(board.desk.estates["LX"].id)
    place = supervisor.post("posting-places", {"estate_id": estate, "kind": "board", "name": "大门"})
    assert (place.status_code, place.json["building"]) == (201, "")
    assert plumber.post("posting-places", {"estate_id": estate, "kind": "board", "name": "x"}).status_code == 403
    notice = board.published()
    (posting,) = plumber.get("postings", notice_id=str(notice.id)).json["items"]
    assert (posting["state"], posting["title"], posting["place"]["name"]) == ("to_post", "消防演练通知", "大门")
    path = f"postings/{posting['id']}"
    assert plumber.send("POST", f"{path}/posted", data={}, content_type="multipart/form-data").status_code == 422
    done = plumber.send("POST", f"{path}/posted", data={"photo": (BytesIO(photo()), "x.jpg")})
    assert (done.status_code, done.json["state"]) == (200, "posted")
    removed = plumber.send("POST", f"{path}/removed", data={"photo": (BytesIO(photo()), "x.jpg")})
    assert (removed.json["state"], removed.json["removed_by"]) == ("removed", "王强")
    assert supervisor.post(f"posting-places/{place.json['id']}/close").json["closed_at"]
    assert supervisor.get("posting-places").json["items"] == []
