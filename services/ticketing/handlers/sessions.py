"""Signing in and out; wrong passwords slow down further guesses for the account."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from services.ticketing.config import settings_of
from services.ticketing.models import SIGN_IN_LASTS, SignIn, SignInFailures, Staff
from services.ticketing.models.passwords import matches
from shared import clock, tokens
from shared.bulk import insert_new
from shared.db import actor_of
from shared.errors import N_, DomainError

WRONG_PASSWORD = N_("This is not your password.")
FREE_FAILURES = 5
LONGEST_BLOCK = timedelta(minutes=15)
FORGET_AFTER = timedelta(days=1)


class TooManyFailures(DomainError):
    """HTTP status 429."""

    status = 429
    message = N_("Too many wrong passwords. Try again in %(seconds)s seconds.")


def sign_in(session: Session, *, username: str, password: str) -> tuple[SignIn, str] | None:
    """The new sign-in and its secret, of which only a digest is kept; None when name or password is wrong.

    The failure is written as well, so the edge commits in either case. Raises ``TooManyFailures``.
    """
    now = clock.now()
    failures = session.get(SignInFailures, username, with_for_update=True)
    _refuse_blocked(failures, now)
    staff = session.scalars(select(Staff).where(Staff.username == username)).first()
    if not matches(password, staff.password_hash if staff and staff.active else None) or staff is None:
        _count_failure(session, failures, username, now)
        return None
    if failures is not None:
        session.delete(failures)
    return start_sign_in(session, staff, now)


def confirm_password(session: Session, *, password: str) -> bool:
    """Whether it is the own one of who acts; a wrong one counts as a failed sign-in, so that none is guessed here.

    Raises ``TooManyFailures``.
    """
    now, staff = clock.now(), session.get_one(Staff, actor_of(session).id)
    failures = session.get(SignInFailures, staff.username, with_for_update=True)
    _refuse_blocked(failures, now)
    if not matches(password, staff.password_hash):
        _count_failure(session, failures, staff.username, now)
        return False
    return True


def sign_in_external(session: Session, *, username: str, verified_email: str | None) -> tuple[SignIn, str] | None:
    """A sign-in for whom the company's identity provider vouches: by user name, or else by e-mail address.

    None when no active account here has either, or when several share the address.
    """
    active = select(Staff).where(Staff.active)
    staff = session.scalars(active.where(Staff.username == username)).first()
    if staff is None and verified_email:
        by_email = session.scalars(active.where(func.lower(Staff.email) == verified_email.lower()).limit(2)).all()
        staff = by_email[0] if len(by_email) == 1 else None
    return start_sign_in(session, staff, clock.now()) if staff else None


def renew(session: Session, *, secret: str) -> Staff | None:
    """The account to which a new session token may be given; None when the sign-in has ended."""
    living = select(SignIn).where(
        SignIn.secret_digest == _digest(secret), SignIn.revoked_at.is_(None), SignIn.expires_at > clock.now()
    )
    started = session.scalars(living.options(joinedload(SignIn.staff, innerjoin=True))).first()
    return started.staff if started and started.staff.active else None


def sign_out(session: Session, *, secret: str) -> None:
    """Ends the sign-in; ending it twice changes nothing."""
    started = session.scalars(select(SignIn).where(SignIn.secret_digest == _digest(secret))).first()
    if started is not None and started.revoked_at is None:
        started.revoked_at = clock.now()


def end_sessions(session: Session, staff: Staff) -> None:
    """Ends every sign-in of the account, here at once and in all services within seconds."""
    staff.sessions_valid_from = whole_second()
    living = update(SignIn).where(SignIn.staff_id == staff.id, SignIn.revoked_at.is_(None))
    with session.no_autoflush:
        session.execute(living.values(revoked_at=clock.now()))


def whole_second() -> datetime:
    """Tokens tell their time of issue in whole seconds, so what they are compared with must too."""
    return clock.now().replace(microsecond=0)


def session_token(session: Session, staff: Staff, proven_at: datetime | None = None) -> tuple[str, datetime]:
    """A fresh session token for the account, and when it expires.

    ``proven_at``: the person has just shown again who they are, as signing a statement asks for (A2.6).
    """
    return tokens.issue(
        settings_of(session).session_signing_key,
        subject=staff.id,
        name=staff.name,
        roles=staff.roles,
        estates=staff.estates,
        language=staff.language,
        proven_at=proven_at,
    )


def start_sign_in(session: Session, staff: Staff, now: datetime) -> tuple[SignIn, str]:
    """The new sign-in and its secret, for whom the caller vouches."""
    session.execute(delete(SignIn).where(SignIn.expires_at < now))
    secret = secrets.token_urlsafe(32)
    started = SignIn(staff=staff, secret_digest=_digest(secret), started_at=now, expires_at=now + SIGN_IN_LASTS)
    session.add(started)
    return started, secret


def _first_failure(session: Session, username: str, now: datetime) -> SignInFailures:
    """The row, locked; another guess at the same moment may have written it just now."""
    insert_new(session, SignInFailures, [{"username": username, "count": 0, "last_at": now}], SignInFailures.username)
    return session.get_one(SignInFailures, username, with_for_update=True)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def _refuse_blocked(failures: SignInFailures | None, now: datetime) -> None:
    if failures and failures.blocked_until and failures.blocked_until > now:
        raise TooManyFailures(seconds=int((failures.blocked_until - now).total_seconds()) + 1)


def _count_failure(session: Session, failures: SignInFailures | None, username: str, now: datetime) -> None:
    """From the fifth failure on each doubles the wait: 2 s, 4 s … 15 min."""
    if failures is None:
        session.execute(delete(SignInFailures).where(SignInFailures.last_at < now - FORGET_AFTER))
        failures = _first_failure(session, username, now)
    failures.count += 1
    failures.last_at = now
    if failures.count >= FREE_FAILURES:
        wait = timedelta(seconds=2 ** min(failures.count - FREE_FAILURES + 1, 12))
        failures.blocked_until = now + min(wait, LONGEST_BLOCK)
