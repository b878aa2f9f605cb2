"""Add a second phone number of households, and the ways in which they want to be told of what"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0021"
down_revision = "ticketing_0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other_phone", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("preferences", sa.JSON(), nullable=False, server_default="{}"))
