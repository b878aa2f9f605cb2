"""Ask superiors"""

import sqlalchemy as sa
from alembic import op

from shared.migrate import add_reference

revision = "ticketing_0010"
down_revision = "ticketing_0009"
branch_labels = None
depends_on = None

REFERENCES = {"estate_id": "estate", "ticket_id": "ticket", "asked_by_id": "staff", "superior_id": "staff"}


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in REFERENCES),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_by", sa.String(), nullable=True),
        sa.Column("proposal", sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_referral_{name}_{to}"))
            for name, to in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_ticket_id"), "referral", ["ticket_id"], unique=False)
    add_reference("ticket", "referred_to_id", "staff")
