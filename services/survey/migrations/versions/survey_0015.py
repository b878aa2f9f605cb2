"""Key in what was answered on paper"""

import sqlalchemy as sa
from alembic import op

revision = "survey_0015"
down_revision = "survey_0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("double_entry", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "paper_entry",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second", sa.JSON(), nullable=True),
        sa.Column("second_by", sa.String(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_paper_entry_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_paper_entry_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
        sa.UniqueConstraint("sheet_id", name=op.f("uq_paper_entry_sheet_id")),
    )
    op.create_index(op.f("ix_paper_entry_campaign_id"), "paper_entry", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_paper_entry_estate_id"), "paper_entry", ["estate_id"], unique=False)
