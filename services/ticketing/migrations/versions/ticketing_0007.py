"""Decline tickets, and let one follow another"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0007"
down_revision = "ticketing_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("decline_reason", sa.String(), nullable=True))
    _add_reference("ticket", "follows_id", "ticket")
    op.create_index(op.f("ix_ticket_follows_id"), "ticket", ["follows_id"], unique=False)


def _add_reference(table: str, column: str, to: str) -> None:
    """SQLite can add a column that refers to a table, but no reference to a column; a copy of the table loses its own."""
    name = f"fk_{table}_{column}_{to}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} CHAR(32) CONSTRAINT {name} REFERENCES {to} (id)")
        return
    op.add_column(table, sa.Column(column, sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f(name), table, to, [column], ["id"])
