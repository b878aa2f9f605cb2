"""Answers that were given to requests with an ``Idempotency-Key``, kept in the transaction of their effect."""

from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, Text, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared import clock
from shared.db import MechanismBase

KEPT_FOR = timedelta(days=2)


class StoredResponse(MechanismBase):
    """The answer to one key of one caller on one route; ``request_hash`` tells a repeat from a misuse."""

    __tablename__ = "stored_response"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    caller: Mapped[str] = mapped_column(Text, primary_key=True)
    route: Mapped[str] = mapped_column(Text, primary_key=True)
    request_hash: Mapped[str] = mapped_column(Text)
    status: Mapped[int]
    content_type: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)


def forget_old(session: Session) -> None:
    """A request that is sent again after two days is a new one."""
    session.execute(delete(StoredResponse).where(StoredResponse.created_at < clock.now() - KEPT_FOR))
