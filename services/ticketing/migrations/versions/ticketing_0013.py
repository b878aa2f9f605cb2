"""Sum up the weekly needs"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from services.ticketing.models.needs import next_digest_at
from shared.ids import new_id

revision = "ticketing_0013"
down_revision = "ticketing_0012"
branch_labels = None
depends_on = None

SITE_ZONE = ZoneInfo("Asia/Shanghai")  # the setting's default; only the first digest of an older estate is due by it
COUNTS = ("complaints", "repairs", "suggestions", "enquiries", "praise", "open", "late", "repeated")


def upgrade() -> None:
    op.create_table(
        "needs_digest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "team",
            sa.Enum(
                *("engineering", "cleaning", "security", "greening", "customer_service"),
                name="team",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("adjustment", sa.String(), nullable=True),
        sa.Column("adjusted_by", sa.String(), nullable=True),
        sa.Column("adjusted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_needs_digest_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_digest")),
        sa.UniqueConstraint("estate_id", "ends_at", "team", name=op.f("uq_needs_digest_estate_id_ends_at_team")),
    )
    _promise_first_digests()


def _promise_first_digests() -> None:
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
    connection, due_at = op.get_bind(), next_digest_at(datetime.now(UTC), SITE_ZONE)
    estates = connection.execute(sa.select(sa.column("id", sa.Uuid())).select_from(sa.table("estate"))).scalars().all()
    rest = {"kind": "needs.digest", "payload": {}, "state": "pending", "attempts": 0}
    rows = [{"id": new_id(), "due_at": due_at, "fires_at": due_at, "subject": estate, **rest} for estate in estates]
    if rows:
        connection.execute(sa.insert(deadline), rows)
