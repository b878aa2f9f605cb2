"""Changing the price list (C2.2): a price is never altered, its successor counts from its day on."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.handlers.state_events import price_state
from services.ticketing.models import Estate, PriceItem
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing
from shared.ids import new_id


class PriceReplaced(DomainError):
    message = N_("This price has a successor already, or was withdrawn. Reload the page and change that one.")


def add_price(
    session: Session,
    *,
    estate_id: UUID,
    category: str,
    name: str,
    unit: str,
    price_fen: int,
    cost_fen: int | None = None,
    note: str = "",
    valid_from: date | None = None,
) -> PriceItem:
    """A new item of the price list, from today or a later day. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    facts: dict[str, object] = {"category": category, "name": name, "unit": unit, "price_fen": price_fen}
    facts |= {"note": note, "cost_fen": cost_fen}
    return _approved(
        session, estate_id, new_id(), _begins(session, valid_from), facts | {"note": note, "cost_fen": cost_fen}
    )


def replace_price(
    session: Session,
    *,
    price_id: UUID,
    category: str,
    name: str,
    unit: str,
    price_fen: int,
    cost_fen: int | None = None,
    note: str = "",
    valid_from: date | None = None,
) -> PriceItem:
    """Another price of the same item; the old one counts until then.

    Raises ``NotFound``, ``PriceReplaced``, ``Invalid``.
    """
    old, begins = _standing(session, price_id), _begins(session, valid_from)
    if begins < old.valid_from:
        raise Invalid({"valid_from": [N_("The price before it begins later than this day.")]})
    old.valid_until = begins
    audit.record(session, "price.replace", old)
    outbox.add(session, price_state(old), old)
    facts: dict[str, object] = {"category": category, "name": name, "unit": unit, "price_fen": price_fen}
    facts |= {"note": note, "cost_fen": cost_fen}
    return _approved(session, old.estate_id, old.item_id, begins, facts)


def withdraw_price(session: Session, *, price_id: UUID) -> PriceItem:
    """The item is no longer offered from today on. Raises ``NotFound``, ``PriceReplaced``."""
    row = _standing(session, price_id)
    row.valid_until = max(_today(session), row.valid_from)
    audit.record(session, "price.withdraw", row)
    outbox.add(session, price_state(row), row)
    return row


def _approved(session: Session, estate_id: UUID, item_id: UUID, begins: date, facts: dict[str, object]) -> PriceItem:
    row = PriceItem(
        estate_id=estate_id,
        item_id=item_id,
        valid_from=begins,
        approved_by=actor_of(session).name,
        approved_at=clock.now(),
        **facts,
    )
    session.add(row)
    audit.record(session, "price.approve", row)
    outbox.add(session, price_state(row), row)
    return row


def _standing(session: Session, price_id: UUID) -> PriceItem:
    row = existing(session.get(PriceItem, price_id))
    if row.valid_until is not None:
        raise PriceReplaced
    return row


def _begins(session: Session, valid_from: date | None) -> date:
    """Nobody has been asked a price of days gone by."""
    today = _today(session)
    if valid_from is not None and valid_from < today:
        raise Invalid({"valid_from": [N_("A price cannot begin in the past.")]})
    return valid_from or today


def _today(session: Session) -> date:
    return clock.today(config.settings_of(session).site_zone)
