"""What holds of a client on a day, as SQL that selects client ids: orders blocked, owing money, late with it."""

from __future__ import annotations

# Twice the day.
BLOCKED_NOW = (
    "SELECT client_id FROM block WHERE kind = 'orders' AND from_on <= ? AND (until_on IS NULL OR until_on >= ?)"
)
OWES = "SELECT client_id FROM client_figure WHERE main = 1 AND balance > 0"
# The day.
OVERDUE = "SELECT client_id FROM open_item WHERE open > 0 AND due_on < ?"
