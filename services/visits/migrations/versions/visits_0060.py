"""Add outside parties"""

import sqlalchemy as sa
from alembic import op

revision = "visits_0060"
down_revision = "visits_0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_subject",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_subject")),
    )
    op.create_index("ix_duty_subject_estate_id", "duty_subject", ["estate_id"], unique=False)

    op.create_table(
        "party",
        sa.Column(
            "kind",
            sa.Enum(
                "developer",
                "contractor",
                "builder",
                "supplier",
                "authority",
                name="partykind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("contract_from", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index("ix_party_estate_id", "party", ["estate_id"], unique=False)
    op.create_index("ix_party_name_id", "party", ["name", "id"], unique=False)

    op.create_table(
        "party_person",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_person_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_person")),
    )
    op.create_index("ix_party_person_estate_id", "party_person", ["estate_id"], unique=False)
    op.create_index("ix_party_person_party_id", "party_person", ["party_id"], unique=False)
