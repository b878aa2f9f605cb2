"""Add pictures of visits"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0064"
down_revision = "visits_0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_picture",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", sa.Enum("photo", "signature", name="picturekind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_picture_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_picture")),
    )
    op.create_index("ix_visit_picture_customer_id", "visit_picture", ["customer_id"], unique=False)
    op.create_index("ix_visit_picture_estate_id", "visit_picture", ["estate_id"], unique=False)
    op.create_index("ix_visit_picture_key", "visit_picture", ["key"], unique=False)
    op.create_index("ix_visit_picture_visit_id", "visit_picture", ["visit_id"], unique=False)
