"""Add quotes of paid services"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0050"
down_revision = "ticketing_0040"
branch_labels = None
depends_on = None

STATE = sa.Enum(
    *("quote_offered", "quote_confirmed", "quote_declined", "quote_replaced", "quote_withdrawn", "quote_settled"),
    name="quotestate",
    native_enum=False,
    length=32,
)
CONSENT = sa.Enum("by_link", "phone", "in_person", "signature", name="consent", native_enum=False, length=32)
LINE_KIND = sa.Enum("service", "parts", "labour", name="linekind", native_enum=False, length=32)


def upgrade() -> None:
    op.add_column("ticket", sa.Column("quote_state", STATE, nullable=True))
    op.add_column("price_item", sa.Column("cost_fen", sa.Integer(), nullable=True))
    op.create_table(
        "quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.String(), nullable=False),
        sa.Column("offered_by_id", sa.Uuid(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("consent", CONSENT, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_fen", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_quote_estate_id_estate")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_quote_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["offered_by_id"], ["staff.id"], name=op.f("fk_quote_offered_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("ticket_id", "revision", name=op.f("uq_quote_ticket_id_revision")),
    )
    op.create_index("ix_quote_estate_id_settled_on", "quote", ["estate_id", "settled_on"], unique=False)
    op.create_table(
        "quote_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.Column("quoted_id", sa.Uuid(), nullable=True),
        sa.Column("actual", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", LINE_KIND, nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("hundredths", "price_fen", "amount_fen")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("cost_fen", "cost_amount_fen")),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_quote_line_estate_id_estate")),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quote_line_quote_id_quote")),
        sa.ForeignKeyConstraint(["quoted_id"], ["quote_line.id"], name=op.f("fk_quote_line_quoted_id_quote_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_line")),
    )
    op.create_index(op.f("ix_quote_line_quote_id"), "quote_line", ["quote_id"], unique=False)
