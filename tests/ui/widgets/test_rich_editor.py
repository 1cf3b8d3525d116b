"""The editor of letters: what is typed, pasted and chosen is the text that is kept, and nothing else gets in."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QFontMetricsF, QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.documents import fonts
from app.documents.rich import FACES
from app.values.rich_text import MOST_LETTERS, Paragraph, Run, Table, Text, plain
from ui.widgets.rich_document import FAMILIES, Look, insert, read
from ui.widgets.rich_editor import RichEditor
from ui.widgets.rich_fields import FieldGroup
from ui.widgets.rich_line import RichLine

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CITY, DEAR = Run(field="city"), Run(field="dear")
GROUPS = [
    FieldGroup("Name", [("dear", "Dear"), ("name", "Name")]),
    FieldGroup("Address", [("city", "Town")]),
]


def words(*texts: str) -> Text:
    return tuple(Paragraph((Run(text),)) if text else Paragraph() for text in texts)


@pytest.fixture
def editor(shown: Any) -> RichEditor:
    made = RichEditor(lambda run: run.field, lambda: GROUPS)
    shown(made)
    made.edit.setFocus()
    return made


def keys(editor: RichEditor, *pressed: Any) -> None:
    for each in pressed:
        key, modifiers = each if isinstance(each, tuple) else (each, Qt.KeyboardModifier.NoModifier)
        if isinstance(key, str):
            QTest.keyClicks(editor.edit, key)
        else:
            QTest.keyClick(editor.edit, key, modifiers)


def paste(editor: RichEditor, html: str = "", text: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    editor.edit.insertFromMimeData(data)


TEXTS: list[Text] = [
    (),
    words("one"),
    words("", "after an empty line", ""),
    (Paragraph((Run("Dear "), DEAR, DEAR, Run(", a\nb"), Run("c", bold=True, size=4), Run("d", italic=True))),),
    (Paragraph((Run("x"),), "center"), Paragraph((Run("y", underline=True, size=-2),), "justify")),
    (
        Paragraph((Run("1"),), list="number"), Paragraph((Run("2"),), list="number"),
        Paragraph((Run("a"),), "right", "bullet"), Paragraph((Run("z"),)),
    ),
    (Table(((Paragraph((Run("a"),)), Paragraph((CITY,), "right")), (Paragraph(), Paragraph((Run("b\nc"),))))),),
    (*words("x", ""), Table(((Paragraph(), Paragraph()),)), Table(((Paragraph(), Paragraph()),)), *words("y")),
    (Paragraph((Run(field="gender", variants=("a", "b|c", "")),)),),
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_shown_is_what_is_read(editor: RichEditor, text: Text) -> None:
    editor.set_value(text)
    assert editor.value() == text


def test_showing_a_text_is_no_edit_and_cannot_be_undone(editor: RichEditor, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value(words("a", "b"))
        editor.set_look(Look("serif", 130))
    assert not editor.edit.document().isUndoAvailable()
    assert editor.value() == words("a", "b")


def test_numbers_go_on_through_a_list(editor: RichEditor) -> None:
    editor.set_value(tuple(Paragraph((Run(text),), list="number") for text in "abc"))
    block = editor.edit.document().begin().next().next()
    assert block.textList().itemNumber(block) == 2


@pytest.mark.parametrize(
    ("key", "look"), [(Qt.Key.Key_B, "bold"), (Qt.Key.Key_I, "italic"), (Qt.Key.Key_U, "underline")]
)
def test_the_keys_of_the_look(editor: RichEditor, key: Any, look: str) -> None:
    keys(editor, "a", (key, CONTROL), "b", (key, CONTROL), "c")
    assert editor.value() == (Paragraph((Run("a"), Run("b", **{look: True}), Run("c"))),)
    assert not editor.bar.button(look).isChecked()
    keys(editor, Qt.Key.Key_Left)
    assert editor.bar.button(look).isChecked()


def test_a_field_is_stepped_over_and_deleted_as_one(editor: RichEditor) -> None:
    editor.set_value((Paragraph((Run("a"), CITY, Run("b"))),))
    keys(editor, Qt.Key.Key_Right, Qt.Key.Key_Right, "x")
    assert editor.value() == (Paragraph((Run("a"), CITY, Run("xb"))),)
    keys(editor, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert editor.value() == words("ab")
    keys(editor, (Qt.Key.Key_Z, CONTROL))
    assert editor.value() == (Paragraph((Run("a"), CITY, Run("b"))),)


def test_a_field_takes_the_look_of_the_words_around_it(editor: RichEditor) -> None:
    keys(editor, (Qt.Key.Key_B, CONTROL), "a")
    editor.insert_field(CITY)
    keys(editor, "b")
    assert editor.value() == (Paragraph((Run("a", bold=True), Run(field="city", bold=True), Run("b", bold=True))),)


def test_copied_fields_and_looks_come_back_and_others_get_the_words(editor: RichEditor) -> None:
    text = (Paragraph((Run("a", bold=True), CITY)), Paragraph((Run("b"),), list="bullet"))
    editor.set_value(text)
    keys(editor, (Qt.Key.Key_A, CONTROL), (Qt.Key.Key_C, CONTROL))
    assert QApplication.clipboard().text() == "a{city}\nb"
    editor.set_value(())
    keys(editor, (Qt.Key.Key_V, CONTROL))
    assert editor.value() == text


def test_the_menu_of_fields_is_narrowed_and_chosen_by_keys(editor: RichEditor, qtbot: Any) -> None:
    chosen: list[str] = []
    editor.field_wanted.connect(chosen.append)
    editor.open_fields()
    popup = QApplication.activePopupWidget()
    assert popup.shown() == ["dear", "name", "city"]
    QTest.keyClicks(popup.search_box, "addr")
    assert popup.shown() == ["city"]
    QTest.keyClick(popup.search_box, Qt.Key.Key_Return)
    assert chosen == ["city"]


def test_enter_in_an_empty_entry_ends_the_list(editor: RichEditor) -> None:
    editor.bar.button("bullet").click()
    keys(editor, "a", Qt.Key.Key_Return, "b", Qt.Key.Key_Return, Qt.Key.Key_Return, "c")
    assert [(part.list, plain((part,))) for part in editor.value()] == [("bullet", "a"), ("bullet", "b"), ("", "c")]


def test_a_list_can_be_turned_into_another_and_back(editor: RichEditor) -> None:
    editor.set_value(words("a", "b"))
    keys(editor, (Qt.Key.Key_A, CONTROL))
    editor.bar.button("number").click()
    assert {part.list for part in editor.value()} == {"number"}
    editor.bar.button("bullet").click()
    assert {part.list for part in editor.value()} == {"bullet"}
    editor.bar.button("bullet").click()
    assert editor.value() == words("a", "b")


def test_tab_walks_through_a_table_and_adds_a_row_at_its_end(editor: RichEditor) -> None:
    editor.edit.insert_table(2, 1)
    keys(
        editor, "a", Qt.Key.Key_Tab, "b", Qt.Key.Key_Return, "c", Qt.Key.Key_Tab, "d", (Qt.Key.Key_Backtab, SHIFT), "e"
    )
    (table,) = editor.value()
    assert isinstance(table, Table)
    assert [[plain((cell,)) for cell in row] for row in table.rows] == [["a", "eb\nc"], ["d", ""]]
    menu = [action.text() for action in editor.bar.table_menu().actions()]
    assert "Remove this row" in menu


def test_tab_leaves_the_text_elsewhere(editor: RichEditor) -> None:
    keys(editor, "a", Qt.Key.Key_Tab)
    assert not editor.edit.hasFocus()
    assert editor.value() == words("a")


def test_size_and_side(editor: RichEditor) -> None:
    keys(editor, "a", (Qt.Key.Key_A, CONTROL))
    editor.bar.set_size(4)
    editor.bar.set_side("center")
    assert editor.value() == (Paragraph((Run("a", size=4),), "center"),)
    assert editor.edit.currentCharFormat().font().pixelSize() == editor.edit.look().pixels(4)


@pytest.mark.parametrize("typeface", ["sans", "serif"])
def test_the_text_is_shown_in_the_face_it_is_printed_in(editor: RichEditor, typeface: Any) -> None:
    editor.set_look(Look(typeface, 120))
    font = editor.edit.document().defaultFont()
    assert font.family() == FAMILIES[typeface][0].replace(" ", "_")
    sample = "Jusqu’au 15 décembre, une remise est accordée"
    on_screen = QFontMetricsF(font).horizontalAdvance(sample)
    on_paper = fonts.width(sample, FACES[typeface][0], font.pixelSize())
    assert on_screen == pytest.approx(on_paper, rel=0.01)


# ---- hostile ----


def test_pasted_pictures_scripts_and_styles_leave_only_words(
    editor: RichEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *given: asked.append(given))
    paste(
        editor,
        "<style>p{background:url(file:///etc/passwd)}</style><p>a<img src='file:///etc/passwd'>"
        "<img src='//server/share/x.png'><script>alert(1)</script><b onclick='x()'>b</b></p>",
    )
    editor.edit.viewport().grab()
    assert editor.value() == (Paragraph((Run("a"), Run("b", bold=True))),)
    assert asked == []


def test_the_document_loads_nothing_even_where_markup_asks_for_it(editor: RichEditor, tmp_path: Any) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.save(str(tmp_path / "red.png"))
    url = QUrl.fromLocalFile(str(tmp_path / "red.png"))
    found = editor.edit.document().resource(QTextDocument.ResourceType.ImageResource.value, url)
    assert found.width() == 1


def test_a_dropped_file_is_no_text(editor: RichEditor, tmp_path: Any) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.html"))])
    assert not editor.edit.canInsertFromMimeData(data)
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert not editor.edit.canInsertFromMimeData(data)


def test_what_is_too_long_is_cut_and_said(editor: RichEditor, qtbot: Any) -> None:
    editor.set_value(words("x" * 1000))
    with qtbot.waitSignal(editor.full):
        paste(editor, text="y" * 300_000)
    editor.grab()
    assert len(plain(editor.value())) <= MOST_LETTERS
    with qtbot.waitSignal(editor.full):
        keys(editor, "z")
    assert "z" not in plain(editor.value())


def test_a_clipboard_that_says_it_is_ours_and_is_not(editor: RichEditor) -> None:
    for junk in (b"\xff\xfe", b"[{", b'{"rows": 1}', b'[{"runs":[{"text":1,"field":"<img>"}]}]'):
        data = QMimeData()
        data.setData("application/x-clientele-text", junk)
        editor.edit.insertFromMimeData(data)
    assert plain(editor.value()).strip() == ""


def test_nothing_gets_into_a_text_that_is_read_only(editor: RichEditor) -> None:
    editor.set_value(words("a"))
    editor.set_read_only(True)
    paste(editor, "<p>b</p>")
    keys(editor, "c", Qt.Key.Key_Return)
    assert editor.value() == words("a")


# ---- one line ----


def test_the_title_is_one_line_of_words_and_fields(shown: Any) -> None:
    line = RichLine(lambda run: run.field)
    shown(line)
    line.set_value("For {name}, {gender|dear|dear|all}")
    assert line.value() == "For {name}, {gender|dear|dear|all}"
    line.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(line.edit, " now")
    QTest.keyClick(line.edit, Qt.Key.Key_Return)
    QTest.keyClick(line.edit, Qt.Key.Key_B, CONTROL)
    data = QMimeData()
    data.setHtml("<p><b>a</b></p><p>b<br>c</p>")
    line.edit.insertFromMimeData(data)
    assert line.value() == "For {name}, {gender|dear|dear|all} nowa b c"
    assert line.edit.document().blockCount() == 1


def test_a_double_click_or_f2_on_a_field_says_which(editor: RichEditor) -> None:
    editor.set_value((Paragraph((Run("ab"), CITY, Run("c"))),))
    opened: list[int] = []
    editor.field_opened.connect(opened.append)
    cursor = editor.edit.textCursor()
    cursor.setPosition(2)
    place = editor.edit.cursorRect(cursor).center() + QPoint(20, 0)
    QTest.mouseDClick(editor.edit.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [2]
    assert editor.edit.field(2) == CITY
    editor.edit.setTextCursor(cursor)
    keys(editor, Qt.Key.Key_F2, Qt.Key.Key_Right, Qt.Key.Key_F2)
    assert opened == [2, 2, 2]
    keys(editor, Qt.Key.Key_Home, Qt.Key.Key_F2)
    assert opened == [2, 2, 2]


def test_a_text_in_a_document_without_a_window() -> None:
    document = QTextDocument()
    insert(QTextCursor(document), words("a"), Look())
    assert read(document) == words("a")
