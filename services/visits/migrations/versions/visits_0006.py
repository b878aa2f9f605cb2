"""Tell households of visits, and show visits in calendars"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0006"
down_revision = "visits_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("announced_for", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "visit_feed",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_feed")),
    )
    op.create_index(op.f("ix_visit_feed_staff_id"), "visit_feed", ["staff_id"], unique=False)
