"""Banyan's core: a Markdown library in one SQLite file. No Qt, no threads, no words for people."""

__version__ = "0.1.0"
