"""Let bad answers act: follow-ups, from which score on, and the question by which residents ask to be contacted"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "survey_0014"
down_revision = "survey_0013"
branch_labels = None
depends_on = None

STATES = ("requested", "opened", "ticket_resolved", "ticket_declined", "ticket_answered", "ticket_closed")
STATE = sa.Enum(*STATES, name="followupstate", native_enum=False, length=32)
CONTACT = "是否希望我们与您联系？"


def upgrade() -> None:
    op.add_column("campaign", sa.Column("act_at", sa.Integer(), nullable=True))
    op.create_table(
        "follow_up",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("unit_path", sa.Text(), nullable=False),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_follow_up_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_follow_up_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("sheet_id", name=op.f("uq_follow_up_sheet_id")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_follow_up_ticket_id")),
    )
    op.create_index(op.f("ix_follow_up_campaign_id"), "follow_up", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_follow_up_estate_id"), "follow_up", ["estate_id"], unique=False)
    _mark_the_question_about_contact()


def _mark_the_question_about_contact() -> None:
    """The standard questionnaire asks it as a plain yes or no. Its answers mean what they meant, also in frozen editions."""
    edition = sa.table("edition", sa.column("id", sa.Uuid()), sa.column("content", sa.JSON()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(edition)).all():
        content: dict[str, Any] = json.loads(json.dumps(row.content))
        for section in content["sections"]:
            for question in section["questions"]:
                if question["zh"] == CONTACT and question["kind"] == "yes_no":
                    question["kind"] = "contact"
        if content != row.content:
            connection.execute(sa.update(edition).where(edition.c.id == row.id).values(content=content))
