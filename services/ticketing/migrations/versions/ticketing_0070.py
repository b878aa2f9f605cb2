"""Keep the figures of each day; mark all days with requests, so that they are counted"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from shared.db import RowKey, UTCDateTime

revision = "ticketing_0070"
down_revision = "ticketing_0021"
branch_labels = None
depends_on = None

LENGTH = sa.Enum("day", "month", name="length", native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("length", LENGTH, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("length", "day", "estate_id", name=op.f("pk_figures")),
    )
    op.create_table(
        "figures_mark",
        sa.Column("id", RowKey, autoincrement=True, nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_mark")),
    )
    op.create_index("ix_figures_mark_day_estate_id", "figures_mark", ["day", "estate_id"], unique=False)
    op.create_index("ix_ticket_unit_id_id", "ticket", ["unit_id", "id"], unique=False)
    _mark_every_day()


def _mark_every_day() -> None:
    """From the day before the first request of an estate to the day after its last, whatever the site's zone."""
    ticket = sa.table("ticket", sa.column("estate_id", sa.Uuid()), sa.column("opened_at", UTCDateTime()))
    mark = sa.table("figures_mark", sa.column("estate_id", sa.Uuid()), sa.column("day", sa.Date()))
    bounds = sa.select(ticket.c.estate_id, sa.func.min(ticket.c.opened_at), sa.func.max(ticket.c.opened_at))
    for estate_id, first, last in op.get_bind().execute(bounds.group_by(ticket.c.estate_id)).all():
        begins = first.date() - timedelta(days=1)
        days = (begins + timedelta(days=number) for number in range((last.date() - begins).days + 2))
        op.bulk_insert(mark, [{"estate_id": estate_id, "day": day} for day in days])
