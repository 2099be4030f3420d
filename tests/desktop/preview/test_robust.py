"""Processes that die or hang, and the preview where the web engine cannot run."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QObject, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.preview import render_client, sandbox
from desktop.preview.assets import AssetAnswer
from desktop.preview.plain_view import PlainPreview
from desktop.preview.render_client import RenderClient
from tests.desktop.preview.conftest import Server, ask
from tests.desktop.preview.test_pane import HASH, png

HANGING = """
import re, sys
sys.path.insert(0, {root!r})
from notes.rendering import converter
convert = converter.Converter.convert
def slow(self, source):
    if "挂起" in source:
        re.match("(a+)+$", "a" * 40 + "b")  # holds the interpreter for hours
    return convert(self, source)
converter.Converter.convert = slow
from notes.rendering.worker import main
main()
"""


def collected(client: RenderClient) -> list[list[Any]]:
    """The blocks as a page would have them."""
    blocks: list[list[Any]] = []

    def take(is_first: bool, payload: str) -> None:
        if is_first:
            blocks.clear()
        for at, removed, inserted in json.loads(payload)["splices"]:
            blocks[at : at + removed] = inserted

    client.patched.connect(take)
    return blocks


def test_a_block_that_hangs_costs_that_block_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_hanging = [sys.executable, "-c", HANGING.format(root=str(Path.cwd()))]
    monkeypatch.setattr(render_client, "child_command", lambda _, *a: [*start_hanging, *a])
    client = RenderClient()
    blocks = collected(client)
    client.open("n", "# 一\n\n挂起\n\n三\n", {}, 1)
    client.start()
    start = time.monotonic()
    qtbot.waitUntil(lambda: any("ui-halted" in (html or "") for _, html in blocks), timeout=9000)
    assert 2 <= time.monotonic() - start < 8
    qtbot.waitUntil(lambda: not client.busy)
    shown = [html for _, html in blocks if html]
    assert shown[0].startswith("<h1")
    assert "挂起" in shown[1]
    assert "三</p>" in shown[2]
    # and edits of other blocks go on at once
    client.edit(2, 2, 1, "二")
    qtbot.waitUntil(lambda: "二" in (blocks[0][1] or ""), timeout=1000)
    client.stop()


def test_a_render_process_that_dies_is_started_again(qtbot: QtBot) -> None:
    client = RenderClient()
    blocks = collected(client)
    client.open("n", "一\n", {}, 1)
    client.start()
    qtbot.waitUntil(lambda: bool(blocks), timeout=9000)
    client.edit(2, 1, 0, "二")
    qtbot.waitUntil(lambda: not client.busy)
    first = client.process_id
    psutil.Process(first).kill()
    qtbot.waitUntil(lambda: client.process_id not in (0, first), timeout=5000)
    client.edit(3, 2, 0, "三")
    qtbot.waitUntil(lambda: "一二三" in (blocks[0][1] or ""), timeout=9000)
    client.stop()
    qtbot.waitUntil(lambda: not psutil.pid_exists(first))


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_page_that_dies_comes_back_with_the_note(make_pane: Any, qtbot: QtBot) -> None:
    pane = make_pane()
    with qtbot.waitSignal(pane.painted, timeout=15_000):
        pane.show_note("a", "一\n\n" * 200, {}, 1)
        pane.show()
    pane.scroll_to_line(100)
    before = ask(pane.page, "scrollY", qtbot)
    with qtbot.waitSignal(pane.painted, timeout=15_000):
        os.kill(pane.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: abs(ask(pane.page, "scrollY", qtbot) - before) < 2, timeout=5000)
    pane.apply_edit(2, 0, 0, "新")
    qtbot.waitUntil(lambda: ask(pane.page, "banyan.content.textContent", qtbot)[0] == "新")


def test_what_is_typed_while_the_page_is_dead_is_in_it_afterwards(
    make_pane: Any, qtbot: QtBot
) -> None:
    pane = make_pane()
    with qtbot.waitSignal(pane.painted, timeout=15_000):
        pane.show_note("a", "一\n\n二\n\n三", {}, 1)
        pane.show()
    os.kill(pane.page.renderProcessPid(), signal.SIGKILL)
    for revision in range(2, 30):
        pane.apply_edit(revision, 3, 0, "新")
        qtbot.wait(20)
    content = "[...banyan.content.querySelectorAll('p')].map(p => p.textContent)"
    expected = ["一", "新" * 28 + "二", "三"]
    qtbot.waitUntil(lambda: ask(pane.page, content, qtbot) == expected, timeout=10_000)


def test_a_page_that_dies_again_and_again_is_given_up(make_pane: Any, qtbot: QtBot) -> None:
    pane = make_pane()
    with qtbot.waitSignal(pane.painted, timeout=15_000):
        pane.show_note("a", "一\n", {}, 1)
        pane.show()
    with qtbot.waitSignal(pane.unavailable, timeout=30_000):
        for _ in range(4):
            page = pane.page
            with qtbot.waitSignal(page.renderProcessTerminated, timeout=10_000):
                os.kill(page.renderProcessPid(), signal.SIGKILL)
            qtbot.wait(800)
    browser = pane.findChild(QTextBrowser)
    qtbot.waitUntil(lambda: browser.toPlainText() == "一", timeout=9000)


def test_without_a_sandbox_the_preview_is_simple(
    make_pane: Any,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    assets: dict[str, tuple[bytes, str]],
    server: Server,
) -> None:
    monkeypatch.setattr(sandbox, "known_verdict", lambda: sandbox.ROOT)
    assets[HASH] = (png(60, 40), "image/png")
    pane = make_pane()
    pane.show_note(
        "a",
        f"# 题\n\n![树](a.png)\n\n![远]({server.address}x.png)\n\n[外](https://example.org/)\n",
        {"a.png": f"asset:{HASH}"},
        1,
    )
    reasons: list[str] = []
    pane.unavailable.connect(reasons.append)
    with qtbot.waitSignal(pane.painted, timeout=15_000):
        pane.show()
    assert len(reasons) == 1
    assert "administrator" in reasons[0]
    browser = pane.findChild(QTextBrowser)
    assert browser.toPlainText().startswith("题")
    pane.apply_edit(2, 3, 0, "目")
    qtbot.waitUntil(lambda: browser.toPlainText().startswith("题目"))
    with qtbot.waitSignal(pane.outside_link_activated):
        browser.anchorClicked.emit(QUrl("https://example.org/"))
    assert server.hits == []


def test_the_simple_preview_loads_nothing_but_the_library(qtbot: QtBot, server: Server) -> None:
    view = PlainPreview(lambda _hash, answer: answer(None))
    qtbot.addWidget(view)
    kind = QTextDocument.ResourceType.ImageResource.value
    for address in (f"{server.address}x.png", "file:///etc/passwd", "/etc/passwd", "qrc:/x"):
        assert not view.loadResource(kind, QUrl(address))
    assert server.hits == []


def test_the_simple_preview_shows_a_picture_when_it_has_come(qtbot: QtBot) -> None:
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0x2F6B43)
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(data, "PNG")
    waiting: list[AssetAnswer] = []
    view = PlainPreview(lambda _hash, answer: waiting.append(answer))
    qtbot.addWidget(view)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert not view.loadResource(kind, QUrl("note-asset:abc"))
    assert not view.loadResource(kind, QUrl("note-asset:abc"))
    assert len(waiting) == 1
    waiting[0]((bytes(data.data().data()), "image/png"))
    assert view.loadResource(kind, QUrl("note-asset:abc")).size() == picture.size()


def test_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    assert sandbox.known_verdict() == ""
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert sandbox.known_verdict() == sandbox.ROOT
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert sandbox.known_verdict() is None


def test_the_probe_tells_and_is_remembered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts: list[str] = []
    with monkeypatch.context() as as_person:
        # the probe's own process: it fails here as root, and works where a person runs it
        as_person.delenv("QTWEBENGINE_DISABLE_SANDBOX")
        as_person.setattr(os, "geteuid", lambda: 1000)
        parent = QObject()
        sandbox.find_out(parent, verdicts.append)
        qtbot.waitUntil(lambda: bool(verdicts), timeout=25_000)
        assert verdicts[0] in ("", sandbox.FAILED)
        assert (sandbox.known_verdict() == "") == (verdicts[0] == "")
