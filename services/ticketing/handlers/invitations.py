"""The person chooses the password, by a link that works once, within seven days; a newer link ends the older ones.

No event carries the link: every subscriber could read it there.
"""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from services.ticketing import config
from services.ticketing.handlers.grants import check_grant
from services.ticketing.handlers.sessions import end_sessions, start_sign_in
from services.ticketing.handlers.state_events import staff_state
from services.ticketing.models import INVITATION_DAYS, INVITATION_LASTS, Invitation, LinkState, SignIn, Staff
from services.ticketing.models.estate_lists import as_ids
from services.ticketing.models.passwords import hashed
from shared import audit, clock, outbox, signed_links
from shared.actors import staff_actor
from shared.db import act_as, actor_of
from shared.errors import N_, DomainError, existing

PURPOSE = "staff-invitation"


class LinkSpent(DomainError):
    """The link cannot be used; the message says why, and what to do."""

    messages = {  # noqa: RUF012 - read only
        LinkState.USED: N_("This link has been used already. Sign in with the password that you chose then."),
        LinkState.REPLACED: N_("A newer link has been made for you; only that one works."),
        LinkState.EXPIRED: N_("This link was valid for 7 days and has expired. Ask for a new one."),
        LinkState.DEACTIVATED: N_("This account has been deactivated."),
    }

    def __init__(self, state: LinkState) -> None:
        self.message = self.messages[state]
        super().__init__()


class HasLeft(DomainError):
    message = N_("This account has been deactivated; take the person on again first.")


class YourOwnAccount(DomainError):
    message = N_("Change your own password on the page of your account.")


def invite(session: Session, *, staff_id: UUID) -> tuple[Invitation, str]:
    """A link by which the person chooses a password; the one of before, and every sign-in with it, ends now.

    Raises ``NotFound``, ``BeyondYourRights``, ``HasLeft``, ``YourOwnAccount``.
    """
    staff = existing(session.get(Staff, staff_id))
    check_grant(session, staff.roles, as_ids(staff.estates))
    if not staff.active:
        raise HasLeft
    if actor_of(session).id == staff.id:
        raise YourOwnAccount
    end_links(session, staff.id)
    if staff.password_hash is None:
        audit.record(session, "staff.invite", staff)
    else:
        staff.password_hash = None
        end_sessions(session, staff)
        audit.record(session, "staff.reset_password", staff)
        outbox.add(session, staff_state(staff), staff)
    now = clock.now()
    expires_at = now + INVITATION_LASTS
    link = Invitation(staff=staff, invited_by=actor_of(session).name, invited_at=now, expires_at=expires_at)
    session.add(link)
    return link, _address(session, link)


def choose_password(session: Session, *, token: str, password: str) -> tuple[SignIn, str]:
    """The person behind the link chooses, and is signed in: the sign-in and its secret.

    Raises ``NotFound``, ``LinkSpent``, ``Invalid``.
    """
    link = existing(invitation_of(session, token, locked=True))
    now, staff = clock.now(), link.staff
    if (state := link.state_at(now)) is not LinkState.OPEN:
        raise LinkSpent(state)
    staff.password_hash = hashed(password)
    act_as(session, staff_actor(staff))
    end_sessions(session, staff)
    audit.record(session, "staff.choose_password", staff)
    link.used_at = now
    outbox.add(session, staff_state(staff), staff)
    return start_sign_in(session, staff, now)


def invitation_of(session: Session, token: str, *, locked: bool = False) -> Invitation | None:
    """The invitation behind the link, with its account; None when the link is forged or long out of date."""
    secret_key = config.settings_of(session).secret_key
    key = signed_links.subject_of(secret_key, PURPOSE, token, days=INVITATION_DAYS * 10)
    found = select(Invitation).where(Invitation.id == key).options(joinedload(Invitation.staff, innerjoin=True))
    return session.scalars(found.with_for_update(of=Invitation) if locked else found).first()


def end_links(session: Session, staff_id: UUID) -> None:
    """None of the account's links that were not used works any more."""
    living = (Invitation.staff_id == staff_id, Invitation.used_at.is_(None), Invitation.ended_at.is_(None))
    with session.no_autoflush:
        session.execute(update(Invitation).where(*living).values(ended_at=clock.now()))


def _address(session: Session, link: Invitation) -> str:
    settings = config.settings_of(session)
    return f"{settings.public_url}/ticketing/invitation/{signed_links.token_for(settings.secret_key, PURPOSE, link.id)}"
