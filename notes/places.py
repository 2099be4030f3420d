"""Where Banyan keeps its library unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path


def library_path(given: str | Path | None = None) -> Path:
    """The library to use: the one given, else `BANYAN_LIBRARY`, else the person's own."""
    if named := given or os.environ.get("BANYAN_LIBRARY"):
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("banyan", appauthor=False)) / "library.banyan"
