"""Benchmarks, run by hand: `python -m tests.speed.list`. Each prints a limit of the same run and the ratio."""
