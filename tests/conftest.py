"""What all tests share: real libraries in temporary folders, the shared documents, quiet Qt."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports Qt: no display is needed, and nothing is read from the person's own files.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium's sandbox cannot start as root; tests alone may go without it.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;*.debug=false")
os.environ.pop("BANYAN_LIBRARY", None)
os.environ["BANYAN_LANG"] = "en"
_home = tempfile.TemporaryDirectory(prefix="banyan-tests-")
for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    folder = Path(_home.name, variable.lower())
    folder.mkdir()
    os.environ[variable] = str(folder)

# The same examples in every run: a failure can be seen again. `--hypothesis-seed` explores others.
settings.register_profile("banyan", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("banyan")

CHECKOUT = Path(__file__).resolve().parent.parent


def shared_folder(*parts: str) -> Path:
    """A folder of the shared documents; skips the test where they are absent."""
    root = Path(os.environ.get("BANYAN_SHARED", CHECKOUT.parent / "shared"))
    folder = root.joinpath(*parts)
    if not folder.exists():
        pytest.skip(f"the shared documents are not here: {folder} (set BANYAN_SHARED)")
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five documents that the app must import first of all."""
    return shared_folder("seeds")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real blogs and vaults of other people."""
    return shared_folder("corpus")


@pytest.fixture(scope="session")
def suites() -> Path:
    """Public test cases: CommonMark, GFM, XSS, naughty strings, front matter."""
    return shared_folder("suites")


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    """Where a test's own library file goes."""
    return tmp_path / "library.banyan"
