"""Who may sign in and what they may do, as every service's tables tell it: ticketing's own, and the others' copies."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db import Identified


class StaffRights(Identified):
    """A member of staff; ``estates`` None means all of them. Sign-ins from before ``sessions_valid_from`` are void."""

    name: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]]
    estates: Mapped[list[str] | None]
    active: Mapped[bool]
    sessions_valid_from: Mapped[datetime]


class ClientRights(Identified):
    """Another system that may call the API; ``scopes`` are permissions, ``estates`` None means all of them."""

    name: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]]
    estates: Mapped[list[str] | None]
    active: Mapped[bool]
    tokens_valid_from: Mapped[datetime]
