"""Full-state events of the reference data, as each row stands now."""

from uuid import UUID

from services.ticketing import contracts
from services.ticketing.handlers.signed_links import reporter_url
from services.ticketing.models import (
    Absence,
    ApiClient,
    CalendarDay,
    Category,
    Commitment,
    Customer,
    Duty,
    Erasure,
    Estate,
    Member,
    Premises,
    PriceItem,
    Reporter,
    Staff,
)
from services.ticketing.models.estate_lists import as_ids


def estate_state(estate: Estate) -> contracts.EstateChanged:
    return contracts.EstateChanged(
        id=estate.id,
        code=estate.code,
        name=estate.name,
        deleted=False,
        opens_at=estate.opens_at.isoformat(),
        closes_at=estate.closes_at.isoformat(),
    )


def calendar_day_state(changed: CalendarDay) -> contracts.CalendarDayChanged:
    return contracts.CalendarDayChanged(
        id=changed.id,
        estate_id=changed.estate_id,
        day=changed.day,
        working=changed.working,
        note=changed.note,
        deleted=False,
    )


def category_state(row: Category) -> contracts.CategoryChanged:
    return contracts.CategoryChanged(
        id=row.id,
        kind=row.kind,
        name=row.name,
        name_en=row.name_en,
        team=row.team,
        tier=row.tier,
        retired_at=row.retired_at,
        deleted=False,
    )


def commitment_state(row: Commitment) -> contracts.CommitmentChanged:
    return contracts.CommitmentChanged(
        id=row.id,
        kind=row.kind,
        area=row.area,
        tier=row.tier,
        clock=row.clock,
        target=row.target,
        minutes=row.minutes,
        calendar=row.calendar,
        clause=row.clause,
        valid_from=row.valid_from,
        replaced_at=row.replaced_at,
        deleted=False,
    )


def premises_state(premises: Premises) -> contracts.PremisesChanged:
    return contracts.PremisesChanged(
        id=premises.id,
        estate_id=premises.estate_id,
        kind=premises.kind,
        parent_id=premises.parent_id,
        code=premises.code,
        name=premises.name,
        path=premises.path,
        deleted=False,
    )


def price_state(row: PriceItem) -> contracts.PriceItemChanged:
    return contracts.PriceItemChanged(
        id=row.id,
        estate_id=row.estate_id,
        item_id=row.item_id,
        category=row.category,
        name=row.name,
        unit=row.unit,
        price_fen=row.price_fen,
        note=row.note,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        deleted=False,
    )


def duty_state(duty: Duty) -> contracts.DutyChanged:
    return contracts.DutyChanged(
        id=duty.id,
        estate_id=duty.estate_id,
        post=duty.post,
        staff_id=duty.staff_id,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        deleted=duty.removed_at is not None,
    )


def reporter_state(reporter: Reporter) -> contracts.TicketReporterChanged:
    return contracts.TicketReporterChanged(
        id=reporter.id,
        estate_id=reporter.estate_id,
        ticket_id=reporter.ticket_id,
        customer_id=reporter.customer_id,
        status_url=reporter_url(reporter),
        deleted=False,
    )


def customer_state(customer: Customer) -> contracts.CustomerChanged:
    return contracts.CustomerChanged(
        id=customer.id,
        estate_id=customer.estate_id,
        unit_id=customer.unit_id,
        unit_path=customer.unit_path,
        kind=customer.kind,
        name=customer.name,
        phone=customer.phone,
        email=customer.email,
        language=customer.language,
        channels=customer.channels,
        key_customer=customer.key_customer,
        moved_in_on=customer.moved_in_on,
        moved_out_on=customer.moved_out_on,
        merged_into_id=customer.merged_into_id,
        other_phone=customer.other_phone,
        preferences=customer.preferences,
        deleted=customer.erased_at is not None,
    )


def erased_event(erasure: Erasure) -> contracts.CustomerErased:
    return contracts.CustomerErased(
        customer_id=erasure.id,
        estate_id=erasure.estate_id,
        member_ids=list(map(UUID, erasure.member_ids)),
        ticket_ids=list(map(UUID, erasure.ticket_ids)),
        told_ids=list(map(UUID, erasure.told_ids)),
        at=erasure.erased_at,
    )


def member_state(member: Member) -> contracts.MemberChanged:
    return contracts.MemberChanged(
        id=member.id,
        estate_id=member.estate_id,
        customer_id=member.customer_id,
        name=member.name,
        phone=member.phone,
        relation=member.relation,
        committee_role=member.committee_role,
        since=member.since,
        until=member.until,
        deleted=member.erased_at is not None,
    )


def staff_state(staff: Staff) -> contracts.StaffChanged:
    return contracts.StaffChanged(
        id=staff.id,
        username=staff.username,
        name=staff.name,
        roles=staff.roles,
        team=staff.team,
        estates=as_ids(staff.estates),
        email=staff.email,
        phone=staff.phone,
        language=staff.language,
        active=staff.active,
        sessions_valid_from=staff.sessions_valid_from,
        deleted=False,
    )


def absence_state(absence: Absence) -> contracts.AbsenceChanged:
    return contracts.AbsenceChanged(
        id=absence.id,
        staff_id=absence.staff_id,
        first_day=absence.first_day,
        last_day=absence.last_day,
        deleted=absence.removed_at is not None,
    )


def api_client_state(client: ApiClient) -> contracts.ApiClientChanged:
    return contracts.ApiClientChanged(
        id=client.id,
        name=client.name,
        scopes=client.scopes,
        estates=as_ids(client.estates),
        active=client.active,
        tokens_valid_from=client.tokens_valid_from,
        deleted=False,
    )
