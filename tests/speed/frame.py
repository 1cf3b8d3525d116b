"""What every benchmark stands on: CPU time, medians, and lines of "name  ours  limit  ratio  reach".

CPU time, because other work on the machine makes wall time useless; the limit in turns with ours, because the speed of
a processor drifts too. Trust the ratio before the figure.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.progress import Progress

LOOP = 2_000_000


@dataclass(frozen=True)
class Times:
    """Many timings of one act, in CPU seconds."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]

    @property
    def most(self) -> float:
        return max(self.seconds)


@dataclass(frozen=True)
class Reach:
    """What is to be reached: at most `ratio` times the limit, and at most `figure`; one of the two if `either`."""

    ratio: float | None = None
    figure: float | None = None
    either: bool = False

    def met(self, ours: float, limit: float) -> bool:
        tests = []
        if self.ratio is not None:
            tests.append(ours <= self.ratio * limit)
        if self.figure is not None:
            tests.append(ours <= self.figure)
        return any(tests) if self.either else all(tests)

    def words(self, unit: str) -> str:
        told = [f"<= {self.ratio:g} x"] if self.ratio is not None else []
        told += [f"<= {self.figure:g} {unit}"] if self.figure is not None else []
        return (" or " if self.either else " and ").join(told)


def cpu(act: Callable[[], object]) -> float:
    """The CPU seconds that `act` takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def in_turns(ours: Callable[[], object], limit: Callable[[], object], times: int = 5) -> tuple[Times, Times]:
    """Both acts, one after the other, `times` times."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for act, seconds in zip((ours, limit), found, strict=True):
            gc.collect()
            seconds.append(cpu(act))
    return Times(found[0]), Times(found[1])


def megabytes() -> float:
    """The most memory this process has had."""
    import resource  # Windows has none

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


class Patience(Progress):
    """Remembers the longest CPU time between two questions of a task whether it is to stop."""

    longest = 0.0

    def __init__(self) -> None:
        super().__init__()
        self._asked = time.process_time()

    def check(self) -> None:
        self.asked()
        super().check()

    def asked(self) -> None:
        """Also to be called when the task has ended."""
        now = time.process_time()
        self.longest, self._asked = max(self.longest, now - self._asked), now


def calibration() -> float:
    """CPU milliseconds of 2,000,000 additions: 180 to 540 on the reference machine."""

    def loop() -> None:
        total = 0
        for number in range(LOOP):
            total += number

    return cpu(loop) * 1000


def heading(title: str) -> None:
    print(f"\n{title}   (calibration loop {calibration():.0f} CPU ms)")
    print(f"{'':44}{'ours':>12}{'limit':>12}{'ratio':>8}   reach")


def line(name: str, ours: float, limit: float, reach: Reach, *, unit: str = "ms") -> None:
    """One line of the table; `ours` and `limit` in `unit`, the less the better."""
    ratio = f"{ours / limit:8.2f}" if limit else f"{'-':>8}"
    told = reach.words(unit)
    verdict = "" if not told else f"{told}: {'met' if reach.met(ours, limit) else 'MISSED'}"
    print(f"{name:44}{_shown(ours, unit):>12}{_shown(limit, unit):>12}{ratio}   {verdict}")


def lines(name: str, ours: Times, limit: Times, reach: Reach) -> None:
    """Median, 95th percentile and slowest of many timings, in CPU milliseconds; `reach` is for the percentile."""
    line(f"{name}, median", ours.median * 1000, limit.median * 1000, Reach())
    line(f"{name}, p95", ours.p95 * 1000, limit.p95 * 1000, reach)
    line(f"{name}, slowest", ours.most * 1000, limit.most * 1000, Reach())


def _shown(figure: float, unit: str) -> str:
    return f"{figure:,.{2 if figure < 10 else 1}f} {unit}"
