"""统计: what the answers to a survey come to, on the screen, on paper and as files (A2.1)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.models.counting import items
from services.survey.pages.filters import answers
from services.survey.pages.statistics_charts import Charts, title_of
from services.survey.schemas import CrossingFilterSchema, GroupingSchema, TagsFormSchema, TextFilterSchema
from shared.errors import NotFound
from shared.web import db, reads, see_other, submitted, writes
from shared.web.charts import Heat, Mark

statistics = Blueprint("statistics_pages", __name__, url_prefix="/campaigns/<uuid:campaign_id>")


@statistics.get("/statistics")
@reads("surveys.read")
def overview(campaign_id: UUID) -> Any:
    """``question`` is what groups are compared by; ``building`` the one whose floors are shown."""
    return render_template("statistics.html", **_shown(campaign_id))


@statistics.get("/statistics/print")
@reads("surveys.read")
def print_view(campaign_id: UUID) -> Any:
    return render_template("statistics_print.html", **_shown(campaign_id))


@statistics.get("/crossing")
@reads("surveys.read")
def crossing(campaign_id: UUID) -> Any:
    """One question against another: ``first`` in the rows, ``second`` in the columns."""
    found = queries.statistics(db(), campaign_id)
    if found.withheld:
        raise NotFound
    offered = [(item.key, title_of(item)) for item in items(found.document)]
    form = submitted(CrossingFilterSchema(), request.args)
    chosen = queries.crossing(db(), campaign_id, **form.facts) if form.valid else None
    return render_template(
        "crossing.html", found=found, offered=offered, chosen=chosen, chart=_heat(chosen) if chosen else None
    )


@statistics.get("/texts/<key>")
@reads("surveys.read")
def texts(campaign_id: UUID, key: str) -> Any:
    """What was written, to be put together by tags."""
    found = queries.statistics(db(), campaign_id)
    if found.withheld:
        raise NotFound
    chosen = submitted(TextFilterSchema(), request.args).facts
    page = queries.texts(db(), campaign_id, key, **chosen, after=request.args.get("after"), limit=50)
    return render_template(
        "texts.html",
        found=found,
        question=queries.written_question(db(), campaign_id, key),
        page=page,
        passed_on=queries.followed_up(db(), [row.sheet.id for row in page.items]),
        tags=[(word, f"{word} ({number})") for word, number in queries.tags(db(), campaign_id, key)],
        known=queries.tags_in_use(db()),
    )


@statistics.post("/texts/<key>/<uuid:sheet_id>")
@writes("surveys.run")
def tag(campaign_id: UUID, key: str, sheet_id: UUID) -> Any:
    form = submitted(TagsFormSchema())
    if form.valid:
        handlers.tag_text(db(), sheet_id=sheet_id, key=key, **form.facts)
        flash(_("Tagged."), "success")
    for message in form.errors.get("tags", []):
        flash(message, "danger")
    chosen: dict[str, Any] = {name: request.args[name] for name in ("tag", "after") if name in request.args}
    return see_other(url_for(".texts", campaign_id=campaign_id, key=key, **chosen) + f"#{sheet_id}")


def _shown(campaign_id: UUID) -> dict[str, Any]:
    form = submitted(GroupingSchema(), request.args)
    facts = form.facts if form.valid else GroupingSchema().load({})
    found = queries.statistics(db(), campaign_id)
    building = next((row for row in found.buildings if row.building_id and row.building_id == facts["building"]), None)
    return {
        "found": found,
        "charts": Charts(found, facts["question"]),
        "building": building,
        "floors": queries.floors(db(), campaign_id, building.building_id) if building and building.building_id else [],
        "periods": queries.trend(db(), found.campaign),
    }


def _heat(crossed: queries.Crossing) -> Heat:
    heads, words = dict(answers(crossed.second.question)), dict(answers(crossed.first.question))
    columns = [heads[answer] for answer in crossed.second.answers]
    rows = [
        (words[row.answer], [Mark(head, number) for head, number in zip(columns, row.counts, strict=True)])
        for row in crossed.rows
        if row.counts is not None
    ]
    return Heat(columns, rows)
