"""Reminding named households to pay (C3): each is told its own amount; collecting the money is not ours."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.fee_categories import check_estate
from services.notify.handlers.mass_messages import Call, tell_many
from services.notify.handlers.message_templates import frame_for
from services.notify.handlers.routes import has_moved_out
from services.notify.handlers.statement_file import fen_of
from services.notify.handlers.wording import Voice, Words, fee_reminder
from services.notify.models import MOST_REMINDED, Customer, Estate, FeeReminder
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, Invalid
from shared.file_problems import FileRefused, Problem, Problems, refusal
from shared.file_tables import Column, Form, Table, Unfit, read_table, words_in
from shared.workbook_reader import Row, read_sheets

DEBTS = Form(
    ("欠费", "Amounts due"),
    (
        Column("unit", ("房号", "Unit"), 100),
        Column("name", ("姓名", "Name"), 80, required=False),
        Column("amount", ("金额（元）", "Amount in yuan", "金额"), 20),
    ),
)
NOBODY = N_("No household is named.")
NOBODY_THERE = N_("No household lives there, or none of this name.")
SEVERAL = N_("Several households live there: name the one that pays.")
TWICE = N_("This household stands in an earlier row already.")
TOO_MANY = N_("At most %(most)s households can be reminded at once.")


def remind_to_pay(
    session: Session, *, estate_id: UUID, period: str, pay_by: date, how: str, file: BinaryIO
) -> FeeReminder:
    """Each household of the Excel file is told what it has to pay, by when and how; all of them or nobody.

    Raises ``Invalid``, and ``FileRefused`` with every problem of the file.
    """
    estate = check_estate(session, estate_id)
    if pay_by < clock.today(settings_of(session).site_zone):
        raise Invalid({"pay_by": [N_("This day is over already.")]})
    debts = _read(session, estate_id, file)
    actor = actor_of(session)
    row = FeeReminder(
        estate_id=estate_id,
        period=period,
        pay_by=pay_by,
        how=how,
        households=len(debts),
        total_fen=sum(debts.values()),
        sent_by=actor.name,
        sent_at=clock.now(),
    )
    session.add(row)
    audit.record(session, "fee_reminder.send", row)
    _tell(session, row, estate, debts)
    return row


def _tell(session: Session, row: FeeReminder, estate: Estate, debts: dict[Customer, int]) -> None:
    names = ("estate_id", "period", "pay_by", "households", "total_fen")
    told: dict[str, Any] = {name: getattr(row, name) for name in names}
    event = contracts.FeeReminderSent(reminder_id=row.id, **told, by=row.sent_by, at=row.sent_at)
    call = Call(
        event_id=outbox.add(session, event, row),
        event=contracts.FeeReminderSent.key,
        estate_id=row.estate_id,
        subject=str(row.id),
        reference=row.period,
        link=f"{settings_of(session).public_url}/notify/board/{estate.code}/fees",
        urgent=False,
        for_everybody=True,  # what a household owes it is told, whatever notices it wants
    )

    zone = settings_of(session).site_zone
    voices = {language: Voice(language, zone, row.sent_at, estate.name) for language in {one.language for one in debts}}
    frames = {language: frame_for(session, call.event, voice) for language, voice in voices.items()}

    def words(household: Customer, _message_id: UUID) -> Words:
        voice = voices[household.language]
        facts = {"name": household.name, "link": call.link, "number": row.period}
        return frames[household.language].around(fee_reminder(row, debts[household], voice), voice, **facts)

    session.flush()
    tell_many(session, call, list(debts), words)


def _read(session: Session, estate_id: UUID, file: BinaryIO) -> dict[Customer, int]:
    """Raises ``FileRefused``."""
    sheet = next((sheet for sheet in read_sheets(file) if sheet.rows), None)
    if sheet is None:
        raise refusal(NOBODY)
    problems = Problems()
    table = read_table(sheet, DEBTS, problems)
    if not problems.count and not 0 < len(table.rows) <= MOST_REMINDED:
        problems.add(Problem(TOO_MANY if table.rows else NOBODY, {"most": MOST_REMINDED}, sheet.title))
    if problems.count:
        raise FileRefused(problems)
    debts = _debts(session, estate_id, table, problems)
    if problems.count:
        raise FileRefused(problems)
    return debts


def _debts(session: Session, estate_id: UUID, table: Table, problems: Problems) -> dict[Customer, int]:
    units = [str(row.cells[place.index]) for row in table.rows for place in table.places if place.column.key == "unit"]
    homes = _homes(session, estate_id, units)
    debts: dict[Customer, int] = {}
    for row in table.rows:
        values = _values(table, row, problems)
        if values is not None:
            _add(debts, homes, table, row, values, problems)
    return debts


def _add(
    debts: dict[Customer, int],
    homes: dict[str, list[Customer]],
    table: Table,
    row: Row,
    values: dict[str, Any],
    problems: Problems,
) -> None:
    place = next(place for place in table.places if place.column.key == "unit")
    name, there = values.get("name"), homes.get(values["unit"], [])
    meant = [household for household in there if name is None or household.name == name]
    message = NOBODY_THERE if not meant else SEVERAL if len(meant) > 1 else TWICE if meant[0] in debts else None
    if message is not None:
        problems.add(table.problem(row, place, message))
    else:
        debts[meant[0]] = values["amount"]


def _values(table: Table, row: Row, problems: Problems) -> dict[str, Any] | None:
    """None when a cell is not fit."""
    values: dict[str, Any] = {}
    before = problems.count
    for place in table.places:
        cell, column = row.cells[place.index], place.column
        try:
            if cell is not None or column.required:
                text = words_in(cell, column.longest)
                values[column.key] = fen_of(text, least=1) if column.key == "amount" else text
        except Unfit as error:
            problems.add(table.problem(row, place, error.message, **error.params))
    return values if problems.count == before else None


def _homes(session: Session, estate_id: UUID, units: Sequence[str]) -> dict[str, list[Customer]]:
    """Who lives in these units now, by the unit's label."""
    found: dict[str, list[Customer]] = {}
    for household in _households(session, estate_id, sorted(set(units))):
        if not has_moved_out(settings_of(session), household):
            found.setdefault(household.unit_path or "", []).append(household)
    return found


def _households(session: Session, estate_id: UUID, units: Sequence[str]) -> Iterable[Customer]:
    here = select(Customer).where(Customer.estate_id == estate_id, Customer.merged_into_id.is_(None))
    for begin in range(0, len(units), 500):
        yield from session.scalars(here.where(Customer.unit_path.in_(units[begin : begin + 500])))
