"""Find messages of a channel, and of a number, among millions"""

from alembic import op

revision = "notify_0095"
down_revision = "notify_0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_delivery_channel_message_id", "delivery", ["channel", "message_id"])
    op.create_index("ix_message_reference_id", "message", ["reference", "id"])
    op.drop_index("ix_message_reference", "message")
