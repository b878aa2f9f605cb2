"""Tell households of notices: where each lives, and how far the telling has come"""

import sqlalchemy as sa
from alembic import op

revision = "notify_0090"
down_revision = "notify_0070"
branch_labels = None
depends_on = "mechanism_0001"  # it has the table of what was told before

FOR_GOOD = 2**63 - 1


def upgrade() -> None:
    op.create_table(
        "mailing",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("reached_id", sa.Uuid(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_mailing_notice_id_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("event_id", name=op.f("uq_mailing_event_id")),
    )
    op.create_index("ix_mailing_estate_id", "mailing", ["estate_id"])
    op.create_index("ix_mailing_notice_id", "mailing", ["notice_id"])
    op.add_column("customer", sa.Column("unit_id", sa.Uuid(), nullable=True))
    op.add_column("customer", sa.Column("unit_path", sa.Text(), nullable=True))
    op.add_column("customer", sa.Column("kind", sa.Text(), nullable=True))
    op.drop_index("ix_customer_estate_id", "customer")
    op.create_index("ix_customer_estate_id_id", "customer", ["estate_id", "id"])
    op.add_column("message", sa.Column("for_everybody", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_message_event_id_state_id", "message", ["event_id", "state", "id"])
    # what was told before lacks the home: it is taken again when ticketing sends it again, erased households are not
    known = sa.table("subject_version", sa.column("family", sa.Text), sa.column("version", sa.BigInteger))
    forgotten = known.c.family == "ticketing.customer_changed", known.c.version < FOR_GOOD
    op.execute(sa.delete(known).where(*forgotten))
