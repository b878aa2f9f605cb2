"""外联单位: the register of outside parties, its Excel file in and out, and one party's page (B4.1)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.handlers import Person
from services.visits.models import ContactWay, PartyKind, Standing
from services.visits.queries import Contact
from services.visits.schemas import (
    ChangePartySchema,
    EndPartySchema,
    LogContactFormSchema,
    PartyFilterSchema,
    PersonSchema,
    RegisterPartyFormSchema,
)
from shared import audit, clock
from shared.actors import staff_actor
from shared.errors import N_
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of
from shared.web.trail import told

PAGE, LATEST = 50, 10
parties = Blueprint("party_pages", __name__, url_prefix="/parties")


@parties.get("")
@reads("visits.read")
def overview() -> Any:
    filters = submitted(PartyFilterSchema(), request.args)
    page = queries.parties(db(), **filters.facts, after=request.args.get("after"), limit=PAGE)
    estates = queries.estates(db())
    return render_template("parties.html", page=page, kinds=PartyKind, standings=Standing, estates=estates)


@parties.post("/export")
@writes("visits.read")
def export() -> Any:
    chosen = filters_of(PartyFilterSchema())
    return exported(
        List(
            N_("Outside parties"),
            COLUMNS,
            lambda session, after: queries.contacts(queries.parties(session, **chosen, after=after, limit=AT_ONCE)),
        )
    )


@parties.get("/new")
@reads("parties.keep")
def new() -> Any:
    return _form(blank(), None)


@parties.post("/new")
@writes("parties.keep")
def register() -> Any:
    form = submitted(RegisterPartyFormSchema())
    if form.valid:
        persons = [Person(**person) for person in form.facts.pop("persons")]
        if party := form.attempt(lambda: handlers.register_party(db(), **form.facts, persons=persons)):
            flash(_("Registered."), "success")
            return see_other(url_for(".one", party_id=party.id))
    return _form(form, None), 422


@parties.get("/<uuid:party_id>")
@reads("visits.read")
def one(party_id: UUID) -> Any:
    return _page(party_id, blank())


@parties.get("/<uuid:party_id>/change")
@reads("parties.keep")
def edit(party_id: UUID) -> Any:
    party = queries.party(db(), party_id).party
    names = ("name", "purpose", "contract_from", "contract_until", "notes")
    return _form(blank({name: getattr(party, name) for name in names}), party_id)


@parties.post("/<uuid:party_id>/change")
@writes("parties.keep")
def change(party_id: UUID) -> Any:
    form = submitted(ChangePartySchema())
    if form.valid and (party := form.attempt(lambda: handlers.change_party(db(), party_id=party_id, **form.facts))):
        flash(_("Saved."), "success")
        return see_other(url_for(".one", party_id=party.id))
    return _form(form, party_id), 422


@parties.post("/<uuid:party_id>/contacts")
@writes("parties.record")
def log_contact(party_id: UUID) -> Any:
    form = submitted(LogContactFormSchema())
    act = lambda: handlers.log_contact(db(), party_id=party_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, party_id, _("Noted."))


@parties.post("/<uuid:party_id>/end")
@writes("parties.keep")
def end(party_id: UUID) -> Any:
    form = submitted(EndPartySchema())
    return _done(form, lambda: handlers.end_party(db(), party_id=party_id, **form.facts), party_id, _("Ended."))


@parties.post("/<uuid:party_id>/resume")
@writes("parties.keep")
def resume(party_id: UUID) -> Any:
    act = lambda: handlers.resume_party(db(), party_id=party_id)  # noqa: E731 - one call
    return _done(blank(), act, party_id, _("Taken up again."))


@parties.post("/<uuid:party_id>/persons")
@writes("parties.keep")
def add_person(party_id: UUID) -> Any:
    form = submitted(PersonSchema())
    act = lambda: handlers.add_person(db(), party_id=party_id, **form.facts)  # noqa: E731 - one call
    return _done(form, act, party_id, _("Contact added."))


@parties.post("/persons/<uuid:person_id>/drop")
@writes("parties.keep")
def drop_person(person_id: UUID) -> Any:
    party_id = handlers.drop_person(db(), person_id=person_id)
    flash(_("Contact removed."), "success")
    return see_other(url_for(".one", party_id=party_id))


COLUMNS: list[Column[Contact]] = [
    Column(N_("Kind"), lambda row: label(row.known.party.kind)),
    Column(N_("Party"), lambda row: row.known.party.name),
    Column(N_("What for"), lambda row: row.known.party.purpose),
    Column(N_("Contract from"), lambda row: row.known.party.contract_from),
    Column(N_("Contract until"), lambda row: row.known.party.contract_until),
    Column(N_("Contact"), lambda row: row.person.name if row.person else ""),
    Column(N_("Position"), lambda row: row.person.position if row.person else ""),
    Column(N_("Phone"), lambda row: row.person.phone if row.person else ""),
    Column(N_("E-mail"), lambda row: row.person.email if row.person else ""),
    Column(N_("Notes"), lambda row: row.known.party.notes),
    Column(N_("Estate"), lambda row: row.known.estate),
    Column(N_("State"), lambda row: label(row.known.standing)),
]


def _form(form: Form, party_id: UUID | None) -> str:
    return render_template(
        "party_edit.html",
        form=form,
        estates=queries.estates(db()),
        kinds=PartyKind,
        known=queries.party(db(), party_id) if party_id else None,
    )


def _page(party_id: UUID, form: Form) -> str:
    known, now = queries.party(db(), party_id), clock.now().astimezone(site().settings.site_zone)
    return render_template(
        "party.html",
        known=known,
        form=form if form.errors else blank({"contacted_at": now.strftime("%Y-%m-%dT%H:%M")}),
        contacts=queries.party_contacts(db(), party_id=party_id, limit=LATEST),
        talks=queries.party_talks(db(), party_id=party_id, limit=LATEST).items,
        tasks=queries.party_tasks(db(), party_id=party_id, unfinished=True, limit=PAGE).items,
        ways=ContactWay,
        staff=[row for row in queries.staff(db()) if staff_actor(row).sees(known.party.estate_id)],
        history=[told(row) for row in audit.trail(db(), subject=party_id).items],
    )


def _done(form: Form, act: Callable[[], Any], party_id: UUID, said: str) -> Any:
    """Back to the party with a word on what was done, or with what stands in the way."""
    if not form.errors and form.attempt(act) is not None:
        flash(said, "success")
        return see_other(url_for(".one", party_id=party_id))
    return _page(party_id, form), 422
