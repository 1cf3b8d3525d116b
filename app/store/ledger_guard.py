"""Triggers that keep the ledger: no entry changes or goes, no allocation exceeds what it matches.

They hold against every program that writes to the file, ours included. The one column of an entry that may change is
its client, and only to the record that absorbed the old one.
"""

from __future__ import annotations

from app.store.refusing import refuse, same

_ENTRY = (
    "id", "company_id", "currency", "kind", "number", "label", "dated_on", "due_on", "amount", "net", "reference",
    "reverses_id", "entered_at", "chain",
)  # fmt: skip
_MERGED = "(NEW.client_id = OLD.client_id OR NEW.client_id = (SELECT merged_into FROM client WHERE id = OLD.client_id))"
_MATCHED = (
    "(SELECT coalesce(sum(amount), 0) FROM allocation WHERE {side} = NEW.{side} AND ended_on IS NULL) + NEW.amount "
    "> (SELECT {sign}amount FROM entry WHERE id = NEW.{side})"
)
_PAIR = (
    "NOT EXISTS (SELECT 1 FROM entry c JOIN entry d ON d.id = NEW.debit_id WHERE c.id = NEW.credit_id "
    "AND c.amount < 0 AND d.amount > 0 AND c.client_id = d.client_id AND c.company_id = d.company_id "
    "AND c.currency = d.currency AND NEW.made_on >= c.dated_on AND NEW.made_on >= d.dated_on)"
)

TRIGGERS = dict(
    (
        refuse(
            "entry_insert",
            "INSERT ON entry",
            "NEW.amount = 0 OR NEW.chain = '' OR (NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry e "
            "WHERE e.id = NEW.reverses_id AND e.amount = -NEW.amount AND e.client_id = NEW.client_id "
            "AND e.currency = NEW.currency AND e.company_id = NEW.company_id AND e.reverses_id IS NULL "
            "AND e.dated_on <= NEW.dated_on)) OR EXISTS (SELECT 1 FROM entry e WHERE e.reverses_id = NEW.reverses_id)",
            "this entry cannot stand in the ledger",
        ),
        refuse(
            "entry_update",
            "UPDATE ON entry",
            f"NOT ({same(*_ENTRY)} AND {_MERGED})",
            "an entry is never changed",
        ),
        refuse("entry_delete", "DELETE ON entry", "1", "an entry is never deleted"),
        refuse(
            "instalment_insert",
            "INSERT ON instalment",
            "NEW.amount = 0 OR NEW.entry_id <> (SELECT max(id) FROM entry) OR EXISTS (SELECT 1 FROM allocation "
            "WHERE debit_id = NEW.entry_id OR credit_id = NEW.entry_id)",
            "instalments come with their entry",
        ),
        refuse("instalment_update", "UPDATE ON instalment", "1", "an instalment is never changed"),
        refuse("instalment_delete", "DELETE ON instalment", "1", "an instalment is never deleted"),
        refuse(
            "allocation_insert",
            "INSERT ON allocation",
            f"NEW.amount <= 0 OR NEW.ended_on IS NOT NULL OR {_PAIR} OR {_MATCHED.format(side='credit_id', sign='-')} "
            f"OR {_MATCHED.format(side='debit_id', sign='')}",
            "more is matched than there is",
        ),
        refuse(
            "allocation_update",
            "UPDATE ON allocation",
            f"NOT ({same('id', 'credit_id', 'debit_id', 'amount', 'made_on')} AND OLD.ended_on IS NULL "
            "AND NEW.ended_on >= OLD.made_on)",
            "an allocation can only end",
        ),
        refuse("allocation_delete", "DELETE ON allocation", "1", "an allocation is never deleted"),
        refuse(
            "payment_update",
            "UPDATE ON payment",
            f"NOT ({same('id', 'entry_id', 'company_id', 'year', 'sequence')} "
            "AND (OLD.reversed_on IS NULL OR NEW.reversed_on IS OLD.reversed_on))",
            "the amount and the number of a payment are never changed",
        ),
        refuse(
            "payment_insert",
            "INSERT ON payment",
            "NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM payment WHERE company_id = NEW.company_id "
            "AND year = NEW.year), NEW.sequence - 1) OR NEW.sequence < 1",
            "payments are numbered without a gap",
        ),
        refuse("payment_delete", "DELETE ON payment", "1", "a payment is never deleted"),
    )
)
