"""Copy the ways in which households want to be told of what"""

import sqlalchemy as sa
from alembic import op

revision = "notify_0021"
down_revision = "notify_0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customer", sa.Column("preferences", sa.JSON(), nullable=True))
