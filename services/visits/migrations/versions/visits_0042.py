"""Add reports of a week, month or quarter"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0042"
down_revision = "visits_0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "period_report",
        sa.Column(
            "kind",
            sa.Enum("week", "month", "quarter", name="reportkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", name="reportstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("assembled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_report")),
        sa.UniqueConstraint("estate_id", "kind", "period", name=op.f("uq_period_report_estate_id_kind_period")),
    )
    op.create_index("ix_period_report_estate_id", "period_report", ["estate_id"], unique=False)
    op.create_index("ix_period_report_last_day_id", "period_report", ["last_day", "id"], unique=False)
