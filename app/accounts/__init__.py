"""The receivables ledger: entries, payments, allocation, balance, ageing, statement; below the papers."""
