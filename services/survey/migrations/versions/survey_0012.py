"""Count what sheets come to: tallies, strips and tags of texts"""

import sqlalchemy as sa
from alembic import op

from shared import clock
from shared.ids import new_id

revision = "survey_0012"
down_revision = "survey_0011"
branch_labels = None
depends_on = None

LEVEL = sa.Enum("whole", "building", "floor", name="level", native_enum=False, length=32)
KIND = sa.Enum("owner", "tenant", name="householdkind", native_enum=False, length=32)


def upgrade() -> None:
    op.add_column("invitation", sa.Column("floor_id", sa.Uuid(), nullable=True))
    op.add_column("invitation", sa.Column("floor", sa.String(), nullable=False, server_default=""))
    op.add_column("sheet", sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_sheet_campaign_id_counted", "sheet", ["campaign_id", "counted"], unique=False)
    _tallies()
    _strips()
    _tags()
    _count_what_is_there()


def _tallies() -> None:
    op.create_table(
        "tally",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("level", LEVEL, nullable=False),
        sa.Column("building_id", sa.Uuid(), nullable=True),
        sa.Column("floor_id", sa.Uuid(), nullable=True),
        sa.Column("kind", KIND, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_tally_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
    )
    op.create_index(op.f("ix_tally_estate_id"), "tally", ["estate_id"], unique=False)
    op.create_index("ix_tally_campaign_id_level", "tally", ["campaign_id", "level"], unique=False)


def _strips() -> None:
    op.create_table(
        "strip",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_strip_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strip")),
        sa.UniqueConstraint("campaign_id", "key", "part", name=op.f("uq_strip_campaign_id_key_part")),
    )
    op.create_index(op.f("ix_strip_estate_id"), "strip", ["estate_id"], unique=False)


def _tags() -> None:
    op.create_table(
        "text_tag",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_text_tag_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_tag")),
        sa.UniqueConstraint("sheet_id", "key", "tag", name=op.f("uq_text_tag_sheet_id_key_tag")),
    )
    op.create_index(op.f("ix_text_tag_estate_id"), "text_tag", ["estate_id"], unique=False)
    op.create_index("ix_text_tag_campaign_id_key", "text_tag", ["campaign_id", "key"], unique=False)


def _count_what_is_there() -> None:
    """The worker counts the sheets of surveys that were opened before, those of anonymous ones once they are closed."""
    table = sa.table(
        "deadline",
        sa.column("id", sa.Uuid()),
        sa.column("due_at", sa.DateTime(timezone=True)),
        sa.column("fires_at", sa.DateTime(timezone=True)),
        sa.column("kind"),
        sa.column("subject", sa.Uuid()),
        sa.column("payload", sa.JSON()),
        sa.column("state"),
        sa.column("attempts", sa.Integer()),
    )
    campaign = sa.table(
        "campaign", sa.column("id", sa.Uuid()), sa.column("state"), sa.column("anonymous", sa.Boolean())
    )
    answered = sa.or_(campaign.c.state == "closed", sa.and_(campaign.c.state == "open", ~campaign.c.anonymous))
    now = clock.now()
    common = {
        "due_at": now,
        "fires_at": now,
        "kind": "count_campaign",
        "payload": {},
        "state": "pending",
        "attempts": 0,
    }
    found = op.get_bind().execute(sa.select(campaign.c.id).where(answered)).scalars().all()
    op.bulk_insert(table, [{"id": new_id(), "subject": key, **common} for key in found])
