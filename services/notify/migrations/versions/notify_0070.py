"""Note when nothing is to be done any more about what was told"""

import sqlalchemy as sa
from alembic import op

revision = "notify_0070"
down_revision = "notify_0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
