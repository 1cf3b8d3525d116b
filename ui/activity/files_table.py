"""What the list of kept files says of each: what kind it is, how large, when it came and through whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from app.activity import signing
from app.activity.files import FileRow
from app.i18n import N_, plural
from app.values.file_name import ending
from app.values.folding import fold
from ui.text import tr, translator, trn
from ui.widgets.table_model import Column

_STEP = 1024
_KINDS = {"statement": N_("Statement"), "paper": N_("Document")}
_FAMILIES = {
    N_("PDF"): ".pdf",
    N_("Picture"): ".png .jpg .jpeg .gif .webp .bmp .tif .tiff .heic .svg",
    N_("Text"): ".txt .md .doc .docx .odt .rtf .pages .html .htm",
    N_("Spreadsheet"): ".xls .xlsx .ods .csv .tsv .numbers",
    N_("Presentation"): ".ppt .pptx .odp .key",
    N_("E-mail"): ".eml .msg .mbox",
    N_("Contact card"): ".vcf .vcard",
    N_("Calendar"): ".ics",
    N_("Sound"): ".mp3 .wav .m4a .ogg .flac .opus",
    N_("Video"): ".mp4 .mov .avi .mkv .webm",
    N_("Compressed"): ".zip .7z .rar .gz .tar .xz",
}
_FAMILY_OF = {each: family for family, endings in _FAMILIES.items() for each in endings.split()}
_STATEMENTS = {
    "printed": N_("to {day}, printed"),
    "saved": N_("to {day}, saved as PDF"),
    "emailed": N_("to {day}, prepared for e-mail"),
    "": N_("to {day}"),
}


def kind_of(row: FileRow) -> str:
    """`Statement` for what the program made, else what its ending says: `Picture`, `PDF`, `DWG`."""
    if row.kind in _KINDS:
        return tr(_KINDS[row.kind])
    tail = ending(row.name)
    return tr(_FAMILY_OF[tail]) if tail in _FAMILY_OF else tail.lstrip(".").upper() or tr("File")


def size_words(size: int) -> str:
    """`512 bytes`, `24 KB`, `3.4 MB`."""
    if size < _STEP:
        return trn(plural("{count} byte", "{count} bytes"), size)
    if size < _STEP**2:
        return tr("{size} KB", size=translator().number(round(size / _STEP)))
    return tr("{size} MB", size=translator().number(Decimal(size) / _STEP**2, 1))


def detail_of(row: FileRow) -> str:
    """What became of it, the owner's own words, else the day a statement stands for and the way it went."""
    return " · ".join(part for part in (_signed(row), _sent(row), row.project, row.label or _stands_for(row)) if part)


def _signed(row: FileRow) -> str:
    if row.signing != signing.SIGNED:
        return tr("to be signed") if row.signing else ""
    return tr("signed on {day} by {name}", day=_day(row.signed_on), name=row.signed_by)


def _sent(row: FileRow) -> str:
    return tr("prepared for e-mail on {day}", day=_day(row.sent_on)) if row.sent_on else ""


def _day(text: str) -> str:
    return translator().date(date.fromisoformat(text))


def _stands_for(row: FileRow) -> str:
    if not row.to_on:
        return ""
    return tr(_STATEMENTS.get(row.way, _STATEMENTS[""]), day=_day(row.to_on))


def came(row: FileRow) -> datetime:
    """When it was kept, by the clock on the wall."""
    return datetime.fromisoformat(row.kept_at).astimezone()


def sum_words(rows: Iterable[FileRow]) -> str:
    """`12 files · 3.4 MB`."""
    sizes = [row.size for row in rows]
    count = trn(plural("{count} file", "{count} files"), len(sizes))
    return tr("{files} · {size}", files=count, size=size_words(sum(sizes)))


def _badge(row: FileRow) -> str:
    return "client" if row.kind in _KINDS else "neutral"


COLUMNS = (
    Column("name", N_("Name"), 30, lambda row: row.name, detail_of, order=lambda row: fold(row.name), link=True),
    Column("kind", N_("Kind"), 15, kind_of, order=lambda row: fold(kind_of(row)), badge=_badge, leaves=3),
    Column(
        "date", N_("Added"), 13, lambda row: translator().date(came(row).date()),
        lambda row: translator().time(came(row)), order=lambda row: (row.kept_at, row.id),
    ),
    Column("who", N_("By"), 15, lambda row: row.who, order=lambda row: fold(row.who), leaves=7),
    Column("size", N_("Size"), 10, lambda row: size_words(row.size), order=lambda row: row.size, right=True, leaves=5),
)  # fmt: skip
