"""A party stands in the register once as long as dealings go on"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0065"
down_revision = "visits_0064"
branch_labels = None
depends_on = None
GOES_ON = sa.text("ended_on IS NULL")


def upgrade() -> None:
    op.create_index(
        "uq_party_estate_id_kind_name",
        "party",
        ["estate_id", "kind", "name"],
        unique=True,
        postgresql_where=GOES_ON,
        sqlite_where=GOES_ON,
    )
