"""公告: notices as staff write, find and print them (A1.2)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.handlers import NoticeContent
from services.notify.models import WRITTEN_BY_HAND, Audience, Estate, Notice, NoticeKind, NoticeState
from services.notify.pages.notice_files import attach_sent
from services.notify.queries import NoticeFilter
from services.notify.schemas import NewNoticeFormSchema, NoticeFilterSchema, NoticeFormSchema, PreviewSchema
from shared.errors import N_, Invalid
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of
from shared.web.rendering import excerpt, rendered

notices = Blueprint("notice_pages", __name__, url_prefix="/notices")
PAGE = 50
SHOWN_IN_FORM = ("kind", "title", "body", "title_en", "body_en", "audience", "on_paper", "emergency_reason", "version")

notices.add_app_template_filter(rendered, "markdown")
notices.add_app_template_filter(excerpt, "excerpt")


@notices.get("")
@reads("notices.read")
def overview() -> Any:
    """All notices, newest first; a filter that means nothing is left out."""
    filters = submitted(NoticeFilterSchema(), request.args)
    page = queries.notices(db(), NoticeFilter(**filters.facts), after=request.args.get("after"), limit=PAGE)
    estates = queries.estates(db())
    return render_template("notices.html", page=page, estates=estates, kinds=NoticeKind, states=NoticeState)


@notices.post("/export")
@writes("notices.read")
def export() -> Any:
    chosen = NoticeFilter(**filters_of(NoticeFilterSchema()))
    return exported(
        List(
            N_("All notices"),
            _columns(),
            lambda session, after: queries.notices(session, chosen, after=after, limit=AT_ONCE),
        )
    )


def _columns() -> list[Column[Notice]]:
    estates = {row.id: row.name for row in queries.estates(db())}
    return [
        Column(N_("Number"), lambda row: row.number),
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Kind"), lambda row: label(row.kind)),
        Column(N_("State"), lambda row: label(row.state)),
        Column(N_("Title"), lambda row: row.title),
        Column(N_("Text"), lambda row: row.body),
        Column(N_("Place"), lambda row: ", ".join(row.place_paths)),
        Column(N_("Drafted by"), lambda row: row.drafted_by),
        Column(N_("Approved by"), lambda row: row.approved_by),
        Column(N_("Published"), lambda row: row.published_at),
        Column(N_("Ended"), lambda row: row.ended_at),
    ]


@notices.get("/new")
@reads("notices.write")
def new() -> Any:
    """``estate`` chooses one of the writer's; without it the first."""
    begun = {"kind": NoticeKind.NOTICE, "audience": Audience.EVERYBODY, "on_paper": True}
    return _form_page(_chosen_estate(request.args.get("estate")), None, blank(begun))


@notices.post("/new")
@writes("notices.write")
def draft() -> Any:
    form = submitted(NewNoticeFormSchema())
    if form.valid and (notice := form.attempt(lambda: _draft(form))):
        flash(_("Saved as a draft. Submit it when it is finished."), "success")
        return see_other(url_for("notice_steps.one", notice_id=notice.id))
    return _form_page(_chosen_estate(request.form.get("estate_id")), None, form), 422


@notices.get("/<uuid:notice_id>/edit")
@reads("notices.write")
def edit_form(notice_id: UUID) -> Any:
    notice = queries.notice(db(), notice_id)
    return _form_page(queries.estate(db(), notice.estate_id), notice, blank(_written(notice)))


@notices.post("/<uuid:notice_id>/edit")
@writes("notices.write")
def edit(notice_id: UUID) -> Any:
    form = submitted(NoticeFormSchema())
    notice = queries.notice(db(), notice_id)
    if form.valid and form.attempt(lambda: _edit(notice, form)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for("notice_steps.one", notice_id=notice_id))
    return _form_page(queries.estate(db(), notice.estate_id), queries.notice(db(), notice_id), form), 422


@notices.post("/preview")
@reads("notices.write")
def preview() -> Any:
    """The text as residents will see it, for the part of the editor beside it."""
    form = submitted(PreviewSchema())
    return rendered(form.facts.get("text", ""))


@notices.get("/<uuid:notice_id>/print")
@reads("notices.read")
def print_view(notice_id: UUID) -> Any:
    """A4 for the board: heading, number, text, place of the seal, and the code of the page on the web."""
    notice = queries.notice(db(), notice_id)
    estate = queries.estate(db(), notice.estate_id)
    back = url_for("notice_steps.one", notice_id=notice_id)
    return render_template("notice_print.html", notice=notice, estate=estate, back=back)


def _draft(form: Form) -> Notice:
    estate_id = form.facts["estate_id"]
    notice = handlers.draft_notice(db(), estate_id=estate_id, content=_content(estate_id, form.facts))
    attach_sent(notice.id)
    return notice


def _edit(notice: Notice, form: Form) -> Notice:
    content, version = _content(notice.estate_id, form.facts), form.facts["version"]
    edited = handlers.edit_notice(db(), notice_id=notice.id, content=content, version=version)
    attach_sent(notice.id)
    return edited


def _content(estate_id: UUID, facts: dict[str, Any]) -> NoticeContent:
    """The form's facts with the labels of places found. Raises ``Invalid`` for one that there is not."""
    paths = [line.strip() for line in facts["other_places"].splitlines() if line.strip()]
    found = queries.places_by_path(db(), estate_id, paths)
    if unknown := [path for path in paths if path not in found]:
        raise Invalid({"other_places": [N_("There is no place %(path)s in this estate.")]}, path=unknown[0])
    told = {name: value for name, value in facts.items() if name not in {"other_places", "version", "estate_id"}}
    return NoticeContent(**told | {"place_ids": [*facts["place_ids"], *found.values()]})


def _written(notice: Notice) -> dict[str, Any]:
    """What the form shows of a notice."""
    zone = site().settings.site_zone
    times = {name: getattr(notice, name) for name in ("starts_at", "ends_at", "publish_at", "expires_at")}
    local = {name: at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") for name, at in times.items() if at}
    buildings = {str(row.id) for row in queries.buildings(db(), notice.estate_id)}
    others = [path for place, path in zip(notice.places, notice.place_paths, strict=True) if place not in buildings]
    told = {name: getattr(notice, name) for name in SHOWN_IN_FORM}
    return told | local | {"place_ids": notice.places, "other_places": "\n".join(others)}


def _chosen_estate(chosen: str | None) -> Estate | None:
    estates = queries.estates(db())
    return next((row for row in estates if str(row.id) == chosen), next(iter(estates), None))


def _form_page(estate: Estate | None, notice: Notice | None, form: Form) -> str:
    return render_template(
        "notice_edit.html",
        estate=estate,
        estates=queries.estates(db()),
        buildings=queries.buildings(db(), estate.id) if estate else [],
        notice=notice,
        form=form,
        kinds=WRITTEN_BY_HAND,
        audiences=Audience,
    )
