"""价目 and 服务承诺 beside the notices, for everybody (C2.2, C2.6)."""

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template

from services.notify import queries
from services.notify.pages.board_cache import drawn_once
from shared import clock
from shared.web import PUBLIC, db, reads, site

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


@boards.get("/promises")
@reads(PUBLIC)
def promises(estate_code: str) -> Any:
    """The table of service-time commitments."""
    estate, rows = queries.estate_of_code(db(), estate_code), queries.commitments(db())
    requests = [list(same) for _key, same in groupby(rows, key=lambda row: (row.kind, row.area))]
    told = {"estate": estate, "requests": [(same[0], same) for same in requests]}
    seen = tuple(row.id for row in rows)
    return drawn_once(estate, lambda: render_template("board_promises.html", **told), seen=seen)
