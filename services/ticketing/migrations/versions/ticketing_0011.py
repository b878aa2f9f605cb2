"""Add the lead's mailbox"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0011"
down_revision = "ticketing_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailbox_box",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_mailbox_box_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_box")),
    )
    op.create_index(op.f("ix_mailbox_box_estate_id"), "mailbox_box", ["estate_id"], unique=False)
    op.create_table(
        "mailbox_emptying",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("box_id", sa.Uuid(), nullable=False),
        sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("emptied_by", sa.String(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("keyed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["box_id"], ["mailbox_box.id"], name=op.f("fk_mailbox_emptying_box_id_mailbox_box")),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_mailbox_emptying_estate_id_estate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_emptying")),
    )
    op.create_index(op.f("ix_mailbox_emptying_box_id"), "mailbox_emptying", ["box_id"], unique=False)
    op.create_table(
        "mailbox_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("emptying_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_digest", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["emptying_id"], ["mailbox_emptying.id"], name=op.f("fk_mailbox_letter_emptying_id_mailbox_emptying")
        ),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_mailbox_letter_estate_id_estate")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_mailbox_letter_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_letter")),
        sa.UniqueConstraint("receipt_digest", name=op.f("uq_mailbox_letter_receipt_digest")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_mailbox_letter_ticket_id")),
    )
    op.create_index(op.f("ix_mailbox_letter_emptying_id"), "mailbox_letter", ["emptying_id"], unique=False)
    op.create_index(op.f("ix_mailbox_letter_estate_id"), "mailbox_letter", ["estate_id"], unique=False)
    with op.batch_alter_table("attachment", schema=None) as batch_op:  # nothing refers to it: SQLite may copy it
        batch_op.alter_column("step", existing_type=sa.String(length=32), nullable=True)
