"""Add further reporters of tickets, and merging"""

import sqlalchemy as sa
from alembic import op

from shared.migrate import add_reference

revision = "ticketing_0016"
down_revision = "ticketing_0015"
branch_labels = None
depends_on = None

CHANNEL = sa.Enum(
    *("phone", "counter", "mailbox", "web", "visit", "survey", "symposium", "committee", "employee"),
    name="channel",
    native_enum=False,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        "reporter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("channel", CHANNEL, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("merged_from_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_reporter_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_reporter_customer_id_customer")),
        sa.ForeignKeyConstraint(["merged_from_id"], ["ticket.id"], name=op.f("fk_reporter_merged_from_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporter")),
        sa.UniqueConstraint("ticket_id", "customer_id", name=op.f("uq_reporter_ticket_id_customer_id")),
    )
    op.create_index(op.f("ix_reporter_customer_id"), "reporter", ["customer_id"], unique=False)
    op.create_index(op.f("ix_reporter_ticket_id"), "reporter", ["ticket_id"], unique=False)
    add_reference("ticket", "merged_into_id", "ticket")
    op.create_index(op.f("ix_ticket_merged_into_id"), "ticket", ["merged_into_id"], unique=False)
