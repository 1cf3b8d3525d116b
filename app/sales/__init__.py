"""Papers: quote, order, delivery note, invoice, credit note, pro forma, purchase order; lines, totals, workflow."""
