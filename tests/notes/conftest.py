"""Commands run inside the test's own process, on streams as a poor locale would give them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from notes.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as the one JSON document."""
        return json.loads(self.out)


Banyan = Callable[..., Ran]


@pytest.fixture
def banyan(library_path: Path, monkeypatch: pytest.MonkeyPatch) -> Banyan:
    """Run a command on the test's own library: `banyan("list", "--json", stdin="…")`."""
    monkeypatch.setenv("BANYAN_LIBRARY", str(library_path))

    def run(*arguments: object, stdin: str | bytes = "", language: str = "en") -> Ran:
        monkeypatch.setenv("BANYAN_LANG", language)
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as streams:
            streams.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "ascii"))
            streams.setattr(sys, "stdout", io.TextIOWrapper(out, "ascii"))
            streams.setattr(sys, "stderr", io.TextIOWrapper(err, "ascii"))
            code = main([str(argument) for argument in arguments])
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(code, out.getvalue().decode(), err.getvalue().decode())

    return run
