"""The look of the widgets, made from the one token table in `resources/tokens.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

import resources
from resources.tokens import TOKENS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

CHOICES = ("system", "light", "dark")


def tokens(name: str) -> dict[str, str]:
    """The colours of the theme `name` (light or dark): token → `#rrggbb`."""
    return dict(TOKENS[name])


@dataclass(frozen=True)
class Theme:
    """One theme: colours by token, and sizes in px."""

    name: str
    colours: Mapping[str, str] = field(hash=False)

    @classmethod
    def named(cls, name: str) -> Theme:
        """The theme `name`: light or dark."""
        return _named(name)

    @property
    def dark(self) -> bool:
        """Whether text is light on dark."""
        return self.name == "dark"

    def colour(self, token: str) -> QColor:
        """The colour of a token, such as `text_soft`."""
        return QColor(self.colours[token])

    def px(self, group: str, token: str) -> int:
        """A length in px: `space`, `radius`, `size` or `type` and the name in it."""
        return int(TOKENS[group][token])

    def font(self, role: str = "interface", size: str | int = "interface") -> QFont:
        """A font of the families of `role` (interface, body, mono); `size`: px or a token."""
        font = QFont()
        font.setFamilies(list(TOKENS["font"][role]))
        font.setPixelSize(size if isinstance(size, int) else self.px("type", size))
        return font

    def palette(self) -> QPalette:
        """The palette that Fusion and our own painting draw with."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in (
            (roles.Window, "window"),
            (roles.WindowText, "text"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "pane"),
            (roles.Text, "text"),
            (roles.PlaceholderText, "text_faint"),
            (roles.Button, "pane"),
            (roles.ButtonText, "text"),
            (roles.BrightText, "danger"),
            (roles.Highlight, "selected"),
            (roles.HighlightedText, "text"),
            (roles.Accent, "accent"),
            (roles.Link, "link"),
            (roles.LinkVisited, "link"),
            (roles.ToolTipBase, "raised"),
            (roles.ToolTipText, "text"),
            (roles.Light, "raised"),
            (roles.Midlight, "hover"),
            (roles.Mid, "line"),
            (roles.Dark, "line"),
            (roles.Shadow, "line"),
        ):
            palette.setColor(role, self.colour(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_faint"))
        return palette

    def style_sheet(self) -> str:
        """`resources/theme/desktop.qss` with each `$token` replaced; lengths in px."""
        values = dict(self.colours)
        for name in ("chevron-up", "chevron-down", "check"):
            picture = resources.path("theme", f"{name}-{self.name}.svg")
            values[name.replace("-", "_")] = f'url("{picture.as_posix()}")'
        for group in ("space", "radius", "size", "type"):
            values |= {f"{group}_{key}": f"{value}px" for key, value in TOKENS[group].items()}
        return re.sub(r"\$(\w+)", lambda m: values[m[1]], resources.text("theme", "desktop.qss"))


@cache
def _named(name: str) -> Theme:
    return Theme(name, tokens(name))


class ThemeKeeper(QObject):
    """Keeps the application in the chosen theme, and in the system's where that is the choice."""

    changed = Signal(object)
    """The new `Theme`; widgets take it through their `set_theme`."""

    def __init__(self, app: QApplication, choice: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._choice = choice if choice in CHOICES else "system"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.theme = self._wanted()
        self._apply()

    def choose(self, choice: str) -> None:
        """Follow the system, or keep to light or dark from now on."""
        if choice == self._choice or choice not in CHOICES:
            return
        self._choice = choice
        self._refresh()

    def _wanted(self) -> Theme:
        if self._choice != "system":
            return Theme.named(self._choice)
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Theme.named("dark" if dark else "light")

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is not self.theme:
            self.theme = wanted
            self._apply()
            self.changed.emit(wanted)

    def _apply(self) -> None:
        self._app.setFont(self.theme.font())
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(self.theme.style_sheet())
