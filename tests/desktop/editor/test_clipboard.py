from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from desktop.editor.clipboard import clean, says_more
from desktop.editor.web_page import to_markdown


def mime(text: str = "", html: str = "") -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    return data


def test_an_address_on_a_selection_makes_a_link(drawn):
    drawn.set("see ⟦this⟧ now")
    drawn.editor.insertFromMimeData(mime("https://a.b/c"))
    assert drawn.get() == "see [this](https://a.b/c)¦ now"
    drawn.set("see ¦")
    drawn.editor.insertFromMimeData(mime("https://a.b/c"))
    assert drawn.get() == "see https://a.b/c¦"


PAGE = "<h2>题</h2><p>a <b>b</b> <a href='https://x.y'>z</a></p><script>bad()</script>"


def test_a_web_page_becomes_markdown(drawn, qtbot):
    drawn.set("x⟦old⟧y")
    drawn.editor.insertFromMimeData(mime("x", PAGE))
    assert drawn.get() == "x⟦old⟧y"  # made in a thread: it returns at once
    qtbot.waitUntil(lambda: drawn.get() == "x## 题\n\na **b** [z](https://x.y)¦y", timeout=5000)
    assert drawn.undo().replace("¦", "") == "xoldy"


def test_what_is_typed_while_a_page_comes_stays_behind_it(drawn, qtbot):
    drawn.set("¦")
    drawn.editor.insertFromMimeData(mime("x", "<h2>t</h2>"))
    drawn.press("typed")
    drawn.editor.select(0, 0)
    qtbot.waitUntil(lambda: drawn.get().replace("¦", "") == "## ttyped", timeout=5000)


def test_a_page_is_not_pasted_into_a_note_opened_meanwhile(drawn, qtbot):
    drawn.open("one", "")
    with qtbot.waitSignal(drawn.editor.refused) as said:
        drawn.editor.insertFromMimeData(mime("x", PAGE))
        drawn.open("two", "")
    assert said.args == ["The page was not pasted: another note is open now."]
    assert drawn.editor.text() == ""


def test_into_code_goes_the_text(drawn):
    drawn.set("```\n¦\n```")
    drawn.editor.insertFromMimeData(mime("a < b", "<b>a &lt; b</b>"))
    assert drawn.get() == "```\na < b¦\n```"


def test_plain_on_request(drawn, run):
    drawn.set("¦")
    QGuiApplication.clipboard().setMimeData(mime("plain", "<b>bold</b>"))
    run(drawn.editor, "paste_plain")
    assert drawn.get() == "plain¦"


def test_a_picture_is_offered(drawn, qtbot):
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    with qtbot.waitSignal(drawn.editor.attachment_offered) as offered:
        drawn.editor.insertFromMimeData(data)
    name, content = offered.args
    assert name.endswith(".png")
    assert bytes(content).startswith(b"\x89PNG")


def test_files_are_offered_and_folders_refused(drawn, qtbot, tmp_path):
    path = tmp_path / "图 1.bin"
    path.write_bytes(b"\x00\xff\r\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(tmp_path))])
    with (
        qtbot.waitSignal(drawn.editor.attachment_offered) as offered,
        qtbot.waitSignal(drawn.editor.refused),
    ):
        drawn.editor.insertFromMimeData(data)
    assert (offered.args[0], bytes(offered.args[1])) == ("图 1.bin", b"\x00\xff\r\n")


def test_a_file_is_not_attached_to_a_note_opened_meanwhile(drawn, qtbot, tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drawn.open("one", "")
    with qtbot.waitSignal(drawn.editor.refused) as said:
        drawn.editor.insertFromMimeData(data)
        drawn.open("two", "")
    assert said.args == ["“a.bin” was not attached: another note is open now."]


def test_the_text_of_a_page_without_any_is_pasted_plain(drawn, run):
    data = QMimeData()
    data.setHtml("<h1>a</h1><p><b>b</b></p>")
    QGuiApplication.clipboard().setMimeData(data)
    drawn.set("¦")
    run(drawn.editor, "paste_plain")
    assert drawn.get() == "a\nb¦"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<ul><li><input type=checkbox checked> a</li></ul>", "- [x] a"),
        (
            "<pre><code class='language-python'>x = 1\n  y</code></pre>",
            "```python\nx = 1\n  y\n```",
        ),
        ("<div class='highlight-source-js'><pre>a</pre></div>", "```js\na\n```"),
        ("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>", "| a |\n| --- |\n| b |"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<img src='https://a.b/c d.png' alt='图'>", "![图](<https://a.b/c d.png>)"),
        ("<b style='font-weight:normal'><p>a</p></b>", "a"),
        ("<h2><a href='https://a.b/c#d'>T</a> <a href='#t'>¶</a></h2>", "## [T](https://a.b/c#d)"),
        ("<table><tr><th>a|b</th></tr></table>", "| a\\|b |\n| --- |"),
        ("<p># a<br>- b<br>1. c</p><p>2024. 年</p>", "\\# a\n\\- b\n1\\. c\n\n2024\\. 年"),
        ("<p>-5 #标签 >x</p>", "-5 #标签 >x"),
        ("<mark>亮</mark>", "==亮=="),
        ("<html><!--StartFragment--><i>a</i><!--EndFragment--></html>", "*a*"),
    ],
)
def test_markdown_of_html(html, markdown):
    assert to_markdown(html) == markdown


def test_coloured_source_is_pasted_as_text():
    html = "<div style='font-family: Consolas, monospace'><span><b>def</b></span></div>"
    assert not says_more(html, "def")
    assert not says_more("<span>plain</span>", "plain")
    assert says_more("<span><b>bold</b></span>", "bold")


def test_clean():
    assert clean("a\r\nb\rc\x00\u2029d\ufeff") == "a\nb\nc\nd"


def test_files_that_are_dropped_are_never_moved(drawn, tmp_path):
    """A file manager offers a move first, and takes the files away when it was accepted."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier  # asks for a move
    viewport = drawn.editor.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(QPoint(5, 5), both, data, *held))
    event = QDropEvent(QPointF(5, 5), both, data, *held)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(viewport, event)
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction
