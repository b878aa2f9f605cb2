"""Record visits and their needs"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0005"
down_revision = "visits_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit_need",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("repair", "complaint", "suggestion", "enquiry", name="needkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_need_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_need")),
    )
    op.create_index(op.f("ix_visit_need_customer_id"), "visit_need", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_need_estate_id"), "visit_need", ["estate_id"], unique=False)
    op.create_index(op.f("ix_visit_need_visit_id"), "visit_need", ["visit_id"], unique=False)

    op.create_table(
        "visit_record",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visited_by", sa.Text(), nullable=False),
        sa.Column("met", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evaluation", sa.Integer(), nullable=True),
        sa.Column("promised", sa.Text(), nullable=False),
        sa.Column("promised_until", sa.Date(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_record_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_record")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_visit_record_visit_id")),
    )
    op.create_index(op.f("ix_visit_record_customer_id"), "visit_record", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_record_estate_id"), "visit_record", ["estate_id"], unique=False)

    op.add_column("visit", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("visit", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("visit", sa.Column("ticket_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_visit_ticket_id"), "visit", ["ticket_id"], unique=False)
