"""Clients and prospects: their record, the list, the search, and what happens to a record in its life."""
