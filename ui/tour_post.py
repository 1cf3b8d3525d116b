"""The stops of the tour that are about paper for many: labels, envelopes, letters, mailings, templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from app.clients.search import Query
from app.mailings import overview
from ui.clients.address_dialog import AddressDialog
from ui.printing.measure_envelope import MeasureEnvelope

Step = Callable[[Any], None]
BRASSERIE = "brasserie theatre"


def _dialog(act: Callable[[Any], None]) -> Step:
    """Something with the dialog in front."""
    return lambda _window: act(QApplication.activeModalWidget())


def _run(key: str) -> Step:
    return lambda window: window.actions_.run(key)


def _restaurants(window: Any) -> None:
    window.show_clients(Query(cities=("Dijon",)))


def _tick_some(window: Any) -> None:
    view = window.list_page.view
    view.untick()
    for place in range(min(17, len(view.list_model.ids))):
        view.toggle(place)


def _half_used(dialog: Any) -> None:
    dialog.left.grid.begin_at(4)


def _mailing(kind: str, name: str) -> Step:
    """Open the mailing whose name begins so."""

    def show(window: Any) -> None:
        find = lambda db: overview.listed(db, text=name, kinds=(kind,))  # noqa: E731 - a question
        act = lambda rows: window.show_named("mailing", mailing_id=rows[0].id)  # noqa: E731 - its answer
        window.jobs.rows(window, find, act, key="tour")

    return show


def _place(tab: str) -> Step:
    return partial(_show_place, tab)


def _show_place(tab: str, window: Any) -> None:
    window.show_named("mailings", tab=tab)


def _first_template(window: Any) -> None:
    templates = window.page().templates
    templates.open_row(templates.list.current())


def _measure(window: Any) -> None:
    MeasureEnvelope(window.shell, window, lambda _own: None).open()


def _address(window: Any) -> None:
    AddressDialog(window.page().tab(), window.page().editor, 0).open()


def steps(edit_brasserie: Step, letters_tab: Step) -> dict[str, Step | tuple[Step, ...]]:
    """Every stop by name; the two given ones open the record that everything is shown on."""
    chosen = (_restaurants, _tick_some)
    return {
        "_07_labels": (*chosen, _run("labels"), _dialog(_half_used)),
        "_43_label_sheets": (*chosen, _run("labels"), _dialog(lambda dialog: dialog.left.find_link.click())),
        "_44_own_sheet": (*chosen, _run("labels"), _dialog(lambda dialog: dialog.left.describe_link.click())),
        "_45_envelopes": (*chosen, _run("envelopes")),
        "_46_measure_envelope": _measure,
        "_47_mailings": _place("mailing"),
        "_08_mailing": _mailing("mailing", "Courrier de Noël"),
        "_48_mailing_printed": _mailing("mailing", "Dégustation"),
        "_49_templates": _place("templates"),
        "_50_template": (_place("templates"), _first_template),
        "_51_record_letters": letters_tab,
        "_52_address": (edit_brasserie, _address),
        "_53_shop_documents": _run("library"),
        "_54_settings_addresses": lambda window: window.show_named("settings", section="addresses"),
        "_56_settings_windows": lambda window: window.show_named("settings", section="windows"),
        "_55_printed_labels": _place("printed"),
    }
