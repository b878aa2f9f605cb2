"""The staff directory: accounts, their roles, teams and estates."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.handlers.grants import BeyondYourRights, check_grant
from services.ticketing.models import AbsenceReason, Language, Staff, Takeover, Team
from services.ticketing.models.estate_lists import as_ids
from services.ticketing.pages.absences import blank_absence, entered_absence
from services.ticketing.pages.columns import of_staff
from services.ticketing.schemas import DeactivateSchema, HireFormSchema, StaffFormSchema
from shared import clock
from shared.errors import N_
from shared.permissions import ROLES
from shared.web import Form, actor, blank, db, reads, see_other, site, submitted, writes
from shared.web.display import label, may
from shared.web.exports import AT_ONCE, List, exported
from shared.web.qr import qr_data

staff = Blueprint("staff_pages", __name__, url_prefix="/staff")
PAGE = 100


@staff.get("")
@reads("staff.read")
def overview() -> Any:
    page = queries.staff_list(db(), after=request.args.get("after"), limit=PAGE)
    return render_template(
        "staff.html",
        page=page,
        estates={str(row.id): row.name for row in queries.estates(db())},
        absences=queries.next_absences(db(), [member.id for member in page.items]),
        today=_today(),
    )


@staff.post("/export")
@writes("staff.read")
def export() -> Any:
    return exported(
        List(N_("Staff"), of_staff(), lambda session, after: queries.staff_list(session, after=after, limit=AT_ONCE))
    )


@staff.get("/new")
@reads("staff.manage")
def blank_form() -> Any:
    return _hire_page(blank({"language": Language.ZH}))


@staff.post("/new")
@writes("staff.manage", keeps_answer=False)
def hire() -> Any:
    form = submitted(HireFormSchema())
    if form.valid and (hired := form.attempt(lambda: handlers.create_staff(db(), **form.facts))):
        db().flush()
        return _link_page(hired)
    return _hire_page(form), 422


@staff.get("/<uuid:staff_id>")
@reads("staff.read")
def one(staff_id: UUID) -> Any:
    return _page(queries.staff_member(db(), staff_id))


@staff.post("/<uuid:staff_id>")
@writes("staff.manage")
def change(staff_id: UUID) -> Any:
    form = submitted(StaffFormSchema())
    if form.valid and form.attempt(lambda: handlers.change_staff(db(), staff_id=staff_id, **form.facts)) is not None:
        flash(_("Saved. It takes effect everywhere within seconds."), "success")
        return see_other(url_for(".overview"))
    return _page(queries.staff_member(db(), staff_id), form=form), 422


@staff.post("/<uuid:staff_id>/invitation")
@writes("staff.manage", keeps_answer=False)
def invite(staff_id: UUID) -> Any:
    return _link_page(queries.staff_member(db(), staff_id))


@staff.post("/<uuid:staff_id>/reinstate")
@writes("staff.manage", keeps_answer=False)
def reinstate(staff_id: UUID) -> Any:
    back = handlers.reinstate_staff(db(), staff_id=staff_id)
    db().flush()
    return _link_page(back)


@staff.post("/<uuid:staff_id>/absences")
@writes("absences.enter")
def enter_absence(staff_id: UUID) -> Any:
    """Who is away from today on, and has something to solve, is followed by the page that hands it over."""
    form = entered_absence(staff_id)
    if form.valid:
        hands_over = form.facts["first_day"] <= _today() and may("tickets.dispatch")
        to_solve = hands_over and queries.count_to_solve(db(), staff_id)
        return see_other(url_for("pass_on_pages.overview" if to_solve else ".one", staff_id=staff_id))
    return _page(queries.staff_member(db(), staff_id), absence=form), 422


@staff.post("/<uuid:staff_id>/deactivate")
@writes("staff.manage")
def deactivate(staff_id: UUID) -> Any:
    form = submitted(DeactivateSchema())
    if form.valid and (gone := form.attempt(lambda: handlers.deactivate_staff(db(), staff_id=staff_id, **form.facts))):
        flash(_("%(name)s can no longer sign in.", name=gone.name), "success")
        return see_other(url_for(".overview"))
    return _page(queries.staff_member(db(), staff_id), leaving=form), 422


def _link_page(member: Staff) -> str:
    """The link is on the page that answers, and never again."""
    link, address = handlers.invite(db(), staff_id=member.id)
    letter = {"subject": _("Your access to Linli"), "body": _("Choose your password here: %(link)s", link=address)}
    return render_template(
        "staff_link.html",
        member=member,
        link=link,
        address=address,
        letter=urlencode(letter, quote_via=quote),
        code=qr_data(address),
    )


def _hire_page(form: Form) -> str:
    return render_template("staff_new.html", form=form, **_choices())


def _page(
    member: Staff,
    *,
    form: Form | None = None,
    absence: Form | None = None,
    leaving: Form | None = None,
) -> str:
    shown = {name: getattr(member, name) for name in ("version", "name", "roles", "team", "email", "phone", "language")}
    shown |= {"all_estates": member.estates is None, "estates": member.estates or []}
    return render_template(
        "staff_one.html",
        member=member,
        form=form or blank(shown),
        absence=absence or blank_absence(),
        absences=queries.absences(db(), member.id),
        absence_reasons=AbsenceReason,
        today=_today(),
        own=member.id == actor().id,
        leaving=leaving or blank({"way": Takeover.POOL}),
        to_solve=(to_solve := queries.count_to_solve(db(), member.id)),
        candidates=queries.candidates(db()) if to_solve else [],
        ways=Takeover,
        may_enter=may("absences.enter") and handlers.may_enter_absence(db(), member),
        may_change=may("staff.manage") and _grants(member.roles, as_ids(member.estates)),
        **_choices(),
    )


def _choices() -> dict[str, Any]:
    """What the reader may grant."""
    estates = queries.estates(db())
    return {
        "roles": [(role, label(role)) for role in ROLES if _grants([role], [estate.id for estate in estates])],
        "teams": Team,
        "everywhere": _grants([next(iter(ROLES))], None),
        "estates": [(str(estate.id), estate.name) for estate in estates],
    }


def _today() -> date:
    return clock.today(site().settings.site_zone)


def _grants(roles: Sequence[str], estates: Sequence[UUID] | None) -> bool:
    try:
        check_grant(db(), roles, estates)
    except BeyondYourRights:
        return False
    return True
