"""Let clocks stand still in pauses, and promise times for complaints"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from shared.ids import new_id

revision = "ticketing_0005"
down_revision = "ticketing_0004"
branch_labels = None
depends_on = None

ROW = ("version", "kind", "tier", "clock", "target", "minutes", "calendar", "clause")
COMMITMENT = sa.table(
    "commitment",
    sa.column("id", sa.Uuid()),
    *(sa.column(name) for name in ROW),
    sa.column("valid_from", sa.DateTime(timezone=True)),
)
ESCALATION_STEP = sa.table(
    "escalation_step",
    sa.column("id", sa.Uuid()),
    sa.column("commitment_id", sa.Uuid()),
    *(sa.column(name) for name in ("percent", "minutes_after", "role")),
)
LADDER = ((50, 0, "supervisor"), (100, 0, "property_manager"), (100, 60, "project_lead"))
# What a company changes first: the source leaves the table of commitments open (C2.6).
COMPLAINTS = (
    *(("emergency", "acknowledge", 10), ("emergency", "resolve", 240), ("emergency", "answer", 480)),
    *(("urgent", "acknowledge", 15), ("urgent", "resolve", 1440), ("urgent", "answer", 1800)),
    *(("normal", "acknowledge", 60), ("normal", "resolve", 1620), ("normal", "answer", 2160)),  # 3 and 4 working days
)
CLOCK = sa.Enum("acknowledge", "respond", "resolve", "answer", name="clockkind", native_enum=False, length=32)
REASON = sa.Enum(
    "waiting_for_resident",
    "waiting_for_parts",
    "waiting_for_access",
    name="pausereason",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite knows no lengths
        op.alter_column("commitment", "clock", existing_type=sa.String(), type_=CLOCK, existing_nullable=False)
        op.alter_column("clock", "kind", existing_type=sa.String(), type_=CLOCK, existing_nullable=False)
    with op.batch_alter_table("escalation_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minutes_after", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("renewed", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waiting_for", REASON, nullable=True))
    op.create_table(
        "escalation",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("minutes_after", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name=op.f("fk_escalation_clock_id_clock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint(
            "clock_id", "percent", "minutes_after", name=op.f("uq_escalation_clock_id_percent_minutes_after")
        ),
    )
    op.create_table(
        "pause",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("reason", REASON, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_pause_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_ticket_id"), ["ticket_id"], unique=False)
    _go_on_up_the_ladder()
    _promise_times_for_complaints()


def _go_on_up_the_ladder() -> None:
    """A repair that nobody has come for half an hour after the promise was broken is told to the lead."""
    in_force = sa.text("SELECT id FROM commitment WHERE clause = 'C2.5' AND replaced_at IS NULL")
    ids = op.get_bind().execute(in_force.columns(id=sa.Uuid())).scalars().all()
    step = {"percent": 100, "minutes_after": 30, "role": "project_lead"}
    op.bulk_insert(ESCALATION_STEP, [{"id": new_id(), "commitment_id": found, **step} for found in ids])


def _promise_times_for_complaints() -> None:
    for tier, clock, minutes in COMPLAINTS:
        row = {
            "id": new_id(),
            "version": 1,
            "kind": "complaint",
            "tier": tier,
            "clock": clock,
            "target": "minutes",
            "minutes": minutes,
            "calendar": "working" if tier == "normal" else "always",
            "clause": "C1.4.3",
            "valid_from": datetime(2026, 1, 1, tzinfo=UTC),
        }
        op.bulk_insert(COMMITMENT, [row])
        steps = [
            {"id": new_id(), "commitment_id": row["id"], "percent": percent, "minutes_after": later, "role": role}
            for percent, later, role in LADDER
        ]
        op.bulk_insert(ESCALATION_STEP, steps)
