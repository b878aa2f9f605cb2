"""The channels of an estate of its own, in place of those of the installation."""

from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.notify.models.base import Base
from services.notify.models.choices import EMAIL, SMS
from shared.audit import Audited
from shared.db import EstateOwned, Versioned

WEB_HOOKS = frozenset({"json", "jsons", "form", "forms", "xml", "xmls"})
SCHEMES = {
    EMAIL: frozenset({"mailto", "mailtos"}),
    SMS: frozenset({"smsgate", "smsgates"}) | WEB_HOOKS,
    "wecom": frozenset({"wecombot"}),
    "dingtalk": frozenset({"dingtalk"}),
    "feishu": frozenset({"feishu", "lark"}),
    "webhook": WEB_HOOKS,
}
LONGEST_URL = 1000


class EstateChannel(Versioned, EstateOwned, Audited, Base):
    """``url`` is apprise's and may hold a password: it is shown to nobody, and stands in no audit row."""

    __tablename__ = "estate_channel"
    __table_args__ = (UniqueConstraint("estate_id", "channel"),)

    estate_id: Mapped[UUID] = mapped_column()
    channel: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
