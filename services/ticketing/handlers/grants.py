"""Nobody grants roles or estates beyond the own ones."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from shared.actors import Actor
from shared.db import actor_of
from shared.errors import N_, Forbidden, Invalid
from shared.permissions import COMPANY_WIDE, ROLES


class BeyondYourRights(Forbidden):
    message = N_("You can only grant roles and estates that you have yourself.")


def check_grant(session: Session, roles: Sequence[str], estates: Sequence[UUID] | None) -> None:
    """Raises ``Invalid`` for unknown roles, ``BeyondYourRights`` for what the actor may not grant."""
    if not roles or any(role not in ROLES for role in roles):
        raise Invalid({"roles": [N_("Choose at least one of the known roles.")]})
    if COMPANY_WIDE & set(roles) and not grants_all(actor_of(session)):
        raise BeyondYourRights
    check_estates(session, estates)


def check_estates(session: Session, estates: Sequence[UUID] | None) -> None:
    """Raises ``BeyondYourRights`` unless the actor works in all of ``estates`` (None: every one)."""
    actor = actor_of(session)
    if grants_all(actor) or actor.estates is None:
        return
    if estates is None or not actor.estates.issuperset(estates):
        raise BeyondYourRights


def grants_all(actor: Actor) -> bool:
    """Whether the actor may grant what it has not itself."""
    return actor.kind == "system" or bool(COMPANY_WIDE & actor.roles)
