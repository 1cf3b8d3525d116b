"""Alembic's entry: the connection and its transaction belong to `app/store/migrate.py`."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
context.run_migrations()
