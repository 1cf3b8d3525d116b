"""Developers only: write the first schema from the models and print the fingerprint that `app/store/schema.py` holds.

Only until the first release; afterwards a schema changes by a new migration.
"""

import contextlib
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy.dialects import sqlite  # noqa: E402
from sqlalchemy.schema import CreateIndex, CreateTable  # noqa: E402

import app.subjects  # noqa: E402
from app.store import connect, schema  # noqa: E402
from app.store.base import Base  # noqa: E402

app.subjects.load()
statements = []
for table in Base.metadata.sorted_tables:
    statements.append(str(CreateTable(table).compile(dialect=sqlite.dialect())))
    ordered = sorted(table.indexes, key=lambda found: str(found.name))
    statements.extend(str(CreateIndex(index).compile(dialect=sqlite.dialect())) for index in ordered)
clean = [re.sub(r"[ \t]+\n", "\n", statement.replace("\t", "    ")).strip() for statement in statements]
clean += [statement.strip() for statement in schema.HISTORY.split(";") if statement.strip()]
clean += [f"INSERT INTO tab_count (tab) VALUES ('{tab}')" for tab in schema.TAB_RULES]
target = ROOT / "app/store/migrations/versions/0001_first.sql"
target.write_text(";\n\n".join(clean) + ";\n\n", encoding="utf-8")

with tempfile.TemporaryDirectory() as folder, contextlib.closing(connect.create(Path(folder) / "x")) as connection:
    for statement in clean:
        connection.execute(statement)
    schema.remake_triggers(connection)
    found = schema.fingerprint(connection)
source = ROOT / "app/store/schema.py"
text = source.read_text(encoding="utf-8")
source.write_text(re.sub(r'FINGERPRINT = "[0-9a-f]*"', f'FINGERPRINT = "{found}"', text), encoding="utf-8")
print(found)
