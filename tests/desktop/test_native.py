from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.native import make_native


@pytest.mark.parametrize(
    ("platform", "native"), [("xcb", True), ("windows", True), ("wayland", False)]
)
def test_wayland_has_no_windows_within_the_window(qtbot, monkeypatch, platform, native):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    window = QWidget()
    qtbot.addWidget(window)
    part = QWidget(window)
    make_native(part)
    assert part.testAttribute(Qt.WidgetAttribute.WA_NativeWindow) is native
    assert not window.testAttribute(Qt.WidgetAttribute.WA_NativeWindow)
