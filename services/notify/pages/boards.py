"""价目 and 服务承诺 beside the notices, for everybody (C2.2, C2.6, C3.1)."""

from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template

from services.notify import queries
from services.notify.pages.board_cache import drawn_once
from services.notify.pages.fee_standards import document_answer
from shared import clock
from shared.errors import NotFound
from shared.web import PUBLIC, db, reads, site

FOR_ALL = "public, max-age=86400"
boards = Blueprint("boards", __name__, url_prefix="/board/<estate_code>")


@boards.get("/prices")
@reads(PUBLIC)
def prices(estate_code: str) -> Any:
    """明码标价: what paid services cost today."""
    estate, today = queries.estate_of_code(db(), estate_code), clock.today(site().settings.site_zone)
    rows = queries.prices(db(), estate.id, today)
    categories = [(name, list(items)) for name, items in groupby(rows, key=lambda row: row.category)]
    told = {"estate": estate, "categories": categories, "today": today}
    seen = (today, *((row.id, row.valid_until) for row in rows))
    return drawn_once(estate, lambda: render_template("board_prices.html", **told), seen=seen)


@boards.get("/fees")
@reads(PUBLIC)
def fees(estate_code: str) -> Any:
    """What the management fee is today, and on which decision it rests (C3.1)."""
    estate, today = queries.estate_of_code(db(), estate_code), clock.today(site().settings.site_zone)
    rows = queries.fee_standards(db(), estate.id, today)
    told = {"estate": estate, "rows": rows, "today": today}
    seen = (today, *((row.id, row.version) for row in rows))
    return drawn_once(estate, lambda: render_template("board_fees.html", **told), seen=seen)


@boards.get("/fees/<uuid:standard_id>/document")
@reads(PUBLIC)
def fee_document(estate_code: str, standard_id: UUID) -> Response:
    """Of a standard that is on the board, or was."""
    estate, row = queries.estate_of_code(db(), estate_code), queries.fee_standard(db(), standard_id)
    if row.estate_id != estate.id or row.valid_from > clock.today(site().settings.site_zone):
        raise NotFound
    return document_answer(row, FOR_ALL)


@boards.get("/promises")
@reads(PUBLIC)
def promises(estate_code: str) -> Any:
    """The table of service-time commitments."""
    estate, rows = queries.estate_of_code(db(), estate_code), queries.commitments(db())
    requests = [list(same) for _key, same in groupby(rows, key=lambda row: (row.kind, row.area))]
    told = {"estate": estate, "requests": [(same[0], same) for same in requests]}
    seen = tuple(row.id for row in rows)
    return drawn_once(estate, lambda: render_template("board_promises.html", **told), seen=seen)
