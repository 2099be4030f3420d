"""Benchmarks: `python -m tests.bench`. One module an area; each offers `measure(quick)`."""
