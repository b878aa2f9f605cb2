"""Visit major problems"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0002"
down_revision = "visits_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "major_problem",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("unit_path", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("flagged_by", sa.Text(), nullable=False),
        sa.Column("flagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_major_problem")),
    )
    op.create_index(op.f("ix_major_problem_estate_id"), "major_problem", ["estate_id"], unique=False)
    op.create_table(
        "major_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visited_by", sa.Text(), nullable=False),
        sa.Column("met", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("promised", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_major_visit")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_major_visit_ticket_id")),
    )
    op.create_index(op.f("ix_major_visit_estate_id"), "major_visit", ["estate_id"], unique=False)
