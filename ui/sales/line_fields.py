"""The fields in which a cell of a line is edited. Amounts take a comma, a point, spaces, "12,5 %"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from app.company import taxes
from app.errors import Problem
from app.i18n import N_, plural
from app.sales import choosing
from ui.sales.found_field import FoundField
from ui.sales.suggestions import Suggestion
from ui.text import tr, translator, trn
from ui.widgets.inputs import Choice
from ui.widgets.typed_inputs import AmountInput

if TYPE_CHECKING:
    from ui.sales.paper_editor import PaperEditor

CREATE, FREE = "create", "free"


class QuantityField(AmountInput):
    """A number with as many decimals as it needs."""

    def __init__(self) -> None:
        super().__init__(unit="", decimals=0, finer=True)

    def _read(self, text: str) -> Decimal | Problem:
        found = super()._read(text)
        if isinstance(found, Problem) and "example" in found.parameters:
            example = translator().number(Decimal("12.5"), 1)
            return Problem("", N_("This is not a number. Type it like {example}."), {"example": example})
        return found

    def _write(self, value: Decimal) -> str:
        return super()._write(value.normalize() if value % 1 else value)


class PercentField(QuantityField):
    """A percentage, its sign typed or not."""

    def _read(self, text: str) -> Decimal | Problem:
        return super()._read(text.replace("%", "").strip())


class PriceField(AmountInput):
    """A price, to the ten-thousandth."""

    def __init__(self) -> None:
        super().__init__(unit="", finer=True)


class TaxField(Choice):
    """The rates on offer, and the one that is chosen."""

    def __init__(self, editor: PaperEditor, chosen: int | None) -> None:
        assert editor.desk is not None
        words = translator()
        super().__init__(
            [(each.id, taxes.label(each.rate, words)) for each in editor.desk.rates if each.active or each.id == chosen]
        )


class ProductField(FoundField):
    """`picked`: a row of the catalogue, or (CREATE, text), or (FREE, text)."""

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setAccessibleName(tr("Product, or any text"))

    def look_for(self, text: str) -> None:
        buyer = self._editor.desk.buyer if self._editor.desk else None
        work = partial(_find, text=text, client_id=buyer.id if buyer else None)
        self._editor.shell.jobs.rows(self, work, partial(self._take, text), key="paper products")

    def _take(self, text: str, found: Sequence[Any]) -> None:
        plain = text.strip()
        entries = [self._entry(row, times) for row, times in found]
        entries.append(Suggestion((FREE, plain), tr("Use “{text}” as a free line", text=plain)))
        entries.append(Suggestion((CREATE, plain), tr("+ Create “{text}” as a new product", text=plain)))
        self.offer(text, entries)

    def _entry(self, row: Any, times: int) -> Suggestion:
        often = plural("used {count} time for this client", "used {count} times for this client")
        used = trn(often, times) if times else row.code
        price = translator().money(row.price, self._editor.draft.currency)
        return Suggestion(row, row.name, used, price, strong=True)


def _find(db: Any, *, text: str, client_id: int | None) -> list[tuple[Any, int]]:
    return choosing.find_products(db, text, client_id)
