"""Other systems that call the JSON API of the four services."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from services.ticketing.models.base import Base
from shared.audit import Audited
from shared.db import Versioned
from shared.directory import ClientRights

TOKEN_LASTS = timedelta(days=365)


class ApiClient(ClientRights, Versioned, Audited, Base):
    """A system with a token of its own. ``scopes`` are permissions; ``estates`` are ids as text, None for all."""

    __tablename__ = "api_client"

    name: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
