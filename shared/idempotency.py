"""Answers that were given to requests with an ``Idempotency-Key``, kept in the transaction of their effect."""

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db import MechanismBase


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
