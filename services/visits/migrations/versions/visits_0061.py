"""Add the contact log and talks with contractors"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0061"
down_revision = "visits_0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "party_contact",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("contacted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "meeting",
                "call_on",
                "by_phone",
                "by_message",
                "by_letter",
                name="contactway",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_contact_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_contact")),
    )
    op.create_index("ix_party_contact_contacted_at_id", "party_contact", ["contacted_at", "id"], unique=False)
    op.create_index("ix_party_contact_estate_id", "party_contact", ["estate_id"], unique=False)
    op.create_index("ix_party_contact_party_id", "party_contact", ["party_id"], unique=False)

    op.create_table(
        "party_talk",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_talk_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_talk")),
    )
    op.create_index("ix_party_talk_estate_id", "party_talk", ["estate_id"], unique=False)
    op.create_index("ix_party_talk_party_id_held_at", "party_talk", ["party_id", "held_at"], unique=False)

    op.create_table(
        "party_task",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("next_step", "improvement", "requirement", name="taskkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("follower_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "finished", "verified", "dropped", name="taskstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_task_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_task")),
    )
    op.create_index("ix_party_task_estate_id", "party_task", ["estate_id"], unique=False)
    op.create_index("ix_party_task_party_id", "party_task", ["party_id"], unique=False)
    op.create_index("ix_party_task_source_id", "party_task", ["source_id"], unique=False)
    op.create_index("ix_party_task_state_due_on_id", "party_task", ["state", "due_on", "id"], unique=False)
