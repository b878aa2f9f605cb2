"""Watch that the questionnaire of each half year is planned"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from shared import clock
from shared.ids import new_id

revision = "survey_0016"
down_revision = "survey_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "half_year_alarm",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_year_alarm")),
        sa.UniqueConstraint("estate_id", "year", "half", name=op.f("uq_half_year_alarm_estate_id_year_half")),
    )
    _begin_to_watch()


def _begin_to_watch() -> None:
    """The first look is taken within an hour; each promises the next. A new database begins with its first estate."""
    if not sa.inspect(op.get_bind()).has_table("deadline"):
        return
    table = sa.table(
        "deadline",
        sa.column("id", sa.Uuid()),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("fires_at", sa.DateTime(timezone=True)),
        sa.column("kind"),
        sa.column("subject", sa.Uuid()),
        sa.column("payload", sa.JSON()),
        sa.column("state"),
        sa.column("attempts", sa.Integer()),
    )
    at = clock.now() + timedelta(hours=1)
    row = {"id": new_id(), "due_at": at, "fires_at": at, "kind": "check_half_year", "subject": new_id()}
    op.bulk_insert(table, [{**row, "payload": {}, "state": "pending", "attempts": 0}])
