"""How Alembic runs: on the connection it is handed, within its transaction."""

from alembic import context

from tollbook.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
