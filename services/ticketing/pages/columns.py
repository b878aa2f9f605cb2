"""What the files of the front desk's lists hold, column by column."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext

from services.ticketing import queries
from services.ticketing.models import (
    ApiClient,
    Category,
    Commitment,
    Customer,
    Duty,
    Emptying,
    Language,
    NeedsDigest,
    Premises,
    PriceItem,
    QuoteLine,
    Staff,
    Ticket,
)
from services.ticketing.queries import Margin, SpecialDay
from shared.errors import N_
from shared.phones import spoken
from shared.web import db
from shared.web.display import label, masked_phone, may
from shared.web.exports import Column

LANGUAGES = {Language.ZH: "中文", Language.EN: "English"}


def of_tickets() -> list[Column[Ticket]]:
    """Phone numbers are whole for who may export residents, else as the list shows them."""
    estates = _estates()
    return [
        Column(N_("Number"), lambda row: row.number),
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Kind"), lambda row: _word(row.kind)),
        Column(N_("Area"), lambda row: _word(row.area)),
        Column(N_("Category"), lambda row: row.category),
        Column(N_("Urgency"), lambda row: _word(row.tier)),
        Column(N_("Title"), lambda row: row.title),
        Column(N_("Details"), lambda row: row.description),
        Column(N_("Channel"), lambda row: _word(row.channel)),
        Column(N_("Place"), lambda row: row.unit_path or gettext("Public area")),
        Column(N_("Household"), lambda row: row.customer.name if row.customer else None),
        Column(N_("Name of the caller"), lambda row: row.reporter_name),
        Column(N_("Phone"), lambda row: _phone(row.reporter_phone or (row.customer.phone if row.customer else ""))),
        Column(N_("State"), lambda row: gettext("Merged") if row.merged_into_id else _word(row.status)),
        Column(N_("Team"), lambda row: _word(row.team)),
        Column(N_("With"), lambda row: row.assignee.name if row.assignee else None),
        Column(N_("Due"), lambda row: row.due_at),
        Column(N_("Filed"), lambda row: row.opened_at),
        Column(N_("Acknowledged"), lambda row: row.acknowledged_at),
        Column(N_("Arrived"), lambda row: row.arrived_at),
        Column(N_("Resolved"), lambda row: row.resolved_at),
        Column(N_("What was done"), lambda row: row.resolution or row.decline_reason),
        Column(N_("Resident answered"), lambda row: row.answered_at),
        Column(N_("Answer to the resident"), lambda row: row.answer),
        Column(N_("Closed"), lambda row: row.closed_at),
        Column(N_("Times reopened"), lambda row: row.reopened),
    ]


def of_households() -> list[Column[Customer]]:
    estates = _estates()
    return [
        Column(N_("Name"), lambda row: row.name),
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Unit"), lambda row: row.unit_path),
        Column(N_("Kind"), lambda row: _word(row.kind)),
        Column(N_("Phone"), lambda row: spoken(row.phone)),
        Column(N_("E-mail"), lambda row: row.email),
        Column(N_("Language"), lambda row: LANGUAGES[row.language]),
        Column(N_("Told by"), lambda row: gettext(", ").join(map(label, row.channels))),
        Column(N_("Key customer"), lambda row: gettext("yes") if row.key_customer else None),
        Column(N_("Moved in"), lambda row: row.moved_in_on),
        Column(N_("Moved out"), lambda row: row.moved_out_on),
    ]


def of_premises() -> list[Column[Premises]]:
    estates = _estates()
    return [
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Kind"), lambda row: _word(row.kind)),
        Column(N_("Name"), lambda row: row.name),
        Column(N_("Full label"), lambda row: row.path),
    ]


def of_staff() -> list[Column[Staff]]:
    estates = {str(key): name for key, name in _estates().items()}
    return [
        Column(N_("Name"), lambda row: row.name),
        Column(N_("User name"), lambda row: row.username),
        Column(N_("Roles"), lambda row: gettext(", ").join(map(label, row.roles))),
        Column(N_("Team"), lambda row: _word(row.team)),
        Column(N_("Estates"), lambda row: _of_estates(row, estates)),
        Column(N_("E-mail"), lambda row: row.email),
        Column(N_("Phone"), lambda row: spoken(row.phone) if row.phone else None),
        Column(N_("Active"), lambda row: gettext("yes") if row.active else gettext("no")),
    ]


def of_emptyings() -> list[Column[Emptying]]:
    estates = _estates()
    return [
        Column(N_("Estate"), lambda row: estates.get(row.estate_id)),
        Column(N_("Paper box"), lambda row: row.box.place),
        Column(N_("Emptied"), lambda row: row.emptied_at),
        Column(N_("Emptied by"), lambda row: row.emptied_by),
        Column(N_("Letters"), lambda row: row.letters),
        Column(N_("Letters keyed in"), lambda row: row.keyed),
    ]


CATEGORIES: list[Column[Category]] = [
    Column(N_("Kind"), lambda row: _word(row.kind)),
    Column(N_("Name"), lambda row: row.name),
    Column(N_("Name in English"), lambda row: row.name_en),
    Column(N_("Team"), lambda row: _word(row.team)),
    Column(N_("Urgency"), lambda row: _word(row.tier)),
]
NEEDS: list[Column[NeedsDigest]] = [
    Column(N_("Team"), lambda row: _word(row.team) or gettext("Nobody")),
    Column(N_("Week begins"), lambda row: row.starts_at),
    Column(N_("Week ends"), lambda row: row.ends_at),
    Column(N_("Requests"), lambda row: row.asked),
    Column(N_("Complaints"), lambda row: row.complaints),
    Column(N_("Repairs"), lambda row: row.repairs),
    Column(N_("Suggestions"), lambda row: row.suggestions),
    Column(N_("Enquiries"), lambda row: row.enquiries),
    Column(N_("Praise"), lambda row: row.praise),
    Column(N_("Still open"), lambda row: row.open),
    Column(N_("Late"), lambda row: row.late),
    Column(N_("Repeated"), lambda row: row.repeated),
    Column(N_("What the team changes"), lambda row: row.adjustment),
    Column(N_("Recorded by"), lambda row: row.adjusted_by),
    Column(N_("Recorded"), lambda row: row.adjusted_at),
]
PRICES: list[Column[PriceItem]] = [
    Column(N_("Category"), lambda row: row.category),
    Column(N_("Item"), lambda row: row.name),
    Column(N_("Unit of measure"), lambda row: row.unit),
    Column(N_("Price in yuan"), lambda row: Decimal(row.price_fen) / 100),
    Column(N_("Note"), lambda row: row.note),
    Column(N_("In force since"), lambda row: row.valid_from),
    Column(N_("In force until"), lambda row: row.valid_until),
    Column(N_("Approved by"), lambda row: row.approved_by),
    Column(N_("Approved"), lambda row: row.approved_at),
]
MARGINS: list[Column[Margin]] = [
    Column(N_("Item"), lambda row: row.name or gettext("Parts and labour without an item")),
    Column(N_("Jobs charged"), lambda row: row.jobs),
    Column(N_("Income"), lambda row: Decimal(row.income_fen) / 100),
    Column(N_("Cost of parts"), lambda row: Decimal(row.parts_fen) / 100),
    Column(N_("Cost of labour"), lambda row: Decimal(row.labour_fen) / 100),
    Column(N_("Margin"), lambda row: Decimal(row.margin_fen) / 100),
    Column(N_("Margin in percent"), lambda row: None if row.percent is None else Decimal(str(row.percent))),
    Column(N_("Lines without a cost"), lambda row: row.untold),
]
CHARGED: list[Column[QuoteLine]] = [
    Column(N_("Ticket"), lambda row: row.quote.ticket.number),
    Column(N_("Place"), lambda row: row.quote.ticket.unit_path),
    Column(N_("Day"), lambda row: row.quote.settled_on),
    Column(N_("Line"), lambda row: row.name),
    Column(N_("Kind"), lambda row: _word(row.kind)),
    Column(N_("Quantity"), lambda row: Decimal(row.hundredths) / 100),
    Column(N_("Unit of measure"), lambda row: row.unit),
    Column(N_("Price"), lambda row: Decimal(row.price_fen) / 100),
    Column(N_("Income"), lambda row: Decimal(row.amount_fen) / 100),
    Column(N_("Cost"), lambda row: None if row.cost_amount_fen is None else Decimal(row.cost_amount_fen) / 100),
]
COMMITMENTS: list[Column[Commitment]] = [
    Column(N_("Kind"), lambda row: _word(row.kind)),
    Column(N_("Area"), lambda row: _word(row.area)),
    Column(N_("Urgency"), lambda row: _word(row.tier)),
    Column(N_("Clock"), lambda row: _word(row.clock)),
    Column(N_("Minutes"), lambda row: row.minutes),
    Column(N_("Promised"), lambda row: None if row.minutes else gettext("the same day, or at the time agreed")),
    Column(N_("Runs"), lambda row: _word(row.calendar)),
    Column(N_("Clause"), lambda row: row.clause),
    Column(N_("In force since"), lambda row: row.valid_from),
]
SPECIAL_DAYS: list[Column[SpecialDay]] = [
    Column(N_("Day"), lambda row: row.day),
    Column(N_("Kind"), lambda row: gettext("Works") if row.working else gettext("Day off")),
    Column(N_("Why"), lambda row: row.note or row.name),
    Column(N_("Decided by the estate"), lambda row: gettext("yes") if row.changed else None),
]
API_CLIENTS: list[Column[ApiClient]] = [
    Column(N_("Name"), lambda row: row.name),
    Column(N_("May"), lambda row: gettext(", ").join(map(label, row.scopes))),
    Column(N_("Until"), lambda row: row.expires_at),
    Column(N_("Active"), lambda row: gettext("yes") if row.active else gettext("no")),
]
DUTIES: list[Column[Duty]] = [
    Column(N_("Post"), lambda row: _word(row.post)),
    Column(N_("Member of staff"), lambda row: row.staff.name),
    Column(N_("Begins"), lambda row: row.starts_at),
    Column(N_("Ends"), lambda row: row.ends_at),
]


def _word(value: StrEnum | None) -> str | None:
    return None if value is None else label(value)


def _phone(phone: str) -> str | None:
    if not phone:
        return None
    return spoken(phone) if may("people.export") else masked_phone(phone)


def _estates() -> Mapping[UUID, str]:
    return {row.id: row.name for row in queries.estates(db())}


def _of_estates(member: Staff, names: Mapping[str, str]) -> str:
    if member.estates is None:
        return str(gettext("All estates"))
    return str(gettext(", ")).join(names[key] for key in member.estates if key in names)
