"""Add questionnaires, and the standard one"""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from shared.ids import new_id

revision = "survey_0010"
down_revision = "survey_0002"
branch_labels = None
depends_on = None

STANDARD = Path(__file__).parents[1] / "standard_questionnaire.json"


def upgrade() -> None:
    questionnaire = op.create_table(
        "questionnaire",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("standard", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
    )
    edition = op.create_table(
        "edition",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_edition_questionnaire_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("questionnaire_id", "number", name=op.f("uq_edition_questionnaire_id_number")),
    )
    standard_id, content = new_id(), json.loads(STANDARD.read_text(encoding="utf-8"))
    titles = {"title": "客户意见调查表", "title_en": "Customer opinion questionnaire"}
    op.bulk_insert(questionnaire, [{"id": standard_id, "version": 1, "standard": True, "retired_at": None, **titles}])
    first = {"questionnaire_id": standard_id, "number": 1, "content": content, "frozen_at": None}
    op.bulk_insert(edition, [{"id": new_id(), "version": 1, **first}])
