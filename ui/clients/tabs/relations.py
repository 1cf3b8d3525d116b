"""The section Relations: whose client this is, where they come from, what they need, their score and their figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clients import drafts
from app.clients.fields import CATALOGUE
from app.clients.model import Client, ClientFollower, FinancialYear, ScoreLine
from ui.clients import reading
from ui.clients.client_picker import ClientPicker
from ui.clients.editor import Editor
from ui.clients.form import Form
from ui.clients.form_inputs import Bound, entry_options
from ui.clients.part_rows import Cell, PartRows
from ui.clients.section import FieldsSection, Slot
from ui.clients.table_grid import Column, TableGrid
from ui.text import tr, translator
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import text_label
from ui.widgets.typed_inputs import DateInput, NumberInput, amount_input


class RelationsSection(FieldsSection):
    """Plain fields, then score, followers, subsidiaries and yearly figures."""

    slots = (
        Slot("parent_id", 6),
        Slot("owner_id", 3),
        Slot("team_id", 3),
        Slot("referral_id", 3),
        Slot("referred_by_id", 6),
        Slot("client_since", 3),
        Slot("needs", 12, read_span=6),
        Slot("followup", 9, read_span=3),
        Slot("followup_on", 3),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "relations", tr("Relations"))
        self.answers += ("scores", "followers", "financial_years")
        self.years = TableGrid(
            (
                Column(tr("Year"), 1), Column(tr("Turnover"), 2), Column(tr("Result"), 2), Column(tr("Equity"), 2),
                Column(tr("Employees"), 1), Column(tr("Source"), 3),
            ),
            tr("Their figures"),
        )  # fmt: skip
        self._years_title = text_label(tr("Their figures"), "card")

    # Reading

    def _make_read(self) -> None:
        super()._make_read()
        self.add_read("scores", tr("Score"), span=6)
        self.add_read("followers", tr("Also followed by"), span=3)
        self.add_read("subsidiaries", tr("Subsidiaries"), span=6)
        self.body.addWidget(self._years_title)
        self.body.addWidget(self.years)

    def _refresh_read(self) -> None:
        super()._refresh_read()
        opened, draft = self.editor.opened, self.editor.draft
        self._shown_read["scores"].set_value(score_words(draft))
        people = (opened.label("person", each.person_id) for each in draft.followers)
        self._shown_read["followers"].set_value(", ".join(filter(None, people)))
        below = self._shown_read["subsidiaries"]
        below.set_value(", ".join(each.label for each in opened.subsidiaries), open_it=self._subsidiary_opener())
        below.setVisible(bool(opened.subsidiaries))
        self._show_years(draft)
        self._shown_read["team_id"].setVisible(self._has_teams())

    def _show_slots(self) -> None:
        super()._show_slots()
        team = self.form and self.form.widget("team_id")
        if team is not None:
            team.setVisible(self._has_teams())

    def _has_teams(self) -> bool:
        """A shop without teams does not hear of them."""
        return bool(self.editor.opened.lists.get("team")) or self.editor.draft.team_id is not None

    def show_record(self) -> None:
        super().show_record()
        shown = bool(self.editor.draft.financial_years) and not self.editor.editing
        self.years.setVisible(shown)
        self._years_title.setVisible(shown)

    def _subsidiary_opener(self) -> Callable[[], object] | None:
        found = self.editor.opened.subsidiaries
        return partial(self.editor.shell.open_record, found[0].id) if len(found) == 1 else None

    def _show_years(self, draft: Client) -> None:
        currency = self.editor.opened.currency
        if not self.years.begin([drafts.plain(year) for year in draft.financial_years], currency):
            return
        for year in sorted(draft.financial_years, key=lambda each: -each.year):
            known = (year.turnover, year.result, year.equity)
            amounts = ("" if each is None else reading.money(each, currency) for each in known)
            words = (str(year.year), *amounts, str(year.headcount or ""), year.source)
            self.years.add_row([text_label(text) for text in words])

    # Editing

    def fill_edit(self, form: Form, place: QWidget) -> None:
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        fields = QWidget()
        super().fill_edit(form, fields)
        column.addWidget(fields)
        for title, rows in (
            (tr("Score"), self._score_rows(form)),
            (tr("Also followed by"), self._follower_rows(form)),
            (tr("Their figures"), self._year_rows(form)),
        ):
            column.addWidget(text_label(title, "card"))
            column.addWidget(rows)

    def add_edit(self, form: Form, slot: Slot) -> QWidget:
        if CATALOGUE[slot.key].kind.name == "client":
            picker = ClientPicker(self.editor.shell, lambda: self.editor.opened.clients, not_this=self.editor.client_id)
            return form.bind(slot.path, Bound(picker), slot.words(), field=CATALOGUE[slot.key])
        return super().add_edit(form, slot)

    def _score_rows(self, form: Form) -> PartRows:
        today = self.editor.shell.today
        cells = (
            Cell("points", tr("Points"), _points, 2),
            Cell("reason", tr("Why"), lambda: Bound(LineInput()), 6),
            Cell("given_on", tr("Date"), lambda: Bound(DateInput(), to_draft=lambda day: day or today()), 3),
        )
        make = partial(self._score, today)
        return PartRows(form, "scores", cells, make, add=tr("Add points"), first="points")

    @staticmethod
    def _score(today: Callable[[], date]) -> ScoreLine:
        return ScoreLine(given_on=today())

    def _follower_rows(self, form: Form) -> PartRows:
        def person() -> Bound:
            people = self.editor.opened.lists.get("person", ())
            return Bound(Choice(), options=lambda value: entry_options(people, value)[1:])

        def first() -> ClientFollower:
            taken = {each.person_id for each in self.editor.draft.followers}
            people = self.editor.opened.lists.get("person", ())
            return ClientFollower(person_id=next(each.id for each in people if each.id not in taken))

        cells = (Cell("person_id", tr("Person"), person),)
        rows = PartRows(form, "followers", cells, first, add=tr("Add somebody"), first="person_id")
        form.state.edited.connect(lambda _: self._limit_followers(rows))
        self._limit_followers(rows)
        return rows

    def _limit_followers(self, rows: PartRows) -> None:
        people = [each for each in self.editor.opened.lists.get("person", ()) if each.active]
        rows.adder.setEnabled(len(self.editor.draft.followers) < len(people))

    def _year_rows(self, form: Form) -> PartRows:
        currency = self.editor.opened.currency

        def amount() -> Bound:
            return Bound(amount_input(currency))

        cells = (
            Cell("year", tr("Year"), lambda: Bound(_Year(), to_draft=lambda year: year or self._last_year()), 2),
            Cell("turnover", tr("Turnover"), amount, 3),
            Cell("result", tr("Result"), amount, 3),
            Cell("equity", tr("Equity"), amount, 3),
            Cell("headcount", tr("Employees"), lambda: Bound(NumberInput(most=999_999)), 2),
            Cell("source", tr("Source"), lambda: Bound(LineInput()), 3),
        )
        return PartRows(form, "financial_years", cells, self._next_year, add=tr("Add a year"), first="turnover")

    def _next_year(self) -> FinancialYear:
        known = [each.year for each in self.editor.draft.financial_years]
        return FinancialYear(year=max(known) + 1 if known else self._last_year())

    def _last_year(self) -> int:
        return self.editor.shell.today().year - 1


def _points() -> Bound:
    return Bound(NumberInput(least=-1000, most=1000), to_draft=lambda points: points or 0)


class _Year(NumberInput):
    """A year is not grouped: 2026, not 2 026."""

    def __init__(self) -> None:
        super().__init__(least=1900, most=2100)

    def _write(self, value: object) -> str:
        return str(value)


def score_words(draft: Client) -> str:
    """The sum, and the last reason."""
    if not draft.scores:
        return ""
    total = translator().number(sum(line.points for line in draft.scores))
    last = max(draft.scores, key=lambda line: line.given_on)
    return tr("{total} · {reason}", total=total, reason=last.reason) if last.reason else total
