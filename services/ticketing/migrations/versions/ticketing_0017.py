"""Add the people of households"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0017"
down_revision = "ticketing_0016"
branch_labels = None
depends_on = None

RELATION = sa.Enum(
    *("self", "spouse", "child", "parent", "renter", "other_relation"), name="relation", native_enum=False, length=32
)
COMMITTEE_ROLE = sa.Enum(
    *("committee_chair", "committee_deputy", "committee_member"), name="committeerole", native_enum=False, length=32
)


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("relation", RELATION, nullable=False),
        sa.Column("committee_role", COMMITTEE_ROLE, nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_member_customer_id_customer")),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_member_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index(op.f("ix_member_customer_id"), "member", ["customer_id"], unique=False)
