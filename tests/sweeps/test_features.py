"""tests/FEATURES.md is true: it knows every feature, and each test it names exists and is marked so."""

from pathlib import Path

import features

HINT = "run `python packaging/features.py`"


def test_the_table_is_up_to_date() -> None:
    assert features.TABLE.read_text(encoding="utf-8") == features.table(), HINT


def test_marks_name_known_features() -> None:
    unknown = features.shown().keys() - features.rows(features.table()).keys()
    assert not unknown, f"no such feature: {sorted(unknown)}"


def test_every_feature_of_the_specification_is_in_the_table(shared: Path) -> None:
    missing = features.specified().keys() - features.rows(features.TABLE.read_text(encoding="utf-8")).keys()
    assert (shared / "features.md").exists()
    assert not missing, f"{sorted(missing)}: {HINT}"


def test_what_is_shown_is_shown_by_a_test() -> None:
    rows = features.rows(features.TABLE.read_text(encoding="utf-8"))
    tests = {test for _, shown in rows.values() for test in shown}
    for test in tests:
        path, _, name = test.partition("::")
        assert f"def {name}(" in (features.ROOT / "tests" / path).read_text(encoding="utf-8"), test
