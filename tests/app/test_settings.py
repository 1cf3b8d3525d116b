"""Settings: a damaged file never stops the program, and nothing of a newer program is lost."""

import json
from pathlib import Path

import pytest

from app.settings import FILE, MOST_RECENT, Settings


@pytest.fixture
def file(home: Path) -> Path:
    folder = home / "config"
    folder.mkdir()
    return folder / FILE


def test_what_is_saved_comes_back(file: Path) -> None:
    settings = Settings(language="fr", theme="dark", text_size="large", who="Amélie", windows={"main": [0, 0, 9, 9]})
    settings.remembered("export")["folder"] = "/tmp"
    settings.opened(Path("a.clientele"))
    assert settings.save()
    assert Settings.load() == settings
    assert [path.name for path in file.parent.iterdir()] == [FILE]


def test_without_a_file_the_defaults_apply(home: Path) -> None:
    assert Settings.load() == Settings()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 10_000, b"5"])
def test_a_damaged_file_is_passed_over(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert Settings.load() == Settings()


def test_a_folder_in_its_place_is_passed_over(file: Path) -> None:
    file.mkdir()
    assert Settings.load() == Settings()
    assert not Settings().save()


def test_bad_values_fall_back_one_by_one_and_unknown_ones_are_kept(file: Path) -> None:
    told = {"theme": "pink", "language": 7, "recent": ["a", 5], "windows": [], "who": "Anne", "of_tomorrow": {"x": 1}}
    file.write_text(json.dumps(told))
    settings = Settings.load()
    assert (settings.theme, settings.language, settings.recent, settings.windows) == ("system", "", [], {})
    assert settings.who == "Anne"
    settings.save()
    assert json.loads(file.read_text())["of_tomorrow"] == {"x": 1}


def test_a_save_that_fails_leaves_the_old_file(file: Path) -> None:
    Settings(who="Anne").save()
    file.with_name(FILE + ".part").mkdir()
    assert not Settings(who="Berthe").save()
    assert Settings.load().who == "Anne"


def test_recent_files_newest_first_each_once(home: Path) -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 5):
        settings.opened(Path(f"{number}.clientele"))
    settings.opened(Path("10.clientele"))
    assert settings.recent[:3] == ["10.clientele", "14.clientele", "13.clientele"]
    assert len(settings.recent) == MOST_RECENT
    settings.forget(Path("10.clientele"))
    assert settings.recent[0] == "14.clientele"


def test_names_that_are_no_text_are_kept_too(home: Path) -> None:
    settings = Settings(recent=["caf\udce9.clientele"])
    assert settings.save()
    assert Settings.load().recent == settings.recent
