"""Keep the times without anybody at the hotline that were told"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from services.ticketing.models import next_check_at
from shared.ids import new_id

revision = "ticketing_0071"
down_revision = "ticketing_0070"
branch_labels = None
depends_on = None

SITE_ZONE = ZoneInfo(
    "Asia/Shanghai"
)  # the setting's default; only the first look at an older estate's roster is due by it


def upgrade() -> None:
    op.create_table(
        "hotline_gap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_hotline_gap_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotline_gap")),
    )
    op.create_index("ix_hotline_gap_estate_id_ended_at", "hotline_gap", ["estate_id", "ended_at"], unique=False)
    _promise_the_first_look()


def _promise_the_first_look() -> None:
    """For the estates that are there; later ones get theirs when they are made."""
    times = [sa.column(name, sa.DateTime(timezone=True)) for name in ("due_at", "fires_at")]
    deadline = sa.table(
        "deadline",
        sa.column("id", sa.Uuid()),
        *times,
        sa.column("kind"),
        sa.column("subject", sa.Uuid()),
        sa.column("payload", sa.JSON()),
        sa.column("state"),
        sa.column("attempts"),
    )
    connection, due_at = op.get_bind(), next_check_at(datetime.now(UTC), SITE_ZONE)
    estates = connection.execute(sa.select(sa.column("id", sa.Uuid())).select_from(sa.table("estate"))).scalars().all()
    rest = {"kind": "hotline.check", "payload": {}, "state": "pending", "attempts": 0}
    rows = [{"id": new_id(), "due_at": due_at, "fires_at": due_at, "subject": estate, **rest} for estate in estates]
    if rows:
        connection.execute(sa.insert(deadline), rows)
