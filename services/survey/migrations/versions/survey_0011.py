"""Add campaigns, invitations and sheets of answers"""

import sqlalchemy as sa
from alembic import op

revision = "survey_0011"
down_revision = "survey_0010"
branch_labels = None
depends_on = None

STATE = sa.Enum("planned", "open", "closed", "cancelled", name="campaignstate", native_enum=False, length=32)
KIND = sa.Enum("owner", "tenant", name="householdkind", native_enum=False, length=32)


def upgrade() -> None:
    _campaigns()
    _invitations()
    _sheets()


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_campaign_edition_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_estate_id"), "campaign", ["estate_id"], unique=False)
    op.create_index("ix_campaign_state_opens_on", "campaign", ["state", "opens_on"], unique=False)


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("unit_path", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_invitation_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("campaign_id", "customer_id", name=op.f("uq_invitation_campaign_id_customer_id")),
        sa.UniqueConstraint("campaign_id", "serial", name=op.f("uq_invitation_campaign_id_serial")),
    )
    op.create_index(op.f("ix_invitation_customer_id"), "invitation", ["customer_id"], unique=False)
    op.create_index(op.f("ix_invitation_estate_id"), "invitation", ["estate_id"], unique=False)


def _sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_sheet_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_sheet_invitation_id_invitation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_sheet_invitation_id")),
    )
    op.create_index("ix_sheet_campaign_id_building_id", "sheet", ["campaign_id", "building_id"], unique=False)
    op.create_index(op.f("ix_sheet_estate_id"), "sheet", ["estate_id"], unique=False)
