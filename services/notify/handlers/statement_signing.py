"""The project lead signs (A2.6), and only what is signed comes to the board."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.notice_numbers import next_number
from services.notify.handlers.notice_publication import publish_notice
from services.notify.handlers.statement_events import announce_statement, public_statement
from services.notify.handlers.statements import statement_of
from services.notify.handlers.wording import statement_notice
from services.notify.models import (
    Audience,
    Estate,
    IllegalStatementStep,
    Notice,
    NoticeKind,
    NoticeState,
    Statement,
    StatementState,
)
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, DomainError, StaleVersion

ONLY_DRAFTS = N_("Only a draft is signed; this one is signed, published or discarded already.")
ONLY_SIGNED = N_("Only a signed statement is published, and only once.")


class NoSigningKey(DomainError):
    message = N_("Nothing can be signed here: the operator has set up no key for statements (STATEMENT_SIGNING_KEY).")


class NothingDeclared(DomainError):
    message = N_("The statement has no amount yet.")


class Unbalanced(DomainError):
    message = N_("The totals do not balance: the lines and the closing balance differ by %(difference)s yuan.")


class PeriodGoesOn(DomainError):
    message = N_("The period is not over yet.")


class NotAuthentic(DomainError):
    message = N_("The signature does not fit what the statement says now. Change it, and have it signed anew.")


def sign_statement(session: Session, *, statement_id: UUID, version: int) -> Statement:
    """Binds who acts to what they have read, which is ``version``; the edge has made sure that it is that person.

    Raises ``NotFound``, ``StaleVersion``, ``IllegalStatementStep``, ``NothingDeclared``, ``Unbalanced``,
    ``PeriodGoesOn``, ``NoSigningKey``.
    """
    statement, actor, settings = statement_of(session, statement_id), actor_of(session), settings_of(session)
    if statement.version != version:
        raise StaleVersion
    check_signable(session, statement)
    statement.estate_name = session.get_one(Estate, statement.estate_id).name
    statement.signed_by, statement.signed_by_id = actor.name, actor.id
    statement.signed_at = clock.now().replace(microsecond=0)
    statement.bind(settings.statement_signing_key)
    audit.record(session, "statement.sign", statement)
    announce_statement(session, contracts.StatementSigned, statement)
    session.flush()
    return statement


def check_signable(session: Session, statement: Statement) -> None:
    """Raises what ``sign_statement`` does."""
    settings = settings_of(session)
    if statement.state is not StatementState.DRAFT:
        raise IllegalStatementStep(ONLY_DRAFTS)
    if not statement.lines:
        raise NothingDeclared
    if missing := statement.missing_fen:
        raise Unbalanced(difference=f"{abs(missing) // 100:,}.{abs(missing) % 100:02}")
    if statement.ends_on >= clock.today(settings.site_zone):
        raise PeriodGoesOn
    if not settings.statement_signing_key:
        raise NoSigningKey


def publish_statement(session: Session, *, statement_id: UUID) -> Statement:
    """A notice of it is on the boards, and takes down that of what it corrects.

    Raises ``NotFound``, ``IllegalStatementStep``, ``NotAuthentic``.
    """
    statement = statement_of(session, statement_id)
    if statement.state is not StatementState.SIGNED:
        raise IllegalStatementStep(ONLY_SIGNED)
    if not statement.is_authentic(settings_of(session).statement_keys):
        raise NotAuthentic
    old = statement_of(session, statement.replaces_id) if statement.replaces_id else None
    notice = _notice(session, statement, old)
    statement.notice_id, statement.state = notice.id, StatementState.PUBLISHED
    audit.record(session, "statement.publish", statement)
    announce_statement(session, contracts.StatementPublished, statement)
    if old is not None:
        old.state = StatementState.REPLACED
        audit.record(session, "statement.replace", old)
    publish_notice(session, notice_id=notice.id)
    return statement


def _notice(session: Session, statement: Statement, old: Statement | None) -> Notice:
    """The lead's signature is its approval."""
    number = next_number(session, statement.estate_id)
    notice = Notice(
        estate_id=statement.estate_id,
        kind=NoticeKind.STATEMENT,
        state=NoticeState.APPROVED,
        number=number,
        places=[],
        place_paths=[],
        audience=Audience.EVERYBODY,
        on_paper=True,
        emergency_reason="",
        replaces_id=old.notice_id if old else None,
        drafted_by=statement.drafted_by,
        drafted_by_id=statement.drafted_by_id,
        approved_by=statement.signed_by,
        approved_at=statement.signed_at,
        files=[],
        **statement_notice(statement, public_statement(session, statement), settings_of(session).site_zone),
    )
    session.add(notice)
    audit.record(session, "notice.approve", notice)
    session.flush()
    return notice
