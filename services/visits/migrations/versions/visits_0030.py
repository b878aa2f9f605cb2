"""Add the compliance calendar"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from shared.ids import new_id

revision = "visits_0030"
down_revision = "visits_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("limit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due", "kept", "late", "missed", "waived", "lapsed", name="dutystate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("proofs", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_clause_day_id", "duty", ["clause", "day", "id"], unique=False)
    op.create_index("ix_duty_day_counts", "duty", ["day", "state", "clause", "estate_id"], unique=False)
    op.create_index("ix_duty_day_id", "duty", ["day", "id"], unique=False)
    op.create_index("ix_duty_estate_id", "duty", ["estate_id"], unique=False)
    op.create_index("ix_duty_month_clause", "duty", ["month", "clause", "state", "estate_id"], unique=False)
    op.create_index("ix_duty_month_role", "duty", ["month", "role", "owner_id", "state", "estate_id"], unique=False)
    op.create_index("ix_duty_owner_id_day_id", "duty", ["owner_id", "day", "id"], unique=False)
    op.create_index("ix_duty_state_day_id", "duty", ["state", "day", "id"], unique=False)
    op.create_index("ix_duty_state_limit_at", "duty", ["state", "limit_at"], unique=False)

    op.create_table(
        "duty_fact",
        sa.Column("duty_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "owed",
                "again",
                "moved",
                "taken",
                "proof",
                "broken",
                "lapsed",
                "waived",
                name="factkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("href", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_fact")),
    )
    op.create_index("ix_duty_fact_duty_id", "duty_fact", ["duty_id"], unique=False)
    op.create_index("ix_duty_fact_estate_id", "duty_fact", ["estate_id"], unique=False)

    op.create_table(
        "duty_scope",
        sa.Column("stage", sa.Enum("estate", "presales", name="stage", native_enum=False, length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_scope")),
    )
    op.create_index("ix_duty_scope_estate_id", "duty_scope", ["estate_id"], unique=False)
    _plan_now()


def _plan_now() -> None:
    """For the estates that are there; later ones are planned when they arrive."""
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
    connection, now = op.get_bind(), datetime.now(UTC)
    estates = connection.execute(sa.select(sa.column("id", sa.Uuid())).select_from(sa.table("estate"))).scalars().all()
    rest = {"due_at": now, "fires_at": now, "kind": "duties.plan", "payload": {}, "state": "pending", "attempts": 0}
    if estates:
        connection.execute(sa.insert(deadline), [{"id": new_id(), "subject": estate, **rest} for estate in estates])
