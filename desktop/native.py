"""Windows of their own inside the window: for the web page, and for what lies over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def make_native(widget: QWidget) -> None:
    """Give a part of the window a native window, which others then need to be seen above it.

    Not under Wayland: Qt 6.11 draws the title bar twice there as soon as there is one, and the
    rest of the window shifted.
    """
    if QGuiApplication.platformName().startswith("wayland"):
        return
    widget.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
    widget.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
