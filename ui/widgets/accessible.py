"""Words as they are: what screen readers hear, tips that are never HTML, buttons where "&" is a letter."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget


def key_text(keys: str | QKeySequence | QKeySequence.StandardKey) -> str:
    """A shortcut as this computer writes it, for a key cap: "Ctrl N", "⌘N"."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("++", "+\0").replace("+", " ").replace("\0", "+")


class PlainWords:
    """Mixin for buttons: Qt would take "R&D" for a shortcut, and "Terms & blocks" for Alt+Space."""

    def setText(self, text: str) -> None:
        super().setText(text)  # type: ignore[misc]
        self.setShortcut(QKeySequence())  # type: ignore[attr-defined]
        if "&" in text:
            self.setAccessibleName(text)  # type: ignore[attr-defined]


def plain_tip(text: str) -> str:
    """`text` for `setToolTip` and `ToolTipRole`: Qt would read a client called `<img ...>` as HTML, and fetch it."""
    if "<" not in text and "&" not in text:
        return text
    # `html.escape` would load its table of entities at the start, for the two signs that a place's name may have.
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{plain}</qt>"


def set_tip(widget: QWidget, text: str, keys: str | QKeySequence | None = None) -> None:
    """A plain tip, with the shortcut after it."""
    widget.setToolTip(plain_tip(f"{text}  ({key_text(keys)})" if keys else text))


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have the screen reader say `text`, if one is running."""
    # Qt's part for screen readers is large, and the first list has nothing to announce.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if not text or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
