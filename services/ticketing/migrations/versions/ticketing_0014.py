"""Add the duty roster"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0014"
down_revision = "ticketing_0013"
branch_labels = None
depends_on = None

POST = sa.Enum(
    *("hotline", "engineering", "cleaning", "security", "greening", "customer_service"),
    name="post",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("post", POST, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_duty_estate_id_estate")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_duty_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index("ix_duty_estate_id_ends_at", "duty", ["estate_id", "ends_at"], unique=False)
    op.create_index(op.f("ix_duty_staff_id"), "duty", ["staff_id"], unique=False)
