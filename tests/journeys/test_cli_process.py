"""The real command in a process of its own: streams, pipes, signals, odd locales."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def environment(library: Path, **more: str) -> dict[str, str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return plain | {"BANYAN_LIBRARY": str(library), "BANYAN_LANG": "en"} | more


def banyan(
    library: Path, *line: str, stdin: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "notes.cli", *line],
        cwd=CHECKOUT,
        env=environment(library, **more),
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_streams_are_utf8_whatever_the_locale(library_path: Path, locale: str) -> None:
    more = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    made = banyan(library_path, "new", "--title", "a", stdin="榕树 😀\n".encode(), **more)
    assert made.returncode == 0, made.stderr
    shown = banyan(library_path, "show", "a", **more)
    assert shown.stdout == "榕树 😀\n".encode()
    found = banyan(library_path, "list", "--json", "--bodies", **more)
    assert json.loads(found.stdout)[0]["body"] == "榕树 😀\n"
    assert found.stderr == b""


def test_a_reader_that_has_seen_enough_is_no_error(library_path: Path) -> None:
    jobs = json.dumps([{"id": n, "markdown": f"# {n}"} for n in range(3)])
    assert banyan(library_path, "render", "--batch", stdin=jobs.encode()).returncode == 0
    for number in range(3):
        banyan(library_path, "new", "--title", f"note {number}", stdin=b"x" * 300_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "notes.cli", "list", "--bodies"],
        cwd=CHECKOUT,
        env=environment(library_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk at hand")
def test_output_that_cannot_be_written_is_said(library_path: Path) -> None:
    banyan(library_path, "new", "--title", "a")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ran = subprocess.run(
            [sys.executable, "-m", "notes.cli", "list"],
            cwd=CHECKOUT,
            env=environment(library_path),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1
    assert b"There is no room left" in ran.stderr
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_an_import_is_interrupted_between_documents(library_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number}.md").write_text(f"# {number}\n\n" + f"text {number} 榕树\n" * 30)
    process = subprocess.Popen(
        [sys.executable, "-m", "notes.cli", "import", str(folder), "--json"],
        cwd=CHECKOUT,
        env=environment(library_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while not library_path.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    done = len(json.loads(out)["created"])
    assert 0 < done < 3000
    assert len(json.loads(banyan(library_path, "list", "--json").stdout)) == done
    assert json.loads(banyan(library_path, "check", "--json").stdout)["ok"] is True
