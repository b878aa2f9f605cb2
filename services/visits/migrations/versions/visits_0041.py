"""Add weekly summaries, and the team of a member of staff"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0041"
down_revision = "visits_0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weekly_summary",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", name="summarystate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("planned", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_summary")),
        sa.UniqueConstraint("estate_id", "team", "week", name=op.f("uq_weekly_summary_estate_id_team_week")),
    )
    op.create_index("ix_weekly_summary_estate_id", "weekly_summary", ["estate_id"], unique=False)
    op.add_column("staff", sa.Column("team", sa.Text(), nullable=True))
