"""住户: found, registered at move-in (C1.4.1), changed, moved out, followed by the next."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import (
    Customer,
    CustomerKind,
    Language,
    MessageChannel,
    MessageTopic,
    PremisesKind,
    Relation,
)
from services.ticketing.pages.columns import of_households
from services.ticketing.queries import OPEN, QueueFilter
from services.ticketing.schemas import (
    MEMBER_ROWS,
    PREFERENCE,
    CustomerFilterSchema,
    HandOverFormSchema,
    HouseholdFormSchema,
    MoveOutSchema,
    RegisterFormSchema,
)
from shared import clock
from shared.errors import N_
from shared.permissions import holders
from shared.web import Form, blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, List, exported, filters_of
from shared.web.site import site

customers = Blueprint("customer_pages", __name__, url_prefix="/customers")
PAGE = 50
LAST_TICKETS = 20


@customers.get("")
@reads("people.read")
def overview() -> Any:
    filters = submitted(CustomerFilterSchema(), request.args)
    page = queries.customers(db(), **filters.facts, after=request.args.get("after"), limit=PAGE)
    return render_template("customers.html", page=page)


@customers.post("/export")
@writes("people.export")
def export() -> Any:
    chosen = filters_of(CustomerFilterSchema())
    return exported(
        List(
            N_("Residents"),
            of_households(),
            lambda session, after: queries.customers(session, **chosen, after=after, limit=AT_ONCE),
        )
    )


@customers.get("/new")
@reads("people.write")
def blank_form() -> Any:
    """``unit_id`` names the unit that was chosen among the premises."""
    chosen = request.args.get("unit_id", type=UUID)
    unit = queries.place(db(), chosen) if chosen else None
    where = {"unit_id": unit.id, "unit": unit.path} if unit and unit.kind is PremisesKind.UNIT else {}
    return _register_page(blank({"kind": CustomerKind.OWNER, "language": Language.ZH, **where}))


@customers.post("/new")
@writes("people.write")
def register() -> Any:
    form = submitted(RegisterFormSchema())
    if form.valid and (added := form.attempt(lambda: handlers.register_household(db(), **form.facts))):
        flash(_("%(name)s has been registered.", name=added.name), "success")
        return see_other(url_for(".household", customer_id=added.id))
    return _register_page(form), 422


@customers.get("/<uuid:customer_id>")
@reads("people.read")
def household(customer_id: UUID) -> Any:
    return _household_page(queries.customer(db(), customer_id))


@customers.get("/<uuid:customer_id>/edit")
@reads("people.write")
def edit_form(customer_id: UUID) -> Any:
    found = queries.customer(db(), customer_id)
    shown = {name: getattr(found, name) for name in HouseholdFormSchema().fields if hasattr(found, name)}
    preferred = {f"{PREFERENCE}{topic}": way for topic, way in found.preferences.items()}
    return _edit_page(found, blank(shown | preferred))


@customers.post("/<uuid:customer_id>/edit")
@writes("people.write")
def edit(customer_id: UUID) -> Any:
    form = submitted(HouseholdFormSchema())
    if (
        form.valid
        and form.attempt(lambda: handlers.change_customer(db(), customer_id=customer_id, **form.facts)) is not None
    ):
        flash(_("Saved."), "success")
        return see_other(url_for(".household", customer_id=customer_id))
    return _edit_page(queries.customer(db(), customer_id), form), 422


@customers.post("/<uuid:customer_id>/move-out")
@writes("people.write")
def move_out(customer_id: UUID) -> Any:
    form = submitted(MoveOutSchema())
    if form.valid and (gone := form.attempt(lambda: handlers.move_out(db(), customer_id=customer_id, **form.facts))):
        flash(_("%(name)s has moved out.", name=gone.name), "success")
        return see_other(url_for(".household", customer_id=customer_id))
    return _household_page(queries.customer(db(), customer_id), form), 422


@customers.post("/<uuid:customer_id>/move-back")
@writes("people.write")
def move_back(customer_id: UUID) -> Any:
    form = blank()
    if (back := form.attempt(lambda: handlers.move_back(db(), customer_id=customer_id))) is not None:
        flash(_("%(name)s lives here.", name=back.name), "success")
        return see_other(url_for(".household", customer_id=customer_id))
    return _household_page(queries.customer(db(), customer_id), form), 422


@customers.get("/<uuid:customer_id>/hand-over")
@reads("people.write")
def hand_over_form(customer_id: UUID) -> Any:
    found = queries.customer(db(), customer_id)
    today = clock.today(site().settings.site_zone)
    return _hand_over_page(found, blank({"on": today, "kind": found.kind, "language": Language.ZH}))


@customers.post("/<uuid:customer_id>/hand-over")
@writes("people.write")
def hand_over(customer_id: UUID) -> Any:
    form = submitted(HandOverFormSchema())
    if form.valid and (added := form.attempt(lambda: handlers.hand_over(db(), customer_id=customer_id, **form.facts))):
        flash(_("The unit has been handed over to %(name)s.", name=added.name), "success")
        return see_other(url_for(".household", customer_id=added.id))
    return _hand_over_page(queries.customer(db(), customer_id), form), 422


def _household_page(found: Customer, form: Form | None = None) -> str:
    page = queries.contacts(db(), found.id, after=request.args.get("after"), limit=LAST_TICKETS)
    if found.erased_at is not None:
        proof = queries.erasure(db(), found.id)
        return render_template("household_erased.html", customer=found, erasure=proof, page=page)
    neighbours, sharing = _neighbours(found), queries.sharing_phone(db(), found)
    alike = [] if found.merged_into_id else queries.perhaps_the_same(found, neighbours, sharing)
    return render_template(
        "household.html",
        customer=found,
        kept=queries.customer(db(), found.merged_into_id) if found.merged_into_id else None,
        members=queries.members(db(), [found.id]),
        neighbours=[row for row in neighbours if row not in alike],
        alike=alike,
        preferred=[(label(topic), label(way)) for topic, way in found.preferences.items()],
        mergers=holders("people.merge"),
        elsewhere=[row for row in sharing if row.unit_id != found.unit_id],
        page=page,
        form=form or blank(),
    )


def _hand_over_page(leaving: Customer, form: Form) -> str:
    still_open = queries.queue(db(), QueueFilter(customer_id=leaving.id, statuses=OPEN), limit=LAST_TICKETS)
    others = [(row.id, f"{row.name} · {label(row.kind)}") for row in _neighbours(leaving) if row.moved_out_on is None]
    parts = {"customer": leaving, "form": form, "open": still_open.items, "neighbours": others}
    return render_template("household_hand_over.html", **parts, **_choices())


def _neighbours(of: Customer) -> list[Customer]:
    """The other households of the unit, those who have left last."""
    everybody = queries.households_of_unit(db(), of.unit_id) if of.unit_id else []
    return [household for household in everybody if household.id != of.id]


def _register_page(form: Form) -> str:
    return render_template("household_new.html", form=form, member_rows=MEMBER_ROWS, relations=Relation, **_choices())


def _edit_page(found: Customer, form: Form) -> str:
    return render_template("household_edit.html", customer=found, form=form, **_choices())


def _choices() -> dict[str, Any]:
    return {"kinds": CustomerKind, "channels": MessageChannel, "topics": MessageTopic}
