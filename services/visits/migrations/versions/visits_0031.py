"""Add symposiums"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0031"
down_revision = "visits_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "symposium_plan",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", "returned", "approved", name="planstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_symposium_plan")),
        sa.UniqueConstraint("estate_id", "year", name=op.f("uq_symposium_plan_estate_id_year")),
    )
    op.create_index("ix_symposium_plan_estate_id", "symposium_plan", ["estate_id"], unique=False)

    op.create_table(
        "symposium",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("residents", "committee", name="symposiumkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("planned", "held", "called_off", name="symposiumstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["symposium_plan.id"], name=op.f("fk_symposium_plan_id_symposium_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_symposium")),
    )
    op.create_index("ix_symposium_estate_id", "symposium", ["estate_id"], unique=False)
    op.create_index("ix_symposium_plan_id", "symposium", ["plan_id"], unique=False)

    op.create_table(
        "symposium_opinion",
        sa.Column("symposium_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("complaint", "suggestion", "enquiry", "praise", name="opinionkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_number", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["symposium_id"], ["symposium.id"], name=op.f("fk_symposium_opinion_symposium_id_symposium")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_symposium_opinion")),
    )
    op.create_index("ix_symposium_opinion_estate_id", "symposium_opinion", ["estate_id"], unique=False)
    op.create_index("ix_symposium_opinion_symposium_id", "symposium_opinion", ["symposium_id"], unique=False)
    op.create_index("ix_symposium_opinion_ticket_id", "symposium_opinion", ["ticket_id"], unique=False)
