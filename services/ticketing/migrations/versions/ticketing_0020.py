"""Add which household a second record of it was merged into"""

from alembic import op

from shared.migrate import add_reference

revision = "ticketing_0020"
down_revision = "ticketing_0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    add_reference("customer", "merged_into_id", "customer")
    op.create_index(op.f("ix_customer_merged_into_id"), "customer", ["merged_into_id"], unique=False)
