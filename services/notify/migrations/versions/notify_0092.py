"""Let estates have quiet hours, and a limit for each household"""

import sqlalchemy as sa
from alembic import op

revision = "notify_0092"
down_revision = "notify_0091"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sending_rules",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("most_per_hour", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_rules")),
        sa.UniqueConstraint("estate_id", name=op.f("uq_sending_rules_estate_id")),
    )
