"""Scrolling together: lines of the source and heights of the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.preview.conftest import Shown
from tests.desktop.preview.test_pane import surface

NOTE = """- 以列表开头
  的一项
- 第二项
    - 里面
    - 还有

# 标题一

一段文字，
写在两行里。

```python
def f():
    return 1


f()
```

| 名 | 值 |
| --- | --- |
| 甲 | 1 |
| 乙 | 2 |

[a]: http://example.org

> 引文
>
> - 引文里的列表

## 标题二

![图](没有.png)

"""
LINES = {
    "li:nth-of-type(1)": 0,
    "#ui-content ul:not(ul ul) > li:nth-child(2)": 2,
    "#ui-content ul ul li:nth-child(2)": 4,
    "h1": 6,
    "pre": 11,
    "tr:first-child": 19,
    "tbody tr:nth-child(2)": 22,
    "blockquote": 26,
    "blockquote li": 28,
    "h2": 30,
    "span.missing": 32,
}


@pytest.fixture
def long_note(shown: Shown) -> Shown:
    shown.note(NOTE + "末段文字\n\n" * 60)
    return shown


@pytest.mark.parametrize("selector", LINES)
def test_a_line_comes_to_the_top_where_it_is_shown(long_note: Shown, selector: str) -> None:
    line = LINES[selector]
    long_note.pane.scroll_to_line(line)
    top = long_note.ask(f"document.querySelector({selector!r}).getBoundingClientRect().top")
    if line:
        assert abs(top) < 30 if selector == "span.missing" else abs(top) <= 1.5
    else:
        assert long_note.ask("scrollY") == 0
    assert long_note.ask("banyan.lineAt(scrollY)") == pytest.approx(line, abs=0.05)


def test_lines_of_code_are_exact(long_note: Shown) -> None:
    middle = "document.querySelector('pre code').getBoundingClientRect()"
    for line in (12, 13, 16):
        long_note.pane.scroll_to_line(line)
        offset = long_note.ask(f"({middle}.bottom - {middle}.top) / 5 * {line - 12} + {middle}.top")
        assert abs(offset) < 4


def test_lines_and_heights_rise_together(long_note: Shown) -> None:
    heights = long_note.ask("[...Array(150).keys()].map(n => banyan.heightOf(n))")
    assert heights == sorted(heights)
    assert heights[-1] > 2000


def test_only_what_a_person_scrolls_is_reported(long_note: Shown, qtbot: QtBot) -> None:
    reported: list[float] = []
    long_note.pane.scrolled.connect(reported.append)
    long_note.pane.scroll_to_line(20)
    long_note.edit(0, 0, "# 新\n\n")
    qtbot.wait(400)
    assert reported == []
    widget = surface(long_note)
    for _ in range(3):
        where = QPointF(100, 100)
        QApplication.sendEvent(
            widget,
            QWheelEvent(
                where,
                widget.mapToGlobal(where),
                QPoint(),
                QPoint(0, -240),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )
    qtbot.waitUntil(lambda: bool(reported), timeout=5000)
    qtbot.wait(300)
    assert reported[-1] == pytest.approx(long_note.ask("banyan.lineAt(scrollY)"), abs=0.5)
    long_note.pane.scrolled.disconnect(reported.append)


def test_a_line_asked_for_while_the_note_fills_in_is_reached(shown: Shown, qtbot: QtBot) -> None:
    text = "\n\n".join(f"## 节 {n}\n\n段落 {n}" for n in range(1500))
    line = text.split("\n").index("## 节 1200")
    shown.revision += 1
    shown.pane.show_note("long", text, {}, shown.revision)
    shown.pane.scroll_to_line(line)
    shown.settle()
    qtbot.waitUntil(
        lambda: (
            abs(shown.ask("document.getElementById('节-1200').getBoundingClientRect().top")) < 2
        ),
        timeout=10_000,
    )
