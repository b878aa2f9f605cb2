"""来电登记: a call is taken by keyboard alone; household, request, urgency, done (C1.4.2, C2.4)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.ticketing import handlers, queries
from services.ticketing.models import Area, Channel, Customer, Member, PremisesKind, Ticket, TicketKind, Tier
from services.ticketing.pages.common_requests import COMMON_REQUESTS
from services.ticketing.queries import QueueFilter, Told
from services.ticketing.schemas import AlikeSchema, HotlineSchema, JoinSchema
from shared.errors import NotFound
from shared.web import Form, blank, db, reads, see_other, submitted, writes

hotline = Blueprint("hotline", __name__)
CHANNELS = (Channel.PHONE, Channel.COUNTER, Channel.COMMITTEE, Channel.EMPLOYEE)
AS_MOST_CALLS = {"kind": TicketKind.REPAIR, "area": Area.INDOOR, "tier": Tier.NORMAL, "channel": Channel.PHONE}
LAST_TICKETS = 5


@hotline.get("/hotline")
@reads("tickets.open")
def call() -> Any:
    """A blank form; ``customer_id`` names the household of the caller, ``follows_id`` an earlier request of it."""
    known = _household(request.args.get("customer_id"))
    typed = {"customer_id": known.id, "household": f"{known.unit_path} {known.name}"} if known else {}
    typed |= {"follows_id": request.args["follows_id"]} if "follows_id" in request.args else {}
    return _page(blank(AS_MOST_CALLS | typed))


@hotline.post("/hotline")
@writes("tickets.open")
def file_ticket() -> Any:
    form = submitted(HotlineSchema())
    if form.valid and (ticket := form.attempt(lambda: handlers.open_ticket(db(), **form.facts))):
        return see_other(url_for("ticket.overview", ticket_id=ticket.id, filed=1))
    return _page(form), 422


@hotline.get("/hotline/households")
@reads("people.read")
def households() -> Any:
    """What is suggested while somebody types a name, its pinyin, a phone number or a unit."""
    found = queries.search_customers(db(), request.args.get("text", ""))
    return render_template("hotline_households.html", found=found, members=_members_of(found))


@hotline.get("/hotline/households/<uuid:customer_id>")
@reads("people.read")
def household(customer_id: UUID) -> Any:
    """The card of the household that was chosen."""
    return render_template("hotline_household.html", **_card(queries.customer(db(), customer_id)))


@hotline.get("/hotline/alike")
@reads("tickets.open")
def alike() -> Any:
    """Open tickets that may be about what is being filed; the caller can be added to one of them instead."""
    form = submitted(AlikeSchema(), request.args)
    return render_template("hotline_alike.html", alike=_alike(**form.facts) if form.valid else [])


@hotline.post("/hotline/join/<uuid:ticket_id>")
@writes("tickets.open")
def join(ticket_id: UUID) -> Any:
    """The caller tells the same as this ticket: takes what the hotline's form knows of the caller."""
    form = submitted(JoinSchema())
    if form.valid and form.attempt(lambda: handlers.add_reporter(db(), ticket_id=ticket_id, **form.facts)) is not None:
        flash(_("Added. The household hears of every step from now on."), "success")
        return see_other(url_for("ticket.overview", ticket_id=ticket_id, filed=1))
    return _page(form), 422


@hotline.get("/hotline/places")
@reads("tickets.open")
def places() -> Any:
    """Buildings, floors and units, for a request that is about none of the households; ``kind`` narrows them."""
    kind = request.args.get("kind", type=PremisesKind)
    found = queries.search_premises(db(), request.args.get("text", ""), kind=kind)
    return render_template("hotline_places.html", found=found)


def _page(form: Form) -> str:
    known = _household(form.values.get("customer_id"))
    return render_template(
        "hotline.html",
        form=form,
        card=_card(known) if known else None,
        followed=_followed(form.values.get("follows_id")),
        estates=[(estate.id, estate.name) for estate in queries.estates(db())],
        on_duty=queries.on_duty(db()),
        commitments=queries.commitments(db()),
        categories=queries.categories(db()),
        common_requests=COMMON_REQUESTS,
        kinds=TicketKind,
        areas=Area,
        tiers=Tier,
        channels=CHANNELS,
    )


def _alike(*, customer_id: UUID | None, unit_id: UUID | None, estate_id: UUID | None, **what: Any) -> Sequence[Ticket]:
    where = queries.told_where(db(), customer_id=customer_id, unit_id=unit_id, estate_id=estate_id)
    if where is None:
        return []
    return queries.possible_duplicates(db(), Told(estate_id=where[0], unit_path=where[1], **what))


def _card(customer: Customer) -> dict[str, Any]:
    """The household and its last requests; an open one may be the same as what is now told."""
    last = queries.queue(db(), QueueFilter(customer_id=customer.id), limit=LAST_TICKETS)
    return {"customer": customer, "last": last.items, "members": _members_of([customer])[customer.id]}


def _members_of(households: Sequence[Customer]) -> dict[UUID, list[Member]]:
    """Who belongs to them now."""
    by_household: dict[UUID, list[Member]] = {household.id: [] for household in households}
    for member in queries.members(db(), by_household):
        if member.until is None:
            by_household[member.customer_id].append(member)
    return by_household


def _followed(ticket_id: Any) -> Ticket | None:
    try:
        return queries.ticket(db(), UUID(str(ticket_id)))
    except (NotFound, ValueError):
        return None


def _household(customer_id: Any) -> Customer | None:
    try:
        return queries.customer(db(), UUID(str(customer_id)))
    except (NotFound, ValueError):
        return None
