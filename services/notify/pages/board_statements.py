"""收支公示 for everybody: what was signed, beside the period before, and whether the signature holds (A2.6)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, url_for

from services.notify import queries
from services.notify.config import settings_of
from services.notify.handlers.wording import period_name
from services.notify.models import Estate, Statement, signatures
from services.notify.pages.board_cache import drawn_once
from services.notify.pages.statement_views import shown
from shared.errors import NotFound
from shared.web import PUBLIC, db, language_of_reader, qr_code, reads

board_statements = Blueprint("board_statements", __name__, url_prefix="/board/<estate_code>/statements")


@board_statements.get("")
@reads(PUBLIC)
def overview(estate_code: str) -> Any:
    estate = queries.estate_of_code(db(), estate_code)
    rows = queries.public_statements(db(), estate.id)
    seen = tuple((row.statement.id, row.statement.version, row.notice.version) for row in rows)
    told = {"estate": estate, "rows": rows, "period_of": _period}
    return drawn_once(estate, lambda: render_template("board_statements.html", **told), seen=seen)


@board_statements.get("/<uuid:statement_id>")
@reads(PUBLIC)
def one(estate_code: str, statement_id: UUID) -> Any:
    """The signature is checked anew for each reader."""
    estate, row, notice = _found(estate_code, statement_id)
    before = queries.statement_before(db(), row, public=True)
    view = shown(row, before)
    seen = (row.version, notice.version, view["authentic"], before.id if before else None, row.document())
    told = {"estate": estate, "notice": notice, "replaced_by": queries.correction(db(), row.id), **view}
    return drawn_once(estate, lambda: render_template("board_statement.html", **told), seen=seen)


@board_statements.get("/<uuid:statement_id>/document.json")
@reads(PUBLIC)
def document(estate_code: str, statement_id: UUID) -> Response:
    """What was signed, to the last byte."""
    _estate, row, _notice = _found(estate_code, statement_id)
    return _file(row.document(), "application/json", "document.json")


@board_statements.get("/<uuid:statement_id>/signature.bin")
@reads(PUBLIC)
def signature(estate_code: str, statement_id: UUID) -> Response:
    _estate, row, _notice = _found(estate_code, statement_id)
    return _file(signatures.as_bytes(row.signature or ""), "application/octet-stream", "signature.bin")


@board_statements.get("/<uuid:statement_id>/key.pem")
@reads(PUBLIC)
def key(estate_code: str, statement_id: UUID) -> Response:
    """The public half of the key with which it was signed."""
    _estate, row, _notice = _found(estate_code, statement_id)
    try:
        pem = signatures.as_pem(settings_of(db()).statement_keys, row.key_id or "")
    except LookupError as error:
        raise NotFound from error
    return _file(pem, "application/x-pem-file", "key.pem")


@board_statements.get("/<uuid:statement_id>/address.svg")
@reads(PUBLIC)
def address_code(estate_code: str, statement_id: UUID) -> Response:
    """For paper: residents read and verify it on their phones."""
    return qr_code(settings_of(db()).public_url + url_for(".one", estate_code=estate_code, statement_id=statement_id))


def _found(estate_code: str, statement_id: UUID) -> tuple[Estate, Statement, Any]:
    estate = queries.estate_of_code(db(), estate_code)
    found = queries.public_statement(db(), estate.id, statement_id)
    return estate, found.statement, found.notice


def _file(content: bytes, content_type: str, name: str) -> Response:
    answer = Response(content, content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _period(row: Statement) -> str:
    return period_name(row.begins_on, row.ends_on, language_of_reader())
