"""Banyan's line icons: SVG files of `resources/icons`, tinted by the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from desktop.theme import Theme


def icon(name: str, theme: Theme, role: str = "text_soft", size: int = 16) -> QIcon:
    """The icon `name` in the colour token `role`, `size` px."""
    return _icon(name, theme.name, role, size)


def pixmap(
    name: str, theme: Theme, role: str = "text_soft", size: int = 16, scale: float = 1.0
) -> QPixmap:
    """The icon `name` as a picture of `size` px at the device pixel ratio `scale`."""
    return _pixmap(name, theme.colours[role], size, scale)


def application_icon() -> QIcon:
    """Banyan's own sign, as task bars and title bars show it; in colours of its own."""
    drawn = QIcon()
    source = resources.text("theme", "banyan.svg")
    for size in (16, 24, 32, 48, 64, 128, 256):
        drawn.addPixmap(_drawn(source, size))
    return drawn


@cache
def _source(name: str) -> str:
    return resources.text("icons", f"{name}.svg")


@cache
def _pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    picture = _drawn(_source(name).replace("currentColor", colour), round(size * scale))
    picture.setDevicePixelRatio(scale)
    return picture


def _drawn(source: str, size: int) -> QPixmap:
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    return picture


@cache
def _icon(name: str, theme_name: str, role: str, size: int) -> QIcon:
    # At the finest screen's own ratio; Qt makes the faded one for what is disabled.
    scale = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    colour = Theme.named(theme_name).colours[role]
    return QIcon(_pixmap(name, colour, size, scale))
