"""What is dragged inside the window: notes by id, a category or a tag by its path."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData

NOTES = "application/x-banyan-notes"
CATEGORY = "application/x-banyan-category"
TAG = "application/x-banyan-tag"


def pack(mime_type: str, items: list[str]) -> QMimeData:
    """Mime data of the app's own type; ids and paths hold no line ends."""
    data = QMimeData()
    data.setData(mime_type, QByteArray("\n".join(items).encode()))
    return data


def unpack(data: QMimeData, mime_type: str) -> list[str]:
    """The ids or paths of `mime_type`; empty where there are none."""
    raw = bytes(data.data(mime_type).data()).decode("utf-8", errors="replace")
    return [item for item in raw.split("\n") if item]
