"""Let estates have channels of their own"""

import sqlalchemy as sa
from alembic import op

revision = "notify_0091"
down_revision = "notify_0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "estate_channel",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estate_channel")),
        sa.UniqueConstraint("estate_id", "channel", name=op.f("uq_estate_channel_estate_id_channel")),
    )
