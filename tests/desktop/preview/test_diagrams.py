"""Mermaid diagrams in the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

import resources
from tests.desktop.preview.conftest import Server, Shown

GRAPH = "```mermaid\ngraph LR\n  甲[开始] --> 乙[结束]\n```\n"
PICTURE = "document.querySelector('figure.diagram > img')"


@pytest.fixture(autouse=True)
def mermaid() -> None:
    try:
        resources.text("vendor", "mermaid", "mermaid.min.js")
    except FileNotFoundError:
        pytest.skip("Mermaid is not here: make setup fetches it")


def drawn(shown: Shown) -> bool:
    return bool(shown.ask(f"!!({PICTURE} && {PICTURE}.naturalWidth > 50)"))


def test_a_diagram_is_drawn_and_follows_the_theme(shown: Shown, qtbot: QtBot) -> None:
    shown.note(f"# 图\n\n{GRAPH}")
    qtbot.waitUntil(lambda: drawn(shown), timeout=20_000)
    first = shown.ask(f"{PICTURE}.src")
    assert shown.ask("getComputedStyle(document.querySelector('figure pre')).display") == "none"
    shown.pane.set_theme("dark")
    qtbot.waitUntil(lambda: shown.ask(f"{PICTURE}.src") != first, timeout=20_000)
    shown.pane.set_theme("light")
    qtbot.waitUntil(lambda: shown.ask(f"{PICTURE}.src") == first, timeout=20_000)


def test_a_dark_diagram_is_light_on_paper(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    def dark_share(path: Path) -> float:
        """The share of the first page that is dark: a dark page is, and boxes drawn for it are."""
        document = QPdfDocument()
        document.load(str(path))
        page = QImage(600, 800, QImage.Format.Format_RGB32)
        page.fill(Qt.GlobalColor.white)
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(0, page.size()))
        painter.end()
        shades = [page.pixelColor(x, y).lightness() for x in range(600) for y in range(0, 800, 2)]
        return sum(shade < 120 for shade in shades) / len(shades)

    def printed(name: str) -> Path:
        path = tmp_path / name
        done: list[bool] = []
        shown.pane.print_pdf(path, done.append)
        qtbot.waitUntil(lambda: bool(done), timeout=20_000)
        assert done == [True]
        return path

    shown.note(
        "```mermaid\ngraph TD\n" + "".join(f"  a{n}[甲{n}] --> b{n}[乙]\n" for n in range(4))
    )
    qtbot.waitUntil(lambda: drawn(shown), timeout=20_000)
    light = dark_share(printed("light.pdf"))
    first = shown.ask(f"{PICTURE}.src")
    shown.pane.set_theme("dark")
    try:
        qtbot.waitUntil(lambda: shown.ask(f"{PICTURE}.src") != first, timeout=20_000)
        dark = dark_share(printed("dark.pdf"))
        seen = "getComputedStyle(document.querySelector('img.ui-paper')).display"
        assert shown.ask(seen) == "none"
    finally:
        shown.pane.set_theme("light")
    assert 0 < light < 0.1
    assert dark == pytest.approx(light, rel=0.05)


def test_a_diagram_stays_while_other_text_changes(shown: Shown, qtbot: QtBot) -> None:
    shown.note(f"- 项\n\n  {GRAPH.replace(chr(10), chr(10) + '  ')}\n- 尾\n")
    qtbot.waitUntil(lambda: drawn(shown), timeout=20_000)
    shown.ask(f"(() => {{ {PICTURE}.mine = 1; }})()")
    shown.edit(2, 1, "目")
    assert shown.ask(f"{PICTURE}.mine") == 1


def test_what_cannot_be_drawn_is_said_and_its_source_shown(shown: Shown, qtbot: QtBot) -> None:
    shown.note("```mermaid\ngraph LR\n  a --> --> b\n```\n")
    error = "document.querySelector('figure.diagram').dataset.error || ''"
    qtbot.waitUntil(lambda: "cannot be drawn" in shown.ask(error), timeout=20_000)
    assert shown.ask("getComputedStyle(document.querySelector('figure pre')).display") == "block"


def test_each_diagram_gets_its_own_answer(shown: Shown, qtbot: QtBot) -> None:
    graphs = [
        f"graph LR\n  甲{n} --> 乙{n}" if n % 2 else f"graph LR\n  a --> --> b{n}" for n in range(8)
    ]
    shown.note("\n\n".join(f"```mermaid\n{graph}\n```" for graph in graphs) + "\n")
    states = (
        "[...document.querySelectorAll('figure.diagram')].map("
        "f => f.dataset.drawn ? 1 : f.dataset.error ? 0 : -1)"
    )
    qtbot.waitUntil(lambda: -1 not in shown.ask(states), timeout=20_000)
    assert shown.ask(states) == [0, 1] * 4


def test_a_hostile_diagram_does_nothing(shown: Shown, qtbot: QtBot, server: Server) -> None:
    act = "<img src=x onerror=\"document.title='PWNED'\">"
    shown.note(
        "```mermaid\n%%{init: {'securityLevel': 'loose', 'flowchart': {'htmlLabels': true},"
        f" 'themeCSS': '@import url({server.address}css)'}}}}%%\ngraph LR\n"
        f'  a["{act}"] --> b["<script src=\'{server.address}s\'></script>"]\n'
        f'  click a href "{server.address}click"\n  style b fill:url({server.address}fill)\n```\n'
    )
    figure = "document.querySelector('figure.diagram')"
    qtbot.waitUntil(
        lambda: bool(shown.ask(f"!!({figure}.dataset.drawn || {figure}.dataset.error)")),
        timeout=20_000,
    )
    qtbot.wait(300)
    assert shown.ask("document.title") == "Banyan"
    assert server.hits == []


def test_without_mermaid_the_source_is_shown_with_a_line(
    shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_parts: str) -> Any:
        raise FileNotFoundError

    view: Any = shown.pane._view
    view._painter.close()
    monkeypatch.setattr(resources, "text", missing)
    shown.note("```mermaid\ngraph LR\n  没有 --> 装\n```\n")
    error = "document.querySelector('figure.diagram').dataset.error || ''"
    qtbot.waitUntil(lambda: "not installed" in shown.ask(error), timeout=5000)
