"""Add the price list"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0012"
down_revision = "ticketing_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "price_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("category", "name", "unit", "note", "approved_by")),
        sa.Column("price_fen", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_price_item_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_item")),
    )
    op.create_index("ix_price_item_estate_id_item_id", "price_item", ["estate_id", "item_id"], unique=False)
