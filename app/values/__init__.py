"""Pure types and checks: money, dates, names, addresses, numbers. No table, no clock, no session."""
