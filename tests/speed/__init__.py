"""Benchmarks, run by hand: `python -m tests.speed.list`. Each prints a limit measured in the same run, and the ratio."""
