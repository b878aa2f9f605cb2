"""Add meetings"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0040"
down_revision = "visits_0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column(
            "kind",
            sa.Enum("stand_up", "branch", "office", "committee", name="meetingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("planned", "open", "held", "cancelled", name="meetingstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("series_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("estate_id", "kind", "series_on", name=op.f("uq_meeting_estate_id_kind_series_on")),
    )
    op.create_index("ix_meeting_estate_id", "meeting", ["estate_id"], unique=False)
    op.create_index("ix_meeting_starts_at_id", "meeting", ["starts_at", "id"], unique=False)

    op.create_table(
        "meeting_series",
        sa.Column(
            "kind",
            sa.Enum("stand_up", "branch", "office", "committee", name="meetingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("begins", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
        sa.UniqueConstraint("estate_id", "kind", name=op.f("uq_meeting_series_estate_id_kind")),
    )
    op.create_index("ix_meeting_series_estate_id", "meeting_series", ["estate_id"], unique=False)

    op.create_table(
        "needs_digest",
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complaints", sa.Integer(), nullable=False),
        sa.Column("repairs", sa.Integer(), nullable=False),
        sa.Column("suggestions", sa.Integer(), nullable=False),
        sa.Column("enquiries", sa.Integer(), nullable=False),
        sa.Column("praise", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("adjustment", sa.Text(), nullable=False),
        sa.Column("adjusted_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_digest")),
    )
    op.create_index("ix_needs_digest_estate_id", "needs_digest", ["estate_id"], unique=False)
    op.create_index("ix_needs_digest_estate_id_ends_at", "needs_digest", ["estate_id", "ends_at"], unique=False)

    op.create_table(
        "meeting_action",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("stand_up", "branch", "office", "committee", name="meetingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("to_do", "finished", "dropped", name="actionstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_action_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_action")),
    )
    op.create_index("ix_meeting_action_estate_id", "meeting_action", ["estate_id"], unique=False)
    op.create_index("ix_meeting_action_meeting_id", "meeting_action", ["meeting_id"], unique=False)
    op.create_index("ix_meeting_action_owner_id", "meeting_action", ["owner_id"], unique=False)
    op.create_index("ix_meeting_action_state_due_on", "meeting_action", ["state", "due_on", "id"], unique=False)

    op.create_table(
        "meeting_topic",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("digest_id", sa.Uuid(), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("discussed_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_topic_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_topic")),
        sa.UniqueConstraint("digest_id", name=op.f("uq_meeting_topic_digest_id")),
    )
    op.create_index("ix_meeting_topic_estate_id", "meeting_topic", ["estate_id"], unique=False)
    op.create_index("ix_meeting_topic_meeting_id", "meeting_topic", ["meeting_id"], unique=False)
