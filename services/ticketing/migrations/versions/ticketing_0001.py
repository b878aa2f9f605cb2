"""Found the front desk"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from shared.ids import new_id

revision = "ticketing_0001"
down_revision = None
branch_labels = ("ticketing",)
depends_on = None

C2_5 = (("emergency", "minutes", 10), ("urgent", "minutes", 15), ("normal", "same_day", None))
LADDER = ((50, "supervisor"), (100, "property_manager"))
COMMITMENT = sa.table(
    "commitment",
    sa.column("id", sa.Uuid()),
    *(sa.column(name) for name in ("version", "kind", "area", "tier", "clock", "target", "minutes", "calendar")),
    sa.column("clause"),
    sa.column("valid_from", sa.DateTime(timezone=True)),
)
ESCALATION_STEP = sa.table(
    "escalation_step",
    sa.column("id", sa.Uuid()),
    sa.column("commitment_id", sa.Uuid()),
    sa.column("percent"),
    sa.column("role"),
)


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "repair",
                "suggestion",
                "enquiry",
                "praise",
                name="ticketkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("area", sa.Enum("indoor", "public", name="area", native_enum=False, length=32), nullable=True),
        sa.Column(
            "tier", sa.Enum("emergency", "urgent", "normal", name="tier", native_enum=False, length=32), nullable=False
        ),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column(
            "target", sa.Enum("minutes", "same_day", name="target", native_enum=False, length=32), nullable=False
        ),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column(
            "calendar", sa.Enum("always", "working", name="calendar", native_enum=False, length=32), nullable=False
        ),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index("ix_commitment_kind_tier", ["kind", "tier"], unique=False)

    op.create_table(
        "estate",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estate")),
        sa.UniqueConstraint("code", name=op.f("uq_estate_code")),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_sign_in_failures")),
    )
    with op.batch_alter_table("sign_in_failures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_failures_last_at"), ["last_at"], unique=False)

    op.create_table(
        "staff",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column(
            "team",
            sa.Enum(
                "engineering",
                "cleaning",
                "security",
                "greening",
                "customer_service",
                name="team",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("estates", sa.JSON(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("language", sa.Enum("zh", "en", name="language", native_enum=False, length=32), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sessions_valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_table(
        "ticket_counter",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("estate_id", "day", name=op.f("pk_ticket_counter")),
    )
    op.create_table(
        "escalation_step",
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_escalation_step_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_step")),
    )
    with op.batch_alter_table("escalation_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_step_commitment_id"), ["commitment_id"], unique=False)

    op.create_table(
        "premises",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("building", "floor", "unit", name="premiseskind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_premises_estate_id_estate")),
        sa.ForeignKeyConstraint(["parent_id"], ["premises.id"], name=op.f("fk_premises_parent_id_premises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_premises")),
        sa.UniqueConstraint("estate_id", "path", name=op.f("uq_premises_estate_id_path")),
    )
    with op.batch_alter_table("premises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_premises_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sign_in_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_sign_in_secret_digest")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "customer",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("unit_path", sa.String(), nullable=False),
        sa.Column(
            "kind", sa.Enum("owner", "tenant", name="customerkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("language", sa.Enum("zh", "en", name="language", native_enum=False, length=32), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("key_customer", sa.Boolean(), nullable=False),
        sa.Column("moved_in_on", sa.Date(), nullable=True),
        sa.Column("moved_out_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_customer_estate_id_estate")),
        sa.ForeignKeyConstraint(["unit_id"], ["premises.id"], name=op.f("fk_customer_unit_id_premises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index("ix_customer_estate_id_id", ["estate_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "customer_term",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("term", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_customer_term_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "term", name=op.f("pk_customer_term")),
    )
    with op.batch_alter_table("customer_term", schema=None) as batch_op:
        batch_op.create_index("ix_customer_term_term", ["term", "customer_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "repair",
                "suggestion",
                "enquiry",
                "praise",
                name="ticketkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("area", sa.Enum("indoor", "public", name="area", native_enum=False, length=32), nullable=True),
        sa.Column(
            "tier", sa.Enum("emergency", "urgent", "normal", name="tier", native_enum=False, length=32), nullable=False
        ),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "counter",
                "mailbox",
                "web",
                "visit",
                "survey",
                "symposium",
                "committee",
                "employee",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "acknowledged",
                "resolved",
                "answered",
                "closed",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("unit_path", sa.String(), nullable=False),
        sa.Column("reporter_name", sa.String(), nullable=False),
        sa.Column("reporter_phone", sa.String(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column(
            "team",
            sa.Enum(
                "engineering",
                "cleaning",
                "security",
                "greening",
                "customer_service",
                name="team",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column(
            "answer_channel",
            sa.Enum(
                "phone", "in_person", "message", "email", "letter", name="answerchannel", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.id"], name=op.f("fk_ticket_assignee_id_staff")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_customer_id_customer")),
        sa.ForeignKeyConstraint(["estate_id"], ["estate.id"], name=op.f("fk_ticket_estate_id_estate")),
        sa.ForeignKeyConstraint(["unit_id"], ["premises.id"], name=op.f("fk_ticket_unit_id_premises")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("estate_id", "number", name=op.f("uq_ticket_estate_id_number")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_assignee_id_id", ["assignee_id", "id"], unique=False)
        batch_op.create_index("ix_ticket_customer_id_id", ["customer_id", "id"], unique=False)
        batch_op.create_index("ix_ticket_estate_id_id", ["estate_id", "id"], unique=False)
        batch_op.create_index(
            "ix_ticket_open_by_due",
            ["next_due_at", "id"],
            unique=False,
            postgresql_where=sa.text("status <> 'closed'"),
            sqlite_where=sa.text("status <> 'closed'"),
        )

    op.create_table(
        "attachment",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "acknowledge",
                "assign",
                "arrive",
                "resolve",
                "answer",
                "close",
                "reopen",
                name="step",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_attachment_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "clock",
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_clock_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_clock_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    with op.batch_alter_table("clock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_ticket_id"), ["ticket_id"], unique=False)

    _ship_commitments()


def _ship_commitments() -> None:
    """The table starts with the three tiers of indoor repairs (C2.5); the source elides the rest of it (C2.6)."""
    for tier, target, minutes in C2_5:
        row = {
            "id": new_id(),
            "version": 1,
            "kind": "repair",
            "area": "indoor",
            "tier": tier,
            "clock": "respond",
            "target": target,
            "minutes": minutes,
            "calendar": "always",
            "clause": "C2.5",
            "valid_from": datetime(2026, 1, 1, tzinfo=UTC),
        }
        op.bulk_insert(COMMITMENT, [row])
        steps = [{"id": new_id(), "commitment_id": row["id"], "percent": at, "role": role} for at, role in LADDER]
        op.bulk_insert(ESCALATION_STEP, steps)
