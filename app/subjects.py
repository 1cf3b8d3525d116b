"""Every subject's tables and derived data, made known to the store: call `load()` before the first session.

It stands on top of all subjects, since the store below cannot know them.
"""

from __future__ import annotations


def load() -> None:
    """Import every model, and register what refreshes the derived tables."""
    from sqlalchemy.orm import configure_mappers

    import app.accounts.model
    import app.activity.model
    import app.catalog.model
    import app.clients.model
    import app.company.model
    import app.mailings.model
    import app.sales.model
    import app.store.blobs  # noqa: F401
    from app.accounts import figures, ledger
    from app.activity import files
    from app.catalog import records as products
    from app.clients import audit, index
    from app.clients import records as clients
    from app.company import founding
    from app.mailings import mailings, templates
    from app.sales import guards, issuing
    from app.store import history, repair

    configure_mappers()
    history.derives(index.refresh)
    history.derives(figures.refresh)
    repair.register(audit.CHECK)
    repair.register(figures.CHECK)
    repair.testify(ledger.WITNESS)
    repair.testify(issuing.WITNESS)
    repair.testify(files.WITNESS)
    founding.also(templates.add_starters)
    clients.lets_go(mailings.let_go)
    clients.goes_along(files.go_with)
    clients.guard(ties=guards.has_papers, locks=guards.must_stay_client)
    if guards.is_sold not in products.ties:
        products.ties.append(guards.is_sold)
