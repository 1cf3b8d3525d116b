"""Triggers that keep the papers: an issued one stays as it is, and its number follows the one before.

Invoices and credit notes are for ever; other issued papers may be taken back to draft, keeping their number, as long
as nothing was made from them. They hold against every program that writes to the file, ours included.
"""

from __future__ import annotations

from app.store.refusing import refuse, same

LEGAL = "('invoice', 'credit_note')"
_FROZEN = (
    "id", "uid", "company_id", "kind", "number", "year", "sequence", "deposit", "contact_id", "client_name",
    "client_reference", "client_vat", "client_siret", "business", "billing", "delivery", "street", "postcode", "city",
    "country", "dated_on", "due_on", "valid_until", "delivery_on", "language", "currency", "prices_with_tax",
    "rounding", "regime", "payment_term", "means", "carrier", "order_number", "discount_percent", "rebate_percent",
    "rebate_days", "message", "printed_text", "net", "tax", "gross", "issued_at", "frozen", "previous", "chain",
    "created_at",
)  # fmt: skip
_PARTS = ("paper_line", "paper_tax", "paper_due")


def _moved(column: str) -> str:
    absorbed = f"NEW.{column} = (SELECT merged_into FROM client WHERE id = OLD.{column})"
    return f"(NEW.{column} IS OLD.{column} OR {absorbed})"


_KEPT = (
    f"{same(*_FROZEN)} AND {_moved('bill_to_id')} AND {_moved('ship_to_id')} "
    f"AND (NEW.entry_id IS OLD.entry_id OR OLD.entry_id IS NULL) AND (NEW.pdf IS OLD.pdf OR OLD.pdf = '')"
)
_REOPENED = (
    f"OLD.kind NOT IN {LEGAL} AND NEW.state = 'draft' AND NEW.number IS OLD.number AND NEW.sequence IS OLD.sequence "
    "AND NEW.year IS OLD.year AND NOT EXISTS (SELECT 1 FROM paper_link WHERE from_id = OLD.id AND kind <> 'copy')"
)
_SERIES = "company_id = NEW.company_id AND kind = NEW.kind AND year = NEW.year AND id <> NEW.id"
_WELL_ISSUED = f"""
    NEW.number <> '' AND NEW.sequence >= 1 AND NEW.year IS NOT NULL AND NEW.issued_at IS NOT NULL
    AND (OLD.sequence IS NEW.sequence OR OLD.sequence IS NULL)
    AND (OLD.sequence IS NOT NULL OR NEW.sequence = 1 + coalesce(
        (SELECT max(sequence) FROM paper WHERE {_SERIES}), NEW.sequence - 1))
    AND NEW.net + NEW.tax = NEW.gross
    AND NEW.tax = (SELECT coalesce(sum(tax), 0) FROM paper_tax WHERE paper_id = NEW.id)
    AND NEW.net = (SELECT coalesce(sum(net), 0) FROM paper_line WHERE paper_id = NEW.id)
    AND (NEW.kind NOT IN {LEGAL} OR (
        NEW.chain <> '' AND NEW.frozen <> ''
        AND NEW.dated_on >= coalesce((SELECT dated_on FROM paper WHERE {_SERIES} AND state = 'issued'
            ORDER BY sequence DESC LIMIT 1), '')
        AND NEW.previous = coalesce((SELECT chain FROM paper WHERE {_SERIES} AND state = 'issued'
            ORDER BY sequence DESC LIMIT 1), '')))
"""


def _parts(table: str) -> list[tuple[str, str]]:
    issued = "(SELECT state FROM paper WHERE id = {row}.paper_id) = 'issued'"
    words = "the rows of an issued paper are never changed"
    new, old = issued.format(row="NEW"), issued.format(row="OLD")
    return [
        refuse(f"{table}_insert", f"INSERT ON {table}", new, words),
        refuse(f"{table}_update", f"UPDATE ON {table}", f"{old} OR {new}", words),
        refuse(f"{table}_delete", f"DELETE ON {table}", old, words),
    ]


TRIGGERS = dict(
    [
        refuse(
            "paper_insert",
            "INSERT ON paper",
            "NEW.state <> 'draft' OR NEW.chain <> '' OR NEW.entry_id IS NOT NULL OR (NEW.sequence IS NOT NULL AND "
            f"NEW.kind IN {LEGAL})",
            "a paper begins as a draft",
        ),
        refuse(
            "paper_issue",
            "UPDATE ON paper",
            f"OLD.state = 'draft' AND NEW.state <> 'draft' AND NOT (NEW.state = 'issued' AND {_WELL_ISSUED})",
            "this paper cannot be issued like that",
        ),
        refuse(
            "paper_draft_update",
            "UPDATE ON paper",
            "OLD.state = 'draft' AND NEW.state = 'draft' AND (NEW.id <> OLD.id OR NEW.kind <> OLD.kind "
            "OR NEW.entry_id IS NOT NULL OR NEW.chain <> '' OR NEW.number IS NOT OLD.number "
            "OR NEW.sequence IS NOT OLD.sequence OR NEW.year IS NOT OLD.year)",
            "a draft has no number of its own making",
        ),
        refuse(
            "paper_update",
            "UPDATE ON paper",
            f"OLD.state = 'issued' AND NOT ((NEW.state = 'issued' AND {_KEPT}) OR ({_REOPENED}))",
            "an issued paper is never changed",
        ),
        refuse(
            "paper_delete",
            "DELETE ON paper",
            "OLD.state <> 'draft' OR OLD.sequence IS NOT NULL",
            "a paper with a number is never deleted",
        ),
        refuse("paper_event_update", "UPDATE ON paper_event", "1", "the history of a paper is append-only"),
        refuse(
            "paper_event_delete",
            "DELETE ON paper_event",
            "(SELECT state FROM paper WHERE id = OLD.paper_id) = 'issued'",
            "the history of a paper is append-only",
        ),
        refuse(
            "paper_link_delete",
            "DELETE ON paper_link",
            "(SELECT state FROM paper WHERE id = OLD.to_id) = 'issued' AND OLD.kind <> 'copy'",
            "what an issued paper was made from is never forgotten",
        ),
        refuse(
            "blob_delete",
            "DELETE ON blob",
            "EXISTS (SELECT 1 FROM paper WHERE pdf = OLD.sha256 AND pdf <> '')",
            "the print of an issued paper is never deleted",
        ),
        refuse("blob_update", "UPDATE ON blob", "1", "what is kept under a hash is never changed"),
        *(trigger for table in _PARTS for trigger in _parts(table)),
    ]
)
