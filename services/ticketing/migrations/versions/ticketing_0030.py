"""Add absences of staff"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0030"
down_revision = "ticketing_0017"
branch_labels = None
depends_on = None

REASON = sa.Enum(
    *("holiday", "sick_leave", "business_trip", "training", "other_absence"),
    name="absencereason",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", REASON, nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_last_day"), "absence", ["last_day"], unique=False)
    op.create_index(op.f("ix_absence_staff_id"), "absence", ["staff_id"], unique=False)
