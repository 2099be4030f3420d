"""What a person sees and does in the preview."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, QTranslator
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.preview.conftest import Shown, ask

HASH = "a" * 64


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(0, 128, 0))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def surface(shown: Shown) -> QWidget:
    """The widget that takes the mouse."""
    view = shown.pane.findChild(QWidget, "preview-view")
    assert view is not None
    return view.focusProxy() or view


def click(shown: Shown, selector: str) -> None:
    """Click where an element is, with the mouse."""
    left, top = shown.ask(
        f"(() => {{ const r = document.querySelector({selector!r}).getBoundingClientRect();"
        " return [r.left + Math.min(r.width / 2, 20), r.top + r.height / 2]; })()"
    )
    widget, point = surface(shown), QPoint(round(left), round(top))
    QTest.mouseMove(widget, point)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def test_the_note_is_drawn_with_pictures_of_the_library(
    shown: Shown, assets: dict[str, tuple[bytes, str]]
) -> None:
    assets[HASH] = (png(60, 40), "image/png")
    shown.note("# 榕\n\n![树](树.png)\n", {"树.png": f"asset:{HASH}"})
    shown.qtbot.waitUntil(lambda: shown.ask("document.querySelector('img').naturalWidth") == 60)

    def green() -> bool:
        image = shown.pane.grab().toImage()
        return any(
            image.pixelColor(x, y) == QColor(0, 128, 0)
            for x in range(0, image.width(), 10)
            for y in range(0, image.height(), 10)
        )

    shown.qtbot.waitUntil(green, timeout=5000)


def test_what_is_no_picture_is_not_served(
    shown: Shown, assets: dict[str, tuple[bytes, str]]
) -> None:
    assets["b" * 64] = (b"<script>1</script>", "text/html")
    shown.note("![a](a.png)\n", {"a.png": f"asset:{'b' * 64}"})
    shown.qtbot.waitUntil(lambda: bool(shown.ask("document.querySelector('img').complete")))
    assert shown.ask("document.querySelector('img').naturalWidth") == 0


def test_an_edit_leaves_the_rest_of_the_page_alone(shown: Shown) -> None:
    text = (
        "\n\n".join(f"段落 {n}" for n in range(100))
        + "\n\n<details>\n<summary>多</summary>\n\n内\n\n</details>\n"
    )
    shown.note(text)
    shown.ask(
        "(() => { document.querySelector('details').open = true; scrollTo(0, 500);"
        " getSelection().selectAllChildren(document.querySelectorAll('p')[20]);"
        " document.querySelectorAll('p')[20].mine = 1; })()"
    )
    shown.qtbot.wait(50)
    shown.edit(text.index("段落 22"), 0, "新")
    assert shown.ask("document.querySelectorAll('p')[22].textContent") == "新段落 22"
    assert shown.ask("scrollY") == 500
    assert shown.ask("getSelection().toString()").strip() == "段落 20"
    assert shown.ask("document.querySelectorAll('p')[20].mine") == 1
    shown.edit(text.index("内") + 2, 0, "容")
    assert shown.ask("document.querySelector('details').open")
    assert shown.ask("document.querySelector('details').textContent.includes('内容')")


def test_inside_a_block_only_what_changed_is_replaced(
    shown: Shown, assets: dict[str, tuple[bytes, str]]
) -> None:
    assets[HASH] = (png(60, 40), "image/png")
    text = "- 一\n- ![树](a.png)\n- [x] 三\n- 四\n"
    shown.note(text, {"a.png": f"asset:{HASH}"})
    shown.ask("(() => { document.querySelector('img').mine = 1; })()")
    shown.edit(text.index("四"), 0, "第")
    assert shown.ask("document.querySelector('img').mine") == 1
    assert shown.ask("document.querySelectorAll('li')[3].textContent") == "第四"
    shown.edit(text.index("[x]") + 1, 1, " ")
    assert shown.ask("document.querySelector('input').checked") is False


def test_a_box_reports_its_line(shown: Shown, qtbot: QtBot) -> None:
    shown.note("# 事\n\n1. 甲\n2. - [ ] 乙\n   - [x] 丙\n\n```\n- [ ] 不是\n```\n\n> - [ ] 丁\n")
    boxes = shown.ask("document.querySelectorAll('input').length")
    assert boxes == 3
    for number, (line, checked) in enumerate([(3, True), (4, False), (10, True)]):
        shown.ask(f"(() => {{ document.querySelectorAll('input')[{number}].id = 'b{number}'; }})()")
        with qtbot.waitSignal(shown.pane.task_toggled, timeout=3000) as toggled:
            click(shown, f"#b{number}")
        assert toggled.args == [line, checked]
        # the box follows the source, not the click
        assert shown.ask(f"document.querySelector('#b{number}').checked") is not checked


@pytest.mark.parametrize(
    ("text", "signal", "arguments"),
    [
        ("[[不在]]", "wiki_link_activated", ["不在"]),
        ("[[在#节|话]]", "note_link_activated", ["17", "节"]),
        ("[x](在.md)", "note_link_activated", ["17", ""]),
        ("[x](别处.md)", "wiki_link_activated", ["别处.md"]),
        ("见https://example.org/a。", "outside_link_activated", ["https://example.org/a"]),
        (
            "![图](https://example.org/a.png)",
            "fetch_image_requested",
            ["https://example.org/a.png"],
        ),
    ],
)
def test_links_are_reported_and_never_followed(
    shown: Shown, qtbot: QtBot, text: str, signal: str, arguments: list[Any]
) -> None:
    shown.note(text, {"在": "note:17", "在.md": "note:17"})
    with qtbot.waitSignal(getattr(shown.pane, signal), timeout=3000) as activated:
        click(shown, "#ui-content a")
    assert activated.args == arguments
    assert shown.ask("location.href") == "note-app:page"


def test_all_pictures_of_other_sites_can_be_asked_for(shown: Shown, qtbot: QtBot) -> None:
    shown.note(
        "![图](https://a.example/1.png) 和 ![图](https://b.example/2.png)\n\n[x](https://c.example/)\n"
    )
    asked: list[str] = []
    shown.pane.fetch_image_requested.connect(asked.append)
    shown.ask("banyan.askForPictures()")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == ["https://a.example/1.png", "https://b.example/2.png"]
    shown.pane.fetch_image_requested.disconnect(asked.append)


def test_a_link_within_the_note_scrolls(shown: Shown) -> None:
    shown.note("[下](#下面)\n\n" + "段落\n\n" * 100 + "## 下面\n\n" + "段落\n\n" * 100)
    click(shown, "#ui-content a")
    shown.qtbot.waitUntil(
        lambda: abs(shown.ask("document.querySelector('h2').getBoundingClientRect().top")) < 30
    )


@pytest.mark.parametrize(("selector", "line"), [("h1", 0), ("pre", 4)])
def test_a_double_click_reports_the_line(
    shown: Shown, qtbot: QtBot, selector: str, line: int
) -> None:
    shown.note("# 题\n\n```python\na = 1\nb = 2\nc = 3\n```\n\n末\n")
    with qtbot.waitSignal(shown.pane.line_activated, timeout=3000) as activated:
        shown.ask(
            f"(() => {{ const e = document.querySelector('{selector}');"
            " const r = e.getBoundingClientRect(); e.dispatchEvent(new MouseEvent('dblclick',"
            " {bubbles: true, clientX: r.left + 9, clientY: r.top + r.height / 2})); })()"
        )
    assert activated.args == [line]


def test_code_can_be_copied(shown: Shown) -> None:
    shown.note("```sh\nls -l\ncd\n```\n")
    left, top = shown.ask(
        "(() => { const r = document.querySelector('pre').getBoundingClientRect();"
        " return [r.right - 30, r.top + 16]; })()"
    )
    point = QPoint(round(left), round(top))
    widget = surface(shown)
    QTest.mouseMove(widget, point - QPoint(60, 0))
    QTest.mouseMove(widget, point)
    shown.qtbot.waitUntil(
        lambda: shown.ask("getComputedStyle(document.querySelector('#ui-copy')).display") == "block"
    )
    QGuiApplication.clipboard().clear()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    shown.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "ls -l\ncd")


def test_a_picture_opens_large(shown: Shown, assets: dict[str, tuple[bytes, str]]) -> None:
    assets[HASH] = (png(60, 40), "image/png")
    shown.note("![树](a.png)\n", {"a.png": f"asset:{HASH}"})
    shown.qtbot.waitUntil(lambda: shown.ask("document.querySelector('img').naturalWidth") == 60)
    click(shown, "#ui-content img")
    shown.qtbot.waitUntil(
        lambda: shown.ask("document.querySelectorAll('#ui-large img').length") == 1
    )
    click(shown, "#ui-large")
    shown.qtbot.waitUntil(
        lambda: shown.ask("document.querySelectorAll('#ui-large img').length") == 0
    )


def test_the_theme_changes_at_once(shown: Shown) -> None:
    shown.note("文\n")
    colour = "getComputedStyle(document.body).backgroundColor"
    shown.pane.set_theme("dark")
    assert shown.ask(colour) == "rgb(35, 38, 34)"
    shown.pane.set_theme("light")
    assert shown.ask(colour) == "rgb(255, 255, 255)"


def test_zoom(shown: Shown) -> None:
    shown.note("文\n")
    width = shown.ask("innerWidth")
    shown.pane.set_zoom(2.0)
    shown.qtbot.waitUntil(lambda: abs(shown.ask("innerWidth") - width / 2) <= 1)
    shown.pane.set_zoom(1.0)
    shown.qtbot.waitUntil(lambda: shown.ask("innerWidth") == width)


def test_what_is_missing_is_said_in_words(shown: Shown) -> None:
    shown.note("![图](没有.png) [[没有]] ![b](https://example.org/x/b.png)\n")
    words = "getComputedStyle(document.querySelector('%s'), '%s').content"
    assert "Picture not in the library" in shown.ask(words % ("span.missing", "::before"))
    assert "no such note" in shown.ask(words % ("a.wiki.missing", "::after"))
    assert "not loaded" in shown.ask(words % ("a.remote", "::before"))
    assert shown.ask("document.querySelector('a.remote').textContent") == "example.org · b"


def test_a_pdf_holds_the_text(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    shown.note("# 印出来\n\n文字\n")
    told: list[bool] = []
    shown.pane.print_pdf(tmp_path / "a.pdf", told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=15_000)
    assert told == [True]
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_note_right_after_another_is_the_one_shown(shown: Shown) -> None:
    shown.pane.show_note("one", "一\n\n" * 3000, {}, 1)
    shown.note("二\n")
    assert shown.ask("document.querySelector('#ui-content').textContent") == "二"


def test_nothing_is_loaded_before_the_pane_is_shown(make_pane: Any, qtbot: QtBot) -> None:
    pane = make_pane()
    pane.show_note("a", "一\n", {}, 1)
    qtbot.wait(50)
    assert pane.page is None
    assert not pane.is_rendering
    pane.apply_edit(2, 1, 0, "二")
    with qtbot.waitSignal(pane.painted, timeout=15_000) as painted:
        pane.show()
    assert painted.args == [2]
    assert ask(pane.page, "banyan.content.textContent", qtbot) == "一二"


def test_callouts_are_headed_in_the_persons_language(shown: Shown, qapp: QApplication) -> None:
    shown.note("> [!TIP]\n> 内容\n\n> [!TIP] Mine\n> 内容")
    titles = "[...document.querySelectorAll('.callout-title')].map(n => n.textContent)"
    assert shown.ask(titles) == ["Tip", "Mine"]
    chinese = QTranslator()
    assert chinese.load(str(files("resources") / "translations" / "banyan_zh_CN.qm"))
    qapp.installTranslator(chinese)
    try:
        shown.qtbot.waitUntil(lambda: shown.ask(titles) == ["提示", "Mine"])
    finally:
        qapp.removeTranslator(chinese)
    shown.qtbot.waitUntil(lambda: shown.ask(titles) == ["Tip", "Mine"])


def test_columns_of_formulas_are_aligned(shown: Shown) -> None:
    shown.note("$$\n\\begin{array}{lr} a & b \\\\ aaaa & bbbb \\end{array}\n$$\n")
    edge = (
        "[...document.querySelectorAll('mtd')]"
        ".map(d => d.querySelector('{}').getBoundingClientRect().{})"
    )
    left = shown.ask(edge.format("mi:first-child", "left"))
    right = shown.ask(edge.format("mi:last-child", "right"))
    assert left[0] == pytest.approx(left[2], abs=1)
    assert right[1] == pytest.approx(right[3], abs=1)
    assert left[1] > left[3] + 5


def test_what_is_folded_is_on_paper(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    shown.note(
        "> [!tip]- 标题\n> inside\n\n<details><summary>x</summary>\n\nhidden\n\n</details>\n"
    )
    done: list[bool] = []
    shown.pane.print_pdf(tmp_path / "a.pdf", done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    document = QPdfDocument()
    document.load(str(tmp_path / "a.pdf"))
    text = document.getAllText(0).text()
    assert "inside" in text
    assert "hidden" in text
    assert shown.ask("document.querySelectorAll('details[open]').length") == 0


def test_a_link_to_a_heading_that_is_not_there_says_so(shown: Shown, qtbot: QtBot) -> None:
    shown.note("[跳](#没有) 与 [空]()\n\n# 有\n")
    hint = "getComputedStyle(document.getElementById('ui-hint')).display"
    links: list[str] = []
    shown.pane.wiki_link_activated.connect(links.append)
    click(shown, "#ui-content a")
    qtbot.waitUntil(lambda: shown.ask(hint) == "block")
    assert "no heading" in shown.ask("document.getElementById('ui-hint').textContent")
    click(shown, "#ui-content a:nth-of-type(2)")
    qtbot.waitUntil(lambda: shown.ask(hint) == "none")
    shown.pane.wiki_link_activated.disconnect(links.append)
    assert links == []


@pytest.mark.parametrize(
    "fragment",
    ["1-甲--乙-ab", "1. 甲 & 乙 (a/b)", "1-甲-乙-ab", "1-%E7%94%B2-乙-AB", "乙-1", "丙", "c"],
)
def test_a_link_finds_its_heading_however_its_id_is_written(shown: Shown, fragment: str) -> None:
    tail = "末\n\n" * 60
    shown.note(f"# 首\n\n{tail}# 1. 甲 & 乙 (a/b)\n\n# 乙\n\n# 乙\n\n# 丙 {{#c}}\n\n{tail}")
    expected = {"乙-1": "乙_1", "丙": "c", "c": "c"}.get(fragment, "1-甲-乙-ab")
    shown.pane.go_to(fragment)
    top = f"document.getElementById('{expected}').getBoundingClientRect().top"
    shown.qtbot.waitUntil(lambda: abs(shown.ask(top)) < 12)
