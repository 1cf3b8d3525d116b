"""Contacts in and out: the page that imports vCards, and the dialog that exports them."""
