"""The looks of Markdown and code, made from the theme's tokens."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QTextCharFormat

MONOSPACED = (
    "Sarasa Mono SC",
    "Noto Sans Mono CJK SC",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "monospace",
)
PROPORTIONAL = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Segoe UI",
    "sans-serif",
)
LIGHT = {
    "surface": "#ffffff",
    "raised": "#ffffff",
    "text": "#22261f",
    "text_soft": "#555c50",
    "text_faint": "#666d61",
    "accent": "#2f6b43",
    "selected": "#dbe8dc",
    "hover": "#e9ece5",
    "line": "#e3e5df",
    "code": "#f4f5f1",
    "mark": "#fff3bf",
    "link": "#2a6a44",
    "warning": "#8a5300",
    "danger": "#b3261e",
}
# Code colours stand on `code`; each reaches 4.5 : 1 there, which a test checks.
CODE = {
    "light": {
        "keyword": "#7a3e9d",
        "string": "#4b6a14",
        "number": "#9a4a00",
        "name": "#1f5fa8",
        "type": "#0f6e74",
        "operator": "#555c50",
        "comment": "#666d61",
        "inserted": "#2f6b43",
        "deleted": "#b3261e",
    },
    "dark": {
        "keyword": "#c9a2e8",
        "string": "#b5cf85",
        "number": "#e8b070",
        "name": "#8fbdf0",
        "type": "#7fd0d2",
        "operator": "#b3b9ac",
        "comment": "#9ba294",
        "inserted": "#86c795",
        "deleted": "#f2a19a",
    },
}
HEADING_SCALE = {1: 1.3, 2: 1.15, 3: 1.05}


class Palette:
    """Character formats by name of look, for one theme and text size (px)."""

    def __init__(self, tokens: Mapping[str, str], size: int) -> None:
        self.tokens = {**LIGHT, **tokens}
        self.size = size
        self.dark = QColor(self.tokens["surface"]).lightnessF() < 0.5
        self.formats = self._formats()

    def color(self, token: str) -> QColor:
        """A token's colour."""
        return QColor(self.tokens[token])

    def _formats(self) -> dict[str, QTextCharFormat]:
        looks = {
            "faint": self._look("text_faint"),
            "soft": self._look("text_soft"),
            "dimmed": self._look("text_faint"),
            "strong": self._look("text", bold=True),
            "emphasis": self._look("text", italic=True),
            "strong_emphasis": self._look("text", bold=True, italic=True),
            "stressed": self._look("accent"),
            "struck": self._look("text_faint", struck=True),
            "marked": self._look("text", background="mark"),
            "code": self._look("text", mono=True, background="code"),
            "code_line": self._look("text", mono=True),
            "fence": self._look("text_faint", mono=True),
            "table": self._look(None, mono=True),
            "math": self._look("accent", mono=True),
            "link": self._look("link"),
            "target": self._look("text_faint"),
            "tag": self._look("accent"),
            "html": self._look("text_faint"),
            "comment": self._look("text_faint"),
            "indent": self._look(None, mono=True),
            "marker": self._look("accent", bold=True, mono=True),
            "callout": self._look("accent", bold=True),
            "done": self._look("text_faint", struck=True),
            "key": self._look("accent", mono=True),
            "value": self._look("text_soft", mono=True),
            "composed": self._look("text", background="selected"),
        }
        looks["composed"].setFontUnderline(True)
        for level in range(1, 7):
            heading = self._look("text", bold=True)
            if scale := HEADING_SCALE.get(level):
                heading.setProperty(
                    QTextCharFormat.Property.FontPixelSize, round(self.size * scale)
                )
            looks[f"heading{level}"] = heading
        for name, value in CODE["dark" if self.dark else "light"].items():
            code = QTextCharFormat()
            code.setForeground(QColor(value))
            looks[f"code.{name}"] = code
        return looks

    def _look(
        self,
        color: str | None,
        *,
        bold: bool = False,
        italic: bool = False,
        struck: bool = False,
        mono: bool = False,
        background: str = "",
    ) -> QTextCharFormat:
        look = QTextCharFormat()
        if color:
            look.setForeground(self.color(color))
        if bold:
            look.setFontWeight(QFont.Weight.Bold)
        if italic:
            look.setFontItalic(True)
        if struck:
            look.setFontStrikeOut(True)
        if mono:
            look.setFontFamilies(list(MONOSPACED))
            look.setFontFixedPitch(True)
        if background:
            look.setBackground(self.color(background))
        return look
