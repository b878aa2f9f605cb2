"""The people of a household: added, changed, gone (C1.4.1)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import CommitteeRole, Customer, Member, Relation
from services.ticketing.schemas import MemberFormSchema
from shared.web import Form, blank, db, reads, see_other, submitted, writes

members = Blueprint("member_pages", __name__, url_prefix="/customers/<uuid:customer_id>/members")


@members.get("/new")
@reads("people.write")
def blank_form(customer_id: UUID) -> Any:
    return _page(queries.customer(db(), customer_id), blank({"relation": Relation.SPOUSE}))


@members.post("/new")
@writes("people.write")
def add(customer_id: UUID) -> Any:
    form = submitted(MemberFormSchema())
    if form.valid and (added := form.attempt(lambda: handlers.add_member(db(), customer_id=customer_id, **form.facts))):
        flash(_("%(name)s belongs to the household.", name=added.name), "success")
        return see_other(url_for("customer_pages.household", customer_id=customer_id))
    return _page(queries.customer(db(), customer_id), form), 422


@members.get("/<uuid:member_id>")
@reads("people.write")
def edit_form(customer_id: UUID, member_id: UUID) -> Any:
    found = queries.member(db(), customer_id, member_id)
    shown = blank({name: getattr(found, name) for name in MemberFormSchema().fields})
    return _page(queries.customer(db(), customer_id), shown, found)


@members.post("/<uuid:member_id>")
@writes("people.write")
def edit(customer_id: UUID, member_id: UUID) -> Any:
    found, form = queries.member(db(), customer_id, member_id), submitted(MemberFormSchema())
    if form.valid and form.attempt(lambda: handlers.change_member(db(), member_id=found.id, **form.facts)) is not None:
        flash(_("Saved."), "success")
        return see_other(url_for("customer_pages.household", customer_id=customer_id))
    return _page(queries.customer(db(), customer_id), form, queries.member(db(), customer_id, member_id)), 422


def _page(household: Customer, form: Form, member: Member | None = None) -> str:
    return render_template(
        "member.html", customer=household, member=member, form=form, relations=Relation, offices=CommitteeRole
    )
