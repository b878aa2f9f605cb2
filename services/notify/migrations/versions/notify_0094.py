"""Note when a message has arrived"""

import sqlalchemy as sa
from alembic import op

revision = "notify_0094"
down_revision = "notify_0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True))
