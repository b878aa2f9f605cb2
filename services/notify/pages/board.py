"""公告栏: what everybody may read without an account, on a phone, by a feed reader, on the screen of a lobby (A1.2)."""

from base64 import b64decode
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.models import Estate, Notice
from services.notify.pages.board_cache import drawn_once
from services.notify.pages.notice_files import file_answer
from shared import clock
from shared.web import PUBLIC, db, qr_code, reads, writes

board = Blueprint("board", __name__, url_prefix="/board/<estate_code>")
FEED_TYPE = "application/atom+xml; charset=utf-8"
FOR_ALL = "public, max-age=86400, immutable"
ONCE_A_DAY = "private, max-age=86400"
SLIDE_SECONDS = 15
SMALLEST_PICTURE = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@board.get("")
@reads(PUBLIC)
def current(estate_code: str) -> Any:
    """What is on the board now."""
    estate = queries.estate_of_code(db(), estate_code)
    return drawn_once(estate, lambda: render_template("board.html", estate=estate, notices_now=_now(estate)))


@board.get("/archive")
@reads(PUBLIC)
def archive(estate_code: str) -> Any:
    """What was on the board once."""
    estate = queries.estate_of_code(db(), estate_code)
    page = queries.archive(db(), estate.id, after=request.args.get("after"))
    return drawn_once(estate, lambda: render_template("board_archive.html", estate=estate, page=page))


@board.get("/search")
@reads(PUBLIC, limit="60 per minute")
def search(estate_code: str) -> Any:
    estate, text = queries.estate_of_code(db(), estate_code), request.args.get("text", "").strip()[:100]
    found = queries.find_on_board(db(), estate.id, text) if text else []
    return render_template("board_search.html", estate=estate, text=text, found=found)


@board.get("/feed.atom")
@reads(PUBLIC)
def feed(estate_code: str) -> Any:
    """For feed readers, and for other systems that show the board."""
    estate = queries.estate_of_code(db(), estate_code)

    def draw() -> str:
        base, notices = settings_of(db()).public_url, _now(estate)
        updated = max((row.published_at for row in notices if row.published_at), default=clock.now())
        return render_template("board_feed.xml", estate=estate, notices=notices, base=base, updated=updated)

    return drawn_once(estate, draw, FEED_TYPE)


@board.get("/notices/<uuid:notice_id>")
@reads(PUBLIC)
def notice(estate_code: str, notice_id: UUID) -> Any:
    """One notice, for as long as the archive lasts; it says when it counts no longer."""
    estate = queries.estate_of_code(db(), estate_code)
    found = queries.public_notice(db(), estate.id, notice_id)
    successor = queries.public_successor(db(), notice_id)
    told = {"estate": estate, "notice": found, "successor": successor}
    return drawn_once(estate, lambda: render_template("board_notice.html", **told))


@board.get("/notices/<uuid:notice_id>/opened.gif")
@writes(PUBLIC, limit="120 per minute")
def opened(estate_code: str, notice_id: UUID) -> Response:
    """Counts one more reader. The browser keeps the picture for a day and asks no second time: nobody is followed."""
    queries.public_notice(db(), queries.estate_of_code(db(), estate_code).id, notice_id)
    handlers.count_read(db(), notice_id=notice_id)
    return Response(SMALLEST_PICTURE, content_type="image/gif", headers={"Cache-Control": ONCE_A_DAY})


@board.get("/notices/<uuid:notice_id>/address.svg")
@reads(PUBLIC)
def address_code(estate_code: str, notice_id: UUID) -> Response:
    """For the screen of a lobby: residents take the notice along on their phones."""
    where = url_for(".notice", estate_code=estate_code, notice_id=notice_id)
    answer = qr_code(settings_of(db()).public_url + where)
    answer.headers["Cache-Control"] = FOR_ALL
    return answer


@board.get("/notices/<uuid:notice_id>/files/<uuid:file_id>")
@reads(PUBLIC)
def show_file(estate_code: str, notice_id: UUID, file_id: UUID) -> Response:
    return _file(estate_code, notice_id, file_id)


@board.get("/notices/<uuid:notice_id>/files/<uuid:file_id>/thumbnail")
@reads(PUBLIC)
def thumbnail(estate_code: str, notice_id: UUID, file_id: UUID) -> Response:
    return _file(estate_code, notice_id, file_id, small=True)


@board.get("/screen")
@reads(PUBLIC)
def screen(estate_code: str) -> Any:
    """The whole screen of a lobby: one notice after the other, for as long as it is switched on."""
    estate = queries.estate_of_code(db(), estate_code)
    return render_template("board_screen.html", estate=estate, seconds=SLIDE_SECONDS, **_slide(estate))


@board.get("/screen/slide")
@reads(PUBLIC)
def slide(estate_code: str) -> Any:
    """The live part of the screen: which notice it is, the clock says."""
    estate = queries.estate_of_code(db(), estate_code)
    return render_template("board_slide.html", estate=estate, **_slide(estate))


def _now(estate: Estate) -> list[Notice]:
    """What is on the board, outages before all else."""
    return sorted(queries.board(db(), estate.id), key=lambda row: not row.is_outage)


def _slide(estate: Estate) -> dict[str, Any]:
    notices, turn = _now(estate), int(clock.now().timestamp()) // SLIDE_SECONDS
    at = turn % len(notices) if notices else 0
    return {"notice": notices[at] if notices else None, "number": at + 1, "count": len(notices)}


def _file(estate_code: str, notice_id: UUID, file_id: UUID, *, small: bool = False) -> Response:
    estate = queries.estate_of_code(db(), estate_code)
    queries.public_notice(db(), estate.id, notice_id)
    return file_answer(queries.notice_file(db(), notice_id, file_id), FOR_ALL, small=small)
