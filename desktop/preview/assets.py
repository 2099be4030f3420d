"""Where the preview gets the library's attachments from."""

from __future__ import annotations

from collections.abc import Callable

AssetSource = Callable[[str], tuple[bytes, str] | None]
"""Hash → (data, MIME type), or None. Called on the GUI thread: it must be quick."""
