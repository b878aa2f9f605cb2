"""Add the working calendar"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0004"
down_revision = "ticketing_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_calendar_day_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("estate_id", "day", name=op.f("uq_calendar_day_estate_id_day")),
    )
    with op.batch_alter_table("estate", schema=None) as batch_op:  # the defaults let the release before go on importing
        batch_op.add_column(sa.Column("opens_at", sa.Time(), nullable=False, server_default="08:30:00"))
        batch_op.add_column(sa.Column("closes_at", sa.Time(), nullable=False, server_default="17:30:00"))
    # Nothing has read the column before; clocks that run keep the time at which they are due.
    op.execute("UPDATE commitment SET calendar = 'working' WHERE tier = 'normal' AND replaced_at IS NULL")
