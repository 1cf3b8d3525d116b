"""The merge fields as the editor offers them: in groups, with the owner's own fields, and those that choose words."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.mailings import merge_fields
from app.mailings.merge_fields import CHOICES, FIELDS, FILLED, GENDER, GROUPS, NUMBER, OWN_FIELDS, MergeField
from app.values.rich_text import Run
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.question import Question
from ui.widgets.rich_editor import RichEditor
from ui.widgets.rich_fields import FieldGroup
from ui.widgets.rich_line import RichLine


class LetterFields(QObject):
    """Serves any number of editors of one page."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._page = shell, parent
        self._own: dict[str, MergeField] = {}

    def read(self) -> None:
        """Ask for the owner's own fields."""
        self._shell.jobs.read(self, merge_fields.own_fields, self._take, key=f"own fields {id(self)}")

    def _take(self, found: tuple[MergeField, ...]) -> None:
        self._own = {field.key: field for field in found}

    def label(self, run: Run) -> str:
        """What stands on the chip of a field."""
        return merge_fields.chip(run, translator(), {key: field.label for key, field in self._own.items()})

    def name(self, key: str) -> str:
        """What a field is called."""
        return self.label(Run(field=key))

    def groups(self) -> list[FieldGroup]:
        """Words that depend on the client first, then every field in its group."""
        found = [FieldGroup(tr("Words that depend on the client"), [(key, tr(title)) for key, title, _ in CHOICES])]
        for group in GROUPS:
            known = [*FIELDS.values(), *self._own.values()] if group == OWN_FIELDS else list(FIELDS.values())
            fields = [(field.key, self.name(field.key)) for field in known if field.group == group]
            if fields:
                found.append(FieldGroup(tr(group), fields))
        return found

    def serve(self, editor: RichEditor) -> None:
        """Put in what is chosen in `editor`, and change what is opened in it."""
        editor.field_wanted.connect(partial(self.insert, editor))
        editor.field_opened.connect(partial(self._change, editor))

    def insert(self, editor: RichEditor | RichLine, key: str) -> None:
        """Put a field in; of one that chooses words, ask for the words first."""
        if key in (GENDER, NUMBER, FILLED):
            WordsDialog(self, self._page, Run(field=key), editor.insert_field).begin()
        else:
            editor.insert_field(Run(field=key))

    def _change(self, editor: RichEditor, place: int) -> None:
        run = editor.edit.field(place)
        if run is not None and merge_fields.is_conditional(run.field) and not editor.edit.isReadOnly():
            WordsDialog(self, self._page, run, partial(editor.edit.replace_field, place)).begin()

    def subjects(self, kind: str) -> list[tuple[str, str]]:
        """The fields that words can depend on."""
        keys = merge_fields.COUNTABLE if kind == NUMBER else (*FIELDS, *self._own)
        return [(key, self.name(key)) for key in keys]


_MOST = 200  # letters of a variant


class WordsDialog(Question):
    """Asks which words stand in the text in which case; `done(run)`."""

    def __init__(self, fields: LetterFields, parent: QWidget, run: Run, done: Any) -> None:
        kind, title, cases = next(each for each in CHOICES if run.field.startswith(each[0]))
        super().__init__(parent, tr(title), tr("Use these words"), partial(self._made, kind, done))
        if kind != GENDER:
            subject = merge_fields.subject(run.field)
            choice = Choice(fields.subjects(kind))
            choice.set_value(subject or choice.itemData(0))
            self.add("field", tr("Which field decides"), choice, needed=tr("Choose a field."))
        for number, case in enumerate(cases):
            words = run.variants[number] if number < len(run.variants) else ""
            self.add(f"words{number}", _sentence(tr(case)), LineInput(words, max_length=_MOST))

    @staticmethod
    def _made(kind: str, done: Any, **answer: Any) -> None:
        words = [answer[name] for name in sorted(answer) if name.startswith("words")]
        while len(words) > 1 and not words[-1]:
            words.pop()
        if any(words):
            done(Run(field=kind if kind == GENDER else f"{kind}{answer['field']}", variants=tuple(words)))


def _sentence(words: str) -> str:
    """With a capital, to stand alone."""
    return words[:1].upper() + words[1:]
