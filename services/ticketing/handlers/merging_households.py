"""One household registered twice becomes one: all that the second record has follows to the kept one (C1.4.1)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.handlers.loading import household_of
from services.ticketing.handlers.search_terms import drop_terms, store_terms
from services.ticketing.handlers.state_events import customer_state, member_state, reporter_state
from services.ticketing.models import Customer, Member, Relation, Reporter, Ticket
from services.ticketing.models.terms import folded
from shared import audit, clock, outbox
from shared.errors import N_, DomainError, Invalid


class OtherUnit(DomainError):
    message = N_("They belong to different units. Whoever has two homes is a household in each.")


class TwoStays(DomainError):
    message = N_("One moved out before the other moved in: these are two stays, which both stay on record.")


class KeepWhoLivesThere(DomainError):
    message = N_("Keep the one that still lives there.")


def merge_households(session: Session, *, customer_id: UUID, into_id: UUID) -> Customer:
    """``customer_id`` is a second record of ``into_id``, which is kept and returned.

    What differs stays as the kept one has it; what it lacks comes from the other, its contact too. Raises
    ``NotFound``, ``MergedHousehold``, ``Invalid``, ``OtherUnit``, ``TwoStays``, ``KeepWhoLivesThere``.
    """
    gone, kept = household_of(session, customer_id), household_of(session, into_id)
    _check(gone, kept)
    _complete(kept, gone)
    audit.record(session, "customer.take_over", kept, note=gone.name)
    outbox.add(session, customer_state(kept), kept)
    for record in (gone, *_merged_before(session, gone)):
        record.merged_into_id = kept.id
        audit.record(session, "customer.merge", record, note=kept.name)
        outbox.add(session, customer_state(record), record)
    _bring_people(session, gone, kept)
    _bring_tickets(session, gone, kept)
    _bring_reporters(session, gone, kept)
    drop_terms(session, gone)
    store_terms(session, kept)
    return kept


def _check(gone: Customer, kept: Customer) -> None:
    if gone.id == kept.id:
        raise Invalid({"into_id": [N_("Choose another household of the same unit.")]})
    if gone.estate_id != kept.estate_id or gone.unit_id != kept.unit_id:
        raise OtherUnit
    if _left_before(gone, kept) or _left_before(kept, gone):
        raise TwoStays
    if kept.moved_out_on is not None and gone.moved_out_on is None:
        raise KeepWhoLivesThere


def _left_before(first: Customer, second: Customer) -> bool:
    left, came = first.moved_out_on, second.moved_in_on
    return left is not None and came is not None and left < came


def _complete(kept: Customer, gone: Customer) -> None:
    kept.email = kept.email or gone.email
    kept.channels = kept.channels or gone.channels
    kept.preferences = kept.preferences or gone.preferences
    kept.other_phone = kept.other_phone or _number_besides(kept, gone)
    kept.moved_in_on = kept.moved_in_on or gone.moved_in_on
    kept.key_customer = kept.key_customer or gone.key_customer


def _number_besides(kept: Customer, gone: Customer) -> str | None:
    """At which the same person is reached too."""
    same_person = folded(gone.name).replace(" ", "") == folded(kept.name).replace(" ", "")
    return next((phone for phone in (gone.phone, gone.other_phone) if phone != kept.phone and same_person), None)


def _merged_before(session: Session, gone: Customer) -> list[Customer]:
    """They lead to the kept one at once, however often one merges."""
    return list(session.scalars(select(Customer).where(Customer.merged_into_id == gone.id)))


def _bring_people(session: Session, gone: Customer, kept: Customer) -> None:
    there = list(session.scalars(select(Member).where(Member.customer_id == kept.id, Member.until.is_(None))))
    for member in session.scalars(select(Member).where(Member.customer_id == gone.id)).all():
        twin = next((other for other in there if member.until is None and _alike(member, other)), None)
        if twin is None:
            member.customer_id = kept.id
            there.append(member)
            _tell(session, member)
        else:
            member.until = clock.today(config.settings_of(session).site_zone)
            _tell(session, member)
            _tell(session, _completed(twin, member))
    _bring_contact(session, gone, kept, there)


def _bring_contact(session: Session, gone: Customer, kept: Customer, there: list[Member]) -> None:
    """Whoever answered at the second record's number is still found by it."""
    if gone.phone in {kept.phone, kept.other_phone, *(member.phone for member in there)}:
        return
    told = {"name": gone.name, "phone": gone.phone, "relation": Relation.OTHER, "until": kept.moved_out_on}
    contact = Member(estate_id=kept.estate_id, customer_id=kept.id, **told)
    session.add(contact)
    audit.record(session, "member.add", contact)
    outbox.add(session, member_state(contact), contact)


def _alike(one: Member, other: Member) -> bool:
    same_phone = one.phone == other.phone or not one.phone or not other.phone
    return folded(one.name) == folded(other.name) and same_phone


def _completed(member: Member, twin: Member) -> Member:
    member.phone = member.phone or twin.phone
    member.committee_role = member.committee_role or twin.committee_role
    return member


def _tell(session: Session, member: Member) -> None:
    if session.is_modified(member):
        audit.record(session, "member.change", member)
        outbox.add(session, member_state(member), member)


def _bring_tickets(session: Session, gone: Customer, kept: Customer) -> None:
    """With them come their links, ratings, letters and photos, which belong to the ticket."""
    for ticket in session.scalars(select(Ticket).where(Ticket.customer_id == gone.id)).all():
        ticket.customer_id = kept.id
        audit.record(session, "ticket.household_merged", ticket, note=f"{gone.name} → {kept.name}")


def _bring_reporters(session: Session, gone: Customer, kept: Customer) -> None:
    """Where the kept one hears of the ticket already, the record of who told it stays with the second record."""
    told = select(Reporter.ticket_id).where(Reporter.customer_id == kept.id)
    own = select(Ticket.id).where(Ticket.customer_id == kept.id)
    elsewhere = Reporter.ticket_id.not_in(told.union(own))
    for reporter in session.scalars(select(Reporter).where(Reporter.customer_id == gone.id, elsewhere)).all():
        reporter.customer_id = kept.id
        outbox.add(session, reporter_state(reporter), reporter)
