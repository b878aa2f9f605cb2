"""Wake the relay by a trigger of the outbox"""

from alembic import op

revision = "mechanism_0002"
down_revision = "mechanism_0001"
branch_labels = None
depends_on = None

FUNCTION = """
CREATE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NOTIFY linli_outbox; RETURN NULL; END $$
"""
TRIGGER = "CREATE TRIGGER wake_relay AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wake_relay()"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
        op.execute(TRIGGER)
