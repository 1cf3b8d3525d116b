"""The guards themselves: each thing that must fail a test does, without any care of the test's author."""

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

CARELESS = """
    import threading
    import warnings

    from PySide6.QtCore import qWarning
    from PySide6.QtWidgets import QPushButton, QWidget

    def test_a_slot(qtbot):
        button = QPushButton()
        qtbot.addWidget(button)
        button.clicked.connect(lambda: 1 / 0)
        button.click()

    def test_an_overridden_method(qtbot):
        class Broken(QWidget):
            def resizeEvent(self, event):
                raise RuntimeError("broken")
        broken = Broken()
        qtbot.addWidget(broken)
        broken.show()
        qtbot.waitExposed(broken)

    def test_a_thread():
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()

    def test_a_warning_of_qt(qtbot):
        qWarning("something is odd")

    def test_a_warning_of_python():
        warnings.warn("something is odd")

    def test_a_file_left_open(tmp_path):
        (tmp_path / "a").open("w")

    def test_nothing_wrong(qtbot):
        qtbot.addWidget(QWidget())
"""


def test_what_goes_wrong_unseen_fails_its_test(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(TESTS.parent / "packaging"))
    pytester.makeconftest((TESTS / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyprojecttoml((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    pytester.makepyfile(CARELESS)
    outcome = pytester.runpytest_subprocess("-p", "no:cacheprovider", str(pytester.path))
    outcome.assert_outcomes(failed=6, passed=1)
