"""Decline tickets, and let one follow another"""

import sqlalchemy as sa
from alembic import op

from shared.migrate import add_reference

revision = "ticketing_0007"
down_revision = "ticketing_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("decline_reason", sa.String(), nullable=True))
    add_reference("ticket", "follows_id", "ticket")
    op.create_index(op.f("ix_ticket_follows_id"), "ticket", ["follows_id"], unique=False)
