"""Where the preview gets the library's attachments from."""

from __future__ import annotations

from collections.abc import Callable

Asset = tuple[bytes, str]
"""Data and MIME type."""

AssetAnswer = Callable[[Asset | None], None]

AssetSource = Callable[[str, AssetAnswer], None]
"""Gives the attachment with a hash, or None, to the answer: at once or later, on the GUI thread."""
