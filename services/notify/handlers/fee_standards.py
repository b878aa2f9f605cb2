"""Changing the fee standards (C3.1): one is never altered, its successor counts from its day on."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.fee_categories import check_estate
from services.notify.models import FeeStandard
from shared import audit, clock, outbox
from shared.attachments import AttachmentStore
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing
from shared.ids import new_id

DOCUMENT = "document"
LONGEST_FILE_NAME = 200


class StandardReplaced(DomainError):
    message = N_("This standard has a successor already, or has ended. Reload the page and change that one.")


def add_standard(session: Session, *, estate_id: UUID, **facts: Any) -> FeeStandard:
    """What a fee is from its day on; ``facts`` as of ``replace_standard``. Raises ``Invalid``."""
    check_estate(session, estate_id)
    return _approved(session, estate_id, new_id(), facts, None)


def replace_standard(session: Session, *, standard_id: UUID, **facts: Any) -> FeeStandard:
    """Another price, or another basis, of the same fee: ``name``, ``price_fen``, ``unit``, ``basis``, ``note``,
    ``valid_from``, and the ``document`` with its ``document_name``; without one the document stays.

    Raises ``NotFound``, ``StandardReplaced``, ``Invalid``.
    """
    old = _standing(session, standard_id)
    begins = _begins(session, facts.get("valid_from"))
    if begins < old.valid_from:
        raise Invalid({"valid_from": [N_("The standard before it begins later than this day.")]})
    old.valid_until = begins
    audit.record(session, "fee_standard.replace", old)
    return _approved(session, old.estate_id, old.standard_id, facts, old)


def end_standard(session: Session, *, standard_id: UUID) -> FeeStandard:
    """Nobody pays this fee from today on. Raises ``NotFound``, ``StandardReplaced``."""
    row = _standing(session, standard_id)
    row.valid_until = max(clock.today(settings_of(session).site_zone), row.valid_from)
    audit.record(session, "fee_standard.end", row)
    _announce(session, contracts.FeeStandardEnded, row)
    return row


def _approved(
    session: Session, estate_id: UUID, standard_id: UUID, facts: Mapping[str, Any], old: FeeStandard | None
) -> FeeStandard:
    names = ("name", "price_fen", "unit", "basis", "note")
    row = FeeStandard(
        estate_id=estate_id,
        standard_id=standard_id,
        valid_from=_begins(session, facts.get("valid_from")),
        approved_by=actor_of(session).name,
        approved_at=clock.now(),
        **_document(session, facts, old),
        **{name: facts[name] for name in names},
    )
    session.add(row)
    audit.record(session, "fee_standard.approve", row)
    _announce(session, contracts.FeeStandardApproved, row)
    return row


def _document(session: Session, facts: Mapping[str, Any], old: FeeStandard | None) -> dict[str, Any]:
    """Raises ``Invalid`` for what is no document."""
    if content := facts.get(DOCUMENT):
        kept = AttachmentStore(settings_of(session).attachments).save_any(BytesIO(content), DOCUMENT)
        name = "".join(filter(str.isprintable, facts.get("document_name", "")))[:LONGEST_FILE_NAME]
        return {"document": kept.key, "document_name": name, "document_type": kept.content_type}
    if old is None:
        return {"document": None, "document_name": "", "document_type": ""}
    return {name: getattr(old, name) for name in ("document", "document_name", "document_type")}


def _standing(session: Session, standard_id: UUID) -> FeeStandard:
    row = existing(session.get(FeeStandard, standard_id))
    if row.valid_until is not None:
        raise StandardReplaced
    return row


def _begins(session: Session, valid_from: date | None) -> date:
    return valid_from or clock.today(settings_of(session).site_zone)


def _announce(session: Session, event: type[contracts.FeeStandardEvent], row: FeeStandard) -> None:
    names = ("estate_id", "standard_id", "name", "price_fen", "unit", "basis", "note", "valid_from", "valid_until")
    told = {name: getattr(row, name) for name in names}
    outbox.add(session, event(id=row.id, **told, by=actor_of(session).name, at=clock.now()), row)
