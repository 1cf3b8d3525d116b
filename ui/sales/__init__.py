"""Quotes, orders, delivery notes, invoices and credit notes on screen: their list, their editor, what prints them."""
