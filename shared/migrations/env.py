"""Alembic's environment for every service; ``shared.migrate`` hands it the connection and the tables."""

from alembic import context

from shared.migrate import include_object, render_item

configuration = context.config.attributes

context.configure(
    connection=configuration["connection"],
    target_metadata=configuration["metadata"],
    include_object=include_object,
    render_item=render_item,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
