"""Give floors to officers and plan rounds"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0004"
down_revision = "visits_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_staff_id"), "absence", ["staff_id"], unique=False)

    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    op.create_index(op.f("ix_calendar_day_estate_id"), "calendar_day", ["estate_id"], unique=False)

    op.create_table(
        "concern",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_concern")),
    )
    op.create_index("ix_concern_customer_id_waiting", "concern", ["customer_id", "waiting"], unique=False)
    op.create_index(op.f("ix_concern_estate_id"), "concern", ["estate_id"], unique=False)

    op.create_table(
        "floor_officer",
        sa.Column("floor_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_officer")),
        sa.UniqueConstraint("floor_id", "first_day", name=op.f("uq_floor_officer_floor_id_first_day")),
    )
    op.create_index(op.f("ix_floor_officer_estate_id"), "floor_officer", ["estate_id"], unique=False)
    op.create_index("ix_floor_officer_staff_id", "floor_officer", ["staff_id"], unique=False)
    op.create_index(
        "uq_floor_officer_open",
        "floor_officer",
        ["floor_id"],
        unique=True,
        postgresql_where=sa.text("last_day IS NULL"),
        sqlite_where=sa.text("last_day IS NULL"),
    )

    op.create_table(
        "visit",
        sa.Column(
            "kind", sa.Enum("quarterly", "key_customer", name="visitkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "confirmed",
                "done",
                "absent",
                "refused",
                "cancelled",
                name="visitstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("unit_path", sa.Text(), nullable=False),
        sa.Column("floor_id", sa.Uuid(), nullable=True),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("round_id", "customer_id", "kind", name=op.f("uq_visit_round_id_customer_id_kind")),
    )
    op.create_index("ix_visit_customer_id", "visit", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_estate_id"), "visit", ["estate_id"], unique=False)
    op.create_index("ix_visit_officer_id_state", "visit", ["officer_id", "state", "starts_at"], unique=False)
    op.create_index(
        "ix_visit_round_id", "visit", ["round_id", "floor_id", "officer_id", "state", "starts_at"], unique=False
    )
    op.create_index(
        "uq_visit_officer_id_starts_at",
        "visit",
        ["officer_id", "starts_at"],
        unique=True,
        postgresql_where=sa.text("state IN ('planned', 'confirmed') AND starts_at IS NOT NULL"),
        sqlite_where=sa.text("state IN ('planned', 'confirmed') AND starts_at IS NOT NULL"),
    )

    op.create_table(
        "visit_round",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("planned_by", sa.Text(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("without_time", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_round")),
        sa.UniqueConstraint("estate_id", "year", "quarter", name=op.f("uq_visit_round_estate_id_year_quarter")),
    )
    op.create_index(op.f("ix_visit_round_estate_id"), "visit_round", ["estate_id"], unique=False)

    op.add_column("estate", sa.Column("opens_at", sa.Text(), nullable=True))
    op.add_column("estate", sa.Column("closes_at", sa.Text(), nullable=True))
