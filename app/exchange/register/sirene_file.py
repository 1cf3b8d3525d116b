"""INSEE's lists of establishments (SIRENE) as CSV, or zipped: known by the names of their columns, read as a stream.

The stock of all France has forty million lines: what is not wanted is dropped before anything is made of it.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

from app.errors import FileRefused
from app.exchange.register import wording
from app.exchange.register.company import Registered
from app.i18n import N_
from app.progress import Progress
from app.values.folding import digits, fold

_HEAD = 64 * 1024
_LONGEST_LINE = 64 * 1024
_EVERY = 2_000  # lines between two looks at the progress
_LOCKED = 1  # of a zip entry's flags
_CLOSED = frozenset("FC")  # "fermé" of an establishment, "cessé" of its company
_HIDDEN = frozenset(("[ND]", "NN"))  # what the person does not let INSEE show, and "not known"

# For each value the columns that may hold it, the best first, in small letters.
_COLUMNS = {
    "siret": ("siret",),
    "siren": ("siren",),
    "nic": ("nic",),
    "name": ("denominationunitelegale", "denomination", "nom_complet", "nom_raison_sociale"),
    "first_name": ("prenomusuelunitelegale", "prenom1unitelegale"),
    "last_name": ("nomusageunitelegale", "nomunitelegale"),
    "sign": ("enseigne1etablissement", "denominationusuelleetablissement", "enseigne", "nom_commercial"),
    "form": ("categoriejuridiqueunitelegale", "nature_juridique"),
    "naf": ("activiteprincipaleetablissement", "activiteprincipaleunitelegale", "activite_principale"),
    "staff": ("trancheeffectifsetablissement", "trancheeffectifsunitelegale", "tranche_effectif_salarie"),
    "building": ("complementadresseetablissement", "complement_adresse"),
    "number": ("numerovoieetablissement", "numero_voie"),
    "suffix": ("indicerepetitionetablissement", "indice_repetition"),
    "way": ("typevoieetablissement", "type_voie"),
    "street": ("libellevoieetablissement", "libelle_voie"),
    "locality": ("distributionspecialeetablissement", "distribution_speciale"),
    "postcode": ("codepostaletablissement", "code_postal"),
    "city": ("libellecommuneetablissement", "libelle_commune"),
    "commune": ("codecommuneetablissement", "code_commune"),
    "state": ("etatadministratifetablissement", "etat_administratif"),
    "company_state": ("etatadministratifunitelegale",),
    "created": ("datecreationetablissement", "datecreationunitelegale", "date_creation"),
}
_SAYS_WHERE = ("postcode", "city", "commune")


class Row:
    """One line of a list; `get` knows the columns by what they hold."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, Sequence[int]], cells: Sequence[str]) -> None:
        self._places, self._cells = places, cells

    def get(self, name: str) -> str:
        """The first of the columns for `name` that says something."""
        cells = self._cells
        for place in self._places[name]:
            if place < len(cells) and (found := cells[place].strip()) and found not in _HIDDEN:
                return found
        return ""


def companies(path: Path, departments: Sequence[str], progress: Progress) -> Generator[Registered, None, None]:
    """The establishments of a list that are open, of these departments or, without any, of all.

    Raises `FileRefused` for what is no such list or cannot be read, `Cancelled` when the owner stops.
    """
    with ExitStack() as opened:
        try:
            stream, size = _open(path, opened)
            progress.begin(N_("Reading the list of companies"), size)
            lines = _lines(stream, opened)
            places = _places(next(lines, []), path.name)
            for count, cells in enumerate(lines, 1):
                if count % _EVERY == 0:
                    progress.advance(stream.tell() - progress.done)
                row = Row(places, cells)
                if is_wanted(row, departments) and (found := company(row)).is_known:
                    yield found
        except FileNotFoundError:
            raise FileRefused(N_("“{name}” is not there any more."), name=path.name) from None
        except (OSError, EOFError, BadZipFile, NotImplementedError, zlib.error, csv.Error):
            raise FileRefused(N_("“{name}” could not be read to its end."), name=path.name) from None


def _open(path: Path, opened: ExitStack) -> tuple[IO[bytes], int]:
    """The bytes of the list and how many there are."""
    file = opened.enter_context(path.open("rb"))
    if not is_zipfile(file):
        file.seek(0)
        return file, path.stat().st_size
    archive = opened.enter_context(ZipFile(file))
    lists = [entry for entry in archive.infolist() if entry.filename.lower().endswith((".csv", ".txt"))]
    if len(lists) != 1 or lists[0].flag_bits & _LOCKED:
        raise FileRefused(N_("“{name}” must hold one list (CSV), and no password."), name=path.name)
    return opened.enter_context(archive.open(lists[0])), lists[0].file_size


def _lines(stream: IO[bytes], opened: ExitStack) -> Iterator[list[str]]:
    """The cells of each line, the header first."""
    head = stream.read(_HEAD)
    stream.seek(0)
    text = opened.enter_context(io.TextIOWrapper(stream, _encoding(head), errors="replace", newline=""))
    # A file without line ends must not be read as one line.
    return csv.reader(iter(lambda: text.readline(_LONGEST_LINE), ""), delimiter=_delimiter(head))


def _encoding(head: bytes) -> str:
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("latin-1")
    return max(",;\t", key=first.count)


def _places(header: Sequence[str], name: str) -> dict[str, tuple[int, ...]]:
    """Where the columns of each value are. Raises `FileRefused` when they are not those of such a list."""
    where = {column.strip().lower(): at for at, column in enumerate(header)}
    places = {key: tuple(where[column] for column in columns if column in where) for key, columns in _COLUMNS.items()}
    if not (places["siret"] or (places["siren"] and places["nic"])) or not any(places[key] for key in _SAYS_WHERE):
        raise FileRefused(
            N_("“{name}” is not a list of companies from SIRENE: a column “siret” and one for the town are needed."),
            name=name,
        )
    return places


def is_wanted(row: Row, departments: Sequence[str]) -> bool:
    """Whether a line is of an open establishment of one of the departments."""
    return _is_there(row, departments) and not {row.get("state"), row.get("company_state")} & _CLOSED


def _is_there(row: Row, departments: Sequence[str]) -> bool:
    if not departments:
        return True
    # The code of the commune is the surer one: postcodes cross borders, and both parts of Corsica share theirs.
    if commune := row.get("commune"):
        return commune.startswith(tuple(departments))
    return row.get("postcode").startswith(tuple("20" if each in ("2A", "2B") else each for each in departments))


def company(row: Row) -> Registered:
    """One line in the words of a record; `is_known` is false where it has no SIRET. Its key is not looked at."""
    get = row.get
    siret = digits(get("siret") or get("siren") + get("nic").zfill(5))
    if len(siret) != 14:
        return Registered()
    sign, code = get("sign"), get("postcode")
    name = get("name") or _joined(row, "first_name", "last_name") or sign
    return Registered(
        name=name,
        trade_name="" if fold(sign) == fold(name) else sign,
        siren=siret[:9],
        siret=siret,
        legal_form=wording.legal_form(get("form")),
        naf=wording.naf(get("naf")),
        headcount=wording.staff_class(get("staff")),
        building=wording.readable(get("building")),
        street=wording.readable(_joined(row, "number", "suffix", "way", "street")),
        locality=get("locality"),
        postcode=code,
        city=wording.town(get("city"), code),
        created_on=wording.day(get("created")),
    )


def _joined(row: Row, *names: str) -> str:
    return " ".join(filter(None, map(row.get, names)))
