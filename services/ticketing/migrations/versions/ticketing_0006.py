"""Find tickets by the words in them"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from services.ticketing.models.search_words import WordList, searchable

revision = "ticketing_0006"
down_revision = "ticketing_0005"
branch_labels = None
depends_on = None

BATCH = 1000
TOLD = ("number", "title", "description", "category", "unit_path", "reporter_name")


def upgrade() -> None:
    words = op.create_table(
        "ticket_words",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("words", WordList(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_words_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_ticket_words")),
    )
    connection = op.get_bind()
    for batch in _batches(connection):
        rows = [{"ticket_id": row.id, "estate_id": row.estate_id, "words": searchable(row[2:])} for row in batch]
        connection.execute(sa.insert(words), rows)
    if connection.dialect.name == "postgresql":
        op.create_index("ix_ticket_words_words", "ticket_words", ["words"], postgresql_using="gin")
    op.create_index("ix_ticket_number", "ticket", ["number"], postgresql_ops={"number": "varchar_pattern_ops"})


def _batches(connection: sa.Connection) -> Iterator[Sequence[Any]]:
    """Every ticket with what it tells, and its household's name."""
    ticket = sa.table("ticket", sa.column("id", sa.Uuid()), sa.column("estate_id", sa.Uuid()), sa.column("customer_id"))
    customer = sa.table("customer", sa.column("id"), sa.column("name"))
    told: list[Any] = [sa.column(name, _selectable=ticket) for name in TOLD]
    name = sa.func.coalesce(customer.c.name, "")
    found = sa.select(ticket.c.id, ticket.c.estate_id, *told, name).order_by(ticket.c.id).limit(BATCH)
    found = found.select_from(ticket.outerjoin(customer, customer.c.id == ticket.c.customer_id))
    batch = connection.execute(found).all()
    while batch:
        yield batch
        batch = connection.execute(found.where(ticket.c.id > batch[-1].id)).all()
