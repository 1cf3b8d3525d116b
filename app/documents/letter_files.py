"""One letter as a file that other programs open: OpenDocument text, or a web page of its own.

Every word is escaped by the writers of XML and HTML; nothing in a letter is markup, and nothing outside is named.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

from sqlalchemy.orm import Session

from app.documents import saving
from app.documents.letter import Layout, Letter
from app.documents.mailing_letters import Desk
from app.documents.words import long_day
from app.i18n import N_
from app.mailings.plan import Plan
from app.values.rich_text import Paragraph, Part, Run, Table

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_NAMES = {"office": _OFFICE, "text": _TEXT, "table": _TABLE, "style": _STYLE, "fo": _FO, "manifest": _MANIFEST}
_MEDIA = "application/vnd.oasis.opendocument.text"
_ALIGN = {"left": "start", "center": "center", "right": "end", "justify": "justify"}
_FACES = {"sans": "Noto Sans", "serif": "EB Garamond"}
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MM_ADDRESS = 95  # from the left margin


def write_odt(session: Session, plan: Plan, *, client_id: int, path: Path, today: date) -> None:
    """The letter of one client as OpenDocument text, whole or not at all. Raises `NotFound`, `BookError`."""
    desk = Desk(session, plan, today)
    saving.save(odt(desk.one(client_id).letter, desk.layout), path)


def write_html(session: Session, plan: Plan, *, client_id: int, path: Path, today: date) -> None:
    """The same as a web page."""
    desk = Desk(session, plan, today)
    saving.save(html(desk.one(client_id).letter, desk.layout).encode(), path)


def html(letter: Letter, layout: Layout) -> str:
    """The letter as a page that needs nothing else."""
    style = f"font-family:{_FACES[layout.look.typeface]!r},sans-serif;font-size:{layout.look.size:g}pt"
    parts = [f"<p>{_broken(lines)}</p>" for lines in _heading(letter, layout) if lines]
    if letter.title:
        parts.append(f"<h1>{escape(letter.title)}</h1>")
    parts += _html_body(letter)
    if layout.signer:
        parts.append(f"<p><em>{escape(layout.signer)}</em></p>")
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    return (
        f'<!DOCTYPE html>\n<html lang="{letter.tr.language}">\n<head>\n<meta charset="utf-8">\n{policy}\n'
        f"<title>{escape(letter.title or layout.title)}</title>\n"
        f'</head>\n<body style="{escape(style)};max-width:17cm;margin:2cm auto">\n'
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def odt(letter: Letter, layout: Layout) -> bytes:
    """The letter as the bytes of an OpenDocument text."""
    for short, name in _NAMES.items():
        ET.register_namespace(short, name)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("mimetype"), _MEDIA)
        file.writestr("content.xml", _xml(_Content(letter, layout).root))
        file.writestr("META-INF/manifest.xml", _xml(_manifest()))
    return made.getvalue()


def _heading(letter: Letter, layout: Layout) -> Iterator[tuple[str, ...]]:
    """The lines above the title: who writes, to whom, when."""
    if layout.letterhead:
        yield (letter.head.name, *letter.head.lines)
    if layout.address:
        yield letter.lines
    if layout.dated_on is not None:
        town, day = letter.head.city, long_day(letter.tr, layout.dated_on)
        yield (letter.tr(N_("{town}, {day}"), town=town, day=day) if town else day,)


def _broken(lines: tuple[str, ...]) -> str:
    return "<br>".join(map(escape, lines))


def _html_body(letter: Letter) -> Iterator[str]:
    for kind, parts in groupby(letter.body, key=lambda part: getattr(part, "list", "")):
        if kind:
            name = "ol" if kind == "number" else "ul"
            yield f"<{name}>" + "".join(f"<li>{_html_runs(part)}</li>" for part in parts if isinstance(part, Paragraph))
            yield f"</{name}>"
            continue
        for part in parts:
            yield _html_part(part)


def _html_part(part: Part) -> str:
    if isinstance(part, Table):
        cell = '<td style="border:1px solid #bbb;padding:4pt">{}</td>'
        rows = ("".join(cell.format(_html_runs(each)) for each in row) for row in part.rows)
        return (
            '<table style="border-collapse:collapse;width:100%">'
            + "".join(f"<tr>{row}</tr>" for row in rows)
            + "</table>"
        )
    return f'<p style="text-align:{part.align}">{_html_runs(part) or "&nbsp;"}</p>'


def _html_runs(paragraph: Paragraph) -> str:
    return "".join(map(_html_run, paragraph.runs))


def _html_run(run: Run) -> str:
    words = escape(run.text).replace("\n", "<br>")
    for on, name in ((run.bold, "strong"), (run.italic, "em"), (run.underline, "u")):
        words = f"<{name}>{words}</{name}>" if on else words
    return f'<span style="font-size:{100 + 10 * run.size}%">{words}</span>' if run.size else words


class _Content:
    """`content.xml`, with a style for each look that occurs."""

    def __init__(self, letter: Letter, layout: Layout) -> None:
        self.look = layout.look
        self.root = ET.Element(_in(_OFFICE, "document-content"), {_in(_OFFICE, "version"): "1.2"})
        self.styles = ET.SubElement(self.root, _in(_OFFICE, "automatic-styles"))
        self.text = ET.SubElement(ET.SubElement(self.root, _in(_OFFICE, "body")), _in(_OFFICE, "text"))
        self._known: set[str] = set()
        for place, lines in enumerate(_heading(letter, layout)):
            indented = place > 0 or not layout.letterhead
            for line in lines:
                self._paragraph(self.text, Paragraph((Run(line),)), indented=indented)
            self._paragraph(self.text, Paragraph())
        if letter.title:
            self._paragraph(self.text, Paragraph((Run(letter.title, bold=True, size=4),)))
        for part in letter.body:
            self._part(part)
        if layout.signer:
            self._paragraph(self.text, Paragraph((Run(layout.signer, italic=True),)))

    def _part(self, part: Part) -> None:
        if isinstance(part, Table):
            table = ET.SubElement(self.text, _in(_TABLE, "table"))
            most = max((len(row) for row in part.rows), default=1)
            ET.SubElement(table, _in(_TABLE, "table-column"), {_in(_TABLE, "number-columns-repeated"): str(most)})
            for row in part.rows:
                line = ET.SubElement(table, _in(_TABLE, "table-row"))
                for cell in row:
                    self._paragraph(ET.SubElement(line, _in(_TABLE, "table-cell")), cell)
        elif part.list:
            entry = ET.SubElement(ET.SubElement(self.text, _in(_TEXT, "list")), _in(_TEXT, "list-item"))
            self._paragraph(entry, part)
        else:
            self._paragraph(self.text, part)

    def _paragraph(self, parent: ET.Element, paragraph: Paragraph, *, indented: bool = False) -> None:
        style = self._paragraph_style(paragraph.align, indented)
        made = ET.SubElement(parent, _in(_TEXT, "p"), {_in(_TEXT, "style-name"): style})
        for run in paragraph.runs:
            span = ET.SubElement(made, _in(_TEXT, "span"), {_in(_TEXT, "style-name"): self._run_style(run)})
            first, *others = run.text.split("\n")
            span.text = first
            for text in others:
                ET.SubElement(span, _in(_TEXT, "line-break")).tail = text

    def _paragraph_style(self, align: str, indented: bool) -> str:
        name = f"P{align}{'i' if indented else ''}"
        look = {_in(_FO, "text-align"): _ALIGN[align], _in(_FO, "margin-bottom"): "0mm" if indented else "2mm"}
        if indented:
            look[_in(_FO, "margin-left")] = f"{_MM_ADDRESS}mm"
        return self._style(name, "paragraph", "paragraph-properties", look)

    def _run_style(self, run: Run) -> str:
        name = f"T{run.bold:d}{run.italic:d}{run.underline:d}{self.look.size + run.size:g}".replace(".", "_")
        look = {
            _in(_FO, "font-family"): _FACES[self.look.typeface],
            _in(_FO, "font-size"): f"{self.look.size + run.size:g}pt",
            _in(_FO, "font-weight"): "bold" if run.bold else "normal",
            _in(_FO, "font-style"): "italic" if run.italic else "normal",
            _in(_STYLE, "text-underline-style"): "solid" if run.underline else "none",
        }
        return self._style(name, "text", "text-properties", look)

    def _style(self, name: str, family: str, kind: str, look: dict[str, str]) -> str:
        if name not in self._known:
            self._known.add(name)
            about = {_in(_STYLE, "name"): name, _in(_STYLE, "family"): family}
            ET.SubElement(ET.SubElement(self.styles, _in(_STYLE, "style"), about), _in(_STYLE, kind), look)
        return name


def _manifest() -> ET.Element:
    root = ET.Element(_in(_MANIFEST, "manifest"), {_in(_MANIFEST, "version"): "1.2"})
    for path, media in (("/", _MEDIA), ("content.xml", "text/xml")):
        about = {_in(_MANIFEST, "full-path"): path, _in(_MANIFEST, "media-type"): media}
        ET.SubElement(root, _in(_MANIFEST, "file-entry"), about)
    return root


def _in(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _xml(root: ET.Element) -> bytes:
    """The bytes of a file, without what XML cannot hold: one such character, and no program opens it."""
    written = _NOT_XML.sub("", ET.tostring(root, encoding="unicode"))
    return f"<?xml version='1.0' encoding='utf-8'?>\n{written}".encode()
