"""Find open promises by their day"""

from alembic import op

revision = "visits_0063"
down_revision = "visits_0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_visit_record_promised_until_id", "visit_record", ["promised_until", "id"], unique=False)
