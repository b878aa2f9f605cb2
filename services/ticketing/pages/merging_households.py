"""Two records of one household side by side, of which one is kept (C1.4.1)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Customer
from services.ticketing.queries import Belongings
from services.ticketing.schemas import MergeHouseholdSchema
from shared.errors import NotFound
from shared.web import Form, blank, db, reads, see_other, submitted, writes

merging_households = Blueprint("merging_households", __name__, url_prefix="/customers/<uuid:customer_id>/merge")


@merging_households.get("")
@reads("people.merge")
def compare(customer_id: UUID) -> Any:
    """``other`` is the second record; the one that has more is proposed to be kept."""
    pair = _pair(customer_id)
    has = queries.belongings(db(), [row.id for row in pair])
    kept = max(pair, key=lambda row: (row.moved_out_on is None, has[row.id].tickets, has[row.id].people))
    return _page(pair, has, blank({"into_id": kept.id}))


@merging_households.post("")
@writes("people.merge")
def merge(customer_id: UUID) -> Any:
    pair, form = _pair(customer_id), submitted(MergeHouseholdSchema())
    if form.valid and (kept := form.attempt(lambda: _merge(pair, form.facts["into_id"]))):
        flash(_("The two records are one household now."), "success")
        return see_other(url_for("customer_pages.household", customer_id=kept.id))
    pair = _pair(customer_id)
    return _page(pair, queries.belongings(db(), [row.id for row in pair]), form), 422


def _pair(customer_id: UUID) -> list[Customer]:
    """Raises ``NotFound``."""
    other = request.args.get("other", type=UUID)
    if other is None:
        raise NotFound
    return [queries.customer(db(), each) for each in (customer_id, other)]


def _merge(pair: Sequence[Customer], into_id: UUID) -> Customer:
    """Raises ``NotFound`` for a third one."""
    gone = next((row for row in pair if row.id != into_id), pair[0])
    if into_id not in {row.id for row in pair}:
        raise NotFound
    return handlers.merge_households(db(), customer_id=gone.id, into_id=into_id)


def _page(pair: Sequence[Customer], has: dict[UUID, Belongings], form: Form) -> str:
    return render_template("household_merge.html", pair=pair, has=has, form=form)
