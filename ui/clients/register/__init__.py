"""Completing a client from the public registers of companies."""
