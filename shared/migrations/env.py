"""Alembic's environment for every service; ``shared.migrate`` hands it the connection and the tables."""

from alembic import context

from shared.migrate import objects_of, render_item

configuration = context.config.attributes

context.configure(
    connection=configuration["connection"],
    target_metadata=configuration["metadata"],
    include_object=objects_of(configuration["connection"].dialect.name),
    render_item=render_item,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
