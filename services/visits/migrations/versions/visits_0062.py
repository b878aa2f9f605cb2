"""Add promotional events"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0062"
down_revision = "visits_0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promotion",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("prepared", "took_place", "called_off_event", name="promotionstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_promotion_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
    )
    op.create_index("ix_promotion_estate_id", "promotion", ["estate_id"], unique=False)
    op.create_index("ix_promotion_party_id", "promotion", ["party_id"], unique=False)
    op.create_index("ix_promotion_starts_at_id", "promotion", ["starts_at", "id"], unique=False)

    op.create_table(
        "promotion_change",
        sa.Column("promotion_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_change_promotion_id_promotion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_change")),
    )
    op.create_index("ix_promotion_change_estate_id", "promotion_change", ["estate_id"], unique=False)
    op.create_index("ix_promotion_change_promotion_id", "promotion_change", ["promotion_id"], unique=False)
