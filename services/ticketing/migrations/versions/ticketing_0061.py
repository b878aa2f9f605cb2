"""Let people choose their password by a link"""

import sqlalchemy as sa
from alembic import op

revision = "ticketing_0061"
down_revision = "ticketing_0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("invited_by", sa.String(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_invitation_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_staff_id"), "invitation", ["staff_id"], unique=False)
    _without_password()


def _without_password() -> None:
    """SQLite cannot take a NOT NULL away, and copying the table would break what refers to it."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("staff", "password_hash", nullable=True)
        return
    op.add_column("staff", sa.Column("chosen_hash", sa.String(), nullable=True))
    op.execute("UPDATE staff SET chosen_hash = password_hash")
    op.drop_column("staff", "password_hash")
    op.execute("ALTER TABLE staff RENAME COLUMN chosen_hash TO password_hash")
