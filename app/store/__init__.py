"""The book: one SQLite file, its sessions, its history, its backups. `book.py` holds the only doors."""
