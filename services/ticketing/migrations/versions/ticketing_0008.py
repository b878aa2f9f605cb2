"""Call tickets major problems"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0008"
down_revision = "ticketing_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        for name in ("major_since", "lead_visit_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        for name in ("major_reason", "lead_visit_by", "lead_visit_words"):
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
