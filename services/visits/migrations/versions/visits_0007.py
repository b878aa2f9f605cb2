"""Find the floors of an estate at once"""

from alembic import op

revision = "visits_0007"
down_revision = "visits_0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_premises_estate_id_kind", "premises", ["estate_id", "kind"], unique=False)
