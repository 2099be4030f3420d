"""The helper process that has the web engine: it prints pages and draws diagrams."""

from __future__ import annotations

import json
import subprocess
import tempfile
from contextlib import suppress
from typing import IO

from notes.child import child_command


class Helper:
    """A helper that is started for its first job. Once it has died, `failure` says why."""

    def __init__(self, *flags: str) -> None:
        self.failure = ""
        self._flags = flags
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[bytes] | None = None

    def ask(self, job: dict[str, str]) -> dict[str, str] | None:
        """The answer to a job; None where the helper died over it or had died before."""
        if self.failure:
            return None
        process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101 - opened as a pipe
        assert process.stdout is not None  # noqa: S101 - opened as a pipe
        line = ""
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if not line:
            self.failure = self._last_words()
            return None
        answer: dict[str, str] = json.loads(line)
        return answer

    def _start(self) -> subprocess.Popen[str]:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the helper
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            child_command("desktop.offscreen", *self._flags),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        return self._process

    def _last_words(self) -> str:
        """What the helper said before it died."""
        assert self._process is not None  # noqa: S101 - it was asked
        assert self._errors is not None  # noqa: S101 - opened with it
        self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").split("\n")
        said = [line.rpartition("] ")[2].strip() for line in lines if line.strip()]
        wanted = [line for line in said if "sandbox" in line.lower()]
        return (wanted or said or ["?"])[-1][:200]

    def close(self) -> None:
        """End the helper."""
        if self._process:
            assert self._process.stdin is not None  # noqa: S101 - opened as a pipe
            assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
        if self._errors:
            self._errors.close()
        self._process = self._errors = None
