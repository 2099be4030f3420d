"""Banyan's line icons: SVG files of `resources/icons`, tinted by the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from desktop.theme import Theme

_SCALES = (1.0, 2.0)


def icon(name: str, theme: Theme, role: str = "text_soft", size: int = 16) -> QIcon:
    """The icon `name` in the colour token `role`, `size` px; fainter when disabled."""
    return _icon(name, theme.name, role, size)


def pixmap(
    name: str, theme: Theme, role: str = "text_soft", size: int = 16, scale: float = 1.0
) -> QPixmap:
    """The icon `name` as a picture of `size` px at the device pixel ratio `scale`."""
    return _pixmap(name, theme.colours[role], size, scale)


@cache
def _source(name: str) -> str:
    return resources.text("icons", f"{name}.svg")


@cache
def _pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


@cache
def _icon(name: str, theme_name: str, role: str, size: int) -> QIcon:
    theme = Theme.named(theme_name)
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(_pixmap(name, theme.colours[role], size, scale), QIcon.Mode.Normal)
        faint = _pixmap(name, theme.colours["line"], size, scale)
        result.addPixmap(faint, QIcon.Mode.Disabled)
    return result
