"""The town of an address in a form: offered and filled in from the postcode, and the postcode from the town."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject

from app.values import postcode
from ui.clients.form import Form
from ui.clients.form_inputs import Bound
from ui.text import tr
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice

_MOST = 40


class Town(QObject):
    """`box` is the field of the town for the address at `start` (`addresses/0/`), bound in `form`."""

    def __init__(self, form: Form, start: str) -> None:
        super().__init__(form)
        self._form, self._state = form, form.state
        self._city, self._postcode, self._country = (f"{start}{name}" for name in ("city", "postcode", "country"))
        bound = Bound(Choice(free=True), lambda text: text or "", options=lambda _: self._options())
        self.box = cast(FieldBox, form.bind(self._city, bound, tr("Town")))
        self.box.input.left.connect(self._fill_postcode)
        self._state.edited.connect(self._on_edited)

    def _towns(self) -> tuple[str, ...]:
        code, country = self._state.value(self._postcode), self._state.value(self._country)
        return postcode.towns(postcode.normal(code, country), country) if code else ()

    def _options(self) -> list[tuple[str, str]]:
        return [(town, town) for town in self._towns()[:_MOST]]

    def _on_edited(self, path: str) -> None:
        if path == self._country and self._state.value(self._postcode):
            self._form.check(self._postcode)
        if path in ("", self._postcode, self._country):
            self._offer()
        if path in ("", self._postcode, self._country, self._city):
            self._say(followed=path != "")

    def _offer(self) -> None:
        """The towns of the postcode, unless she is just typing one."""
        typed = self._state.value(self._city)
        if not (typed and self.box.input.core().hasFocus()):
            self.box.input.set_options(self._options())
            self.box.input.set_value(typed)

    def _say(self, *, followed: bool) -> None:
        found, typed = self._towns(), self._state.value(self._city)
        filled = followed and found == (typed,)
        self.box.set_ok(filled)
        if filled:
            self.box.set_hint(tr("Filled in from the postcode"))
        else:
            several = len(found) > 1 and not typed
            self.box.set_hint(tr("Choose among {count} towns", count=len(found)) if several else "")

    def _fill_postcode(self) -> None:
        if self._state.value(self._country) != "FR" or self._state.value(self._postcode):
            return
        found = postcode.postcodes(self._state.value(self._city))
        if len(found) == 1:
            self._state.set_value(self._postcode, found[0])
