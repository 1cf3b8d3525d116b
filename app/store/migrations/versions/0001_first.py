"""The first schema, as frozen in the SQL file beside."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen statements one by one."""
    script = Path(__file__).with_name("0001_first.sql").read_text(encoding="utf-8")
    for statement in script.split(";\n\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
