"""Every subject's tables and derived data, made known to the store: call `load()` before the first session.

It stands on top of all subjects, since the store below cannot know them.
"""

from __future__ import annotations


def load() -> None:
    """Import every model, and register what refreshes the derived tables."""
    from sqlalchemy.orm import configure_mappers

    import app.clients.model
    import app.company.model
    import app.store.blobs  # noqa: F401
    from app.clients import audit, index
    from app.store import history, repair

    configure_mappers()
    history.derives(index.refresh)
    repair.register(audit.CHECK)
