"""What a letter says: its title, its text, once for each language of its readers, and how it is set."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.mailings.filling import Words
from app.mailings.plan import TEXT_SIZES
from ui.mailings.letter_fields import LetterFields
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.buttons import IconButton
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice
from ui.widgets.labels import ElidedLabel, LinkLabel, Panel
from ui.widgets.rich_document import FAMILIES, Look
from ui.widgets.rich_editor import RichEditor
from ui.widgets.rich_fields import FieldList
from ui.widgets.rich_line import RichLine
from ui.widgets.toggles import Segmented


class LetterTexts(QWidget):
    """`edited` by hand; `look_changed`: another typeface or size; `full`: the text was too long to be taken whole;
    `turned`: another language is in front.
    """

    edited = Signal()
    look_changed = Signal()
    full = Signal()
    turned = Signal()

    def __init__(self, shell: Shell, *, with_look: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = LetterFields(shell, self)
        self._words: dict[str, Words] = {}
        self._language = ""
        self._shown: list[str] = []
        self._read_only = False
        self.title = RichLine(self.fields.label)
        self.look = Choice(_looks())
        self.editor = RichEditor(self.fields.label, self.fields.groups)
        self.tabs: Segmented | None = None
        self._build(with_look)
        self.fields.serve(self.editor)
        self.title.edited.connect(self.edited)
        self.editor.edited.connect(self.edited)
        self.editor.full.connect(self.full)
        self.look.edited.connect(self._on_look)
        self.begin.clicked.connect(self._begin_from_other)

    def _build(self, with_look: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.title_box = FieldBox(tr("Letter title"), self.title)
        self._braces = IconButton("braces", tr("Insert a field into the title"))
        self._braces.clicked.connect(self._open_fields)
        self.look_box = FieldBox(tr("Font"), self.look)
        self.look_box.setVisible(with_look)
        row.addWidget(self.title_box, 1)
        row.addWidget(self._braces, 0, Qt.AlignmentFlag.AlignBottom)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(12)
        self._head.addLayout(row, 1)
        self._head.addWidget(self.look_box)
        self._none = Panel("alt", "bottom")
        hint = QHBoxLayout(self._none)
        hint.setContentsMargins(12, 6, 12, 6)
        hint.setSpacing(8)
        self._none_words = ElidedLabel("", "small", "text2")
        self.begin = LinkLabel("", style="small")
        hint.addWidget(self._none_words, 1)
        hint.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head)
        self._below = QVBoxLayout()
        self._below.setSpacing(0)
        self._languages = QHBoxLayout()
        self._languages.setContentsMargins(0, 0, 0, 8)
        self._below.addLayout(self._languages)
        self._below.addWidget(self._none)
        self._below.addWidget(self.editor, 1)
        column.addLayout(self._below, 1)

    # What is shown

    def show_texts(self, texts: Iterable[Words], languages: Iterable[str], look: Look) -> None:
        """These texts; a tab for each of `languages` and of the texts, where there are several."""
        self._words = {words.language: words for words in texts}
        self.look.set_value((look.typeface, look.tenths))
        self.editor.set_look(look)
        keep = self._language
        known = list(dict.fromkeys((*self._words, *languages)))
        self._show_tabs(known)
        self._show_language(keep if keep in known else known[0] if known else "")

    def add_languages(self, languages: Iterable[str]) -> None:
        """The readers speak these too."""
        known = list(dict.fromkeys((*self.languages(), *languages)))
        if known != self.languages():
            self._show_tabs(known)
            self._show_language(self._language or known[0])

    def languages(self) -> list[str]:
        """Of the tabs."""
        return self._shown

    def value(self) -> tuple[Words, ...]:
        """The texts that say anything; the first one is kept even where it does not."""
        self._collect()
        found = [words for words in self._words.values() if words.title.strip() or words.body]
        if not found and self._words:
            found = [next(iter(self._words.values()))]
        return tuple(found)

    def chosen_look(self) -> Look:
        """Typeface and size."""
        typeface, tenths = self.look.value() or ("sans", 100)
        return Look(typeface, tenths)  # type: ignore[arg-type]

    def set_read_only(self, read_only: bool) -> None:
        """To be read only, after it was printed."""
        self._read_only = read_only
        self.title.set_read_only(read_only)
        self.look.set_read_only(read_only)
        self.editor.set_read_only(read_only)
        self._braces.setVisible(not read_only)
        self._show_hint()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room the title has a row of its own, and a typeface says by itself what it is."""
        way = QBoxLayout.Direction
        self._head.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._head.setSpacing(8 if narrow else 12)
        self.look_box.show_label(on=not narrow)

    def _show_tabs(self, languages: list[str]) -> None:
        if languages == self._shown:
            return
        self._shown = languages
        if self.tabs is not None:
            self._languages.removeWidget(self.tabs)
            self.tabs.hide()
            self.tabs.deleteLater()
            self.tabs = None
        if len(languages) > 1:
            names = [(language, translator().language_name(language)) for language in languages]
            self.tabs = Segmented(names, tr("Language of the letter"), small=True)
            self.tabs.changed.connect(self._turn)
            self._languages.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
            before = self.look.core()
            for language in languages:
                self.setTabOrder(before, self.tabs.segment(language))
                before = self.tabs.segment(language)

    def _show_language(self, language: str) -> None:
        self._language = language
        if self.tabs is not None:
            self.tabs.set_value(language)
        words = self._words.get(language, Words(language))
        self.title.set_value(words.title)
        self.editor.set_value(words.body)
        self._show_hint()

    def _turn(self, language: str) -> None:
        if language == self._language:
            return
        self._collect()
        self._show_language(language)
        self.turned.emit()

    def language(self) -> str:
        """The one in front."""
        return self._language

    def _collect(self) -> None:
        if self._language and not self._read_only:
            self._words[self._language] = Words(self._language, self.title.value(), self.editor.value())

    # A language without a text

    def _other(self) -> Words | None:
        """The text that readers get whose language has none: the first one."""
        found = (words for words in self._words.values() if words.language != self._language and words.body)
        return next(found, None)

    def _show_hint(self) -> None:
        mine, other = self._words.get(self._language), self._other()
        empty = not self._read_only and other is not None and (mine is None or not (mine.title or mine.body))
        self._none.setVisible(empty)
        if empty and other is not None:
            name = translator().language_name(other.language)
            self._none_words.setText(tr("While this is empty, they get the other text."))
            self.begin.setText(tr("Begin with the text in {language}", language=name))

    def _begin_from_other(self) -> None:
        other = self._other()
        if other is not None:
            self._words[self._language] = Words(self._language, other.title, other.body)
            self._show_language(self._language)
            self.edited.emit()

    # Look and fields

    def _on_look(self) -> None:
        self.editor.set_look(self.chosen_look())
        self.look_changed.emit()

    def _open_fields(self) -> None:
        found = FieldList(self.fields.groups(), self)
        found.chosen.connect(self._insert_in_title)
        found.open_under(self._braces)

    def _insert_in_title(self, key: str) -> None:
        self.fields.insert(self.title, key)


def _looks() -> list[tuple[tuple[str, int], str]]:
    """Every typeface in every size; what is chosen is a pair of both."""
    size = translator().number
    return [
        ((typeface, tenths), f"{family} {size(tenths // 10)}")
        for typeface, (family, _files) in FAMILIES.items()
        for tenths in TEXT_SIZES
    ]
