"""The sealed page: with each wall alone, with all of them, and with none to see that it matters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.preview.page import POLICY, SealedPage, SealedProfile
from desktop.preview.schemes import PAGE_ADDRESS
from tests.desktop.preview.conftest import Server, Shown, ask


class _OpenPage(SealedPage):
    def acceptNavigationRequest(  # Qt's name
        self, url: QUrl | str, kind: Any, is_main_frame: bool
    ) -> bool:
        return True


class Room:
    """A page of which each wall can be left out; hostile HTML gets in unsanitised."""

    def __init__(self, qtbot: QtBot, *, policy: bool, no_scripts: bool, filtered: bool) -> None:
        self.qtbot = qtbot
        self.parent = QObject()  # of the profile, which goes last
        self.holder = QWebEngineView()
        profile = SealedProfile(
            lambda _hash, answer: answer(None), self.parent, POLICY if policy else ""
        )
        if not filtered:
            profile.setUrlRequestInterceptor(None)  # type: ignore[arg-type]
        made = SealedPage if filtered else _OpenPage
        self.page = made(profile, self.holder)
        if not no_scripts:
            attribute = QWebEngineSettings.WebAttribute.JavascriptEnabled
            self.page.settings().setAttribute(attribute, True)
        self.holder.setPage(self.page)
        qtbot.addWidget(self.holder)
        self.holder.resize(400, 300)
        self.holder.show()
        with qtbot.waitSignal(
            self.page.reported, timeout=10_000, check_params_cb=lambda m: m["type"] == "ready"
        ):
            self.page.load_shell()

    def put(self, html: str) -> None:
        patch = {"revision": 1, "reset": True, "first": True, "filling": False}
        with self.qtbot.waitSignal(self.page.reported, timeout=10_000):
            self.page.call("apply", json.dumps({**patch, "splices": [[0, 0, [[1, html]]]]}))

    def attack(self, html: str) -> None:
        """Put it in and click on everything."""
        self.put(html)
        self.page.runJavaScript(
            "for (const e of document.querySelectorAll('a, button, input, img, summary'))"
            " HTMLElement.prototype.click.call(e);"
            "for (const f of document.querySelectorAll('form'))"
            " HTMLFormElement.prototype.submit.call(f)",
            1,
        )
        self.qtbot.wait(700)

    @property
    def script_ran(self) -> bool:
        return self.page.title() == "PWNED"

    @property
    def stayed(self) -> bool:
        return self.page.url().toString() == PAGE_ADDRESS


def hostile(address: str) -> str:
    act = "document.title='PWNED'"
    return f"""<img src="{address}img"><img srcset="{address}srcset 1x">
<script src="{address}script"></script><script>{act}</script>
<img src=x onerror="{act}"><svg onload="{act}"><image href="{address}svg"/></svg>
<iframe src="{address}iframe"></iframe><iframe srcdoc="<script>parent.{act}</script>"></iframe>
<object data="{address}object"></object><embed src="{address}embed">
<link rel=stylesheet href="{address}css"><link rel=prefetch href="{address}prefetch">
<style>@import "{address}import"; body{{background:url({address}bg)}}</style>
<div style="background:url({address}inline)">x</div><input type=image src="{address}input">
<video src="{address}video" poster="{address}poster" autoplay></video>
<audio src="{address}audio" autoplay></audio>
<form action="{address}form"><button>go</button></form>
<a href="javascript:{act}">js</a><a href="{address}link" ping="{address}ping">out</a>
<details open ontoggle="{act}"><summary>s</summary></details>
<a href="data:text/html,<script>{act}</script>">data</a><a href="file:///etc/passwd">file</a>
<img src="file:///etc/passwd"><base href="{address}base/"><meta http-equiv=refresh
content="0;url={address}refresh">"""


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Any]:
    rooms: list[Room] = []

    def make(**walls: bool) -> Room:
        rooms.append(Room(qtbot, **walls))
        return rooms[-1]

    yield make
    for made in rooms:
        delete(made.page)
        delete(made.parent)


def test_without_walls_the_attack_succeeds(room: Any, server: Server) -> None:
    open_room = room(policy=False, no_scripts=False, filtered=False)
    open_room.attack(hostile(server.address))
    assert open_room.script_ran or not open_room.stayed
    assert {"/img", "/css", "/bg"} <= set(server.hits)


def test_the_policy_alone_stops_scripts_and_loads(room: Any, server: Server) -> None:
    walled = room(policy=True, no_scripts=False, filtered=False)
    body = re.sub(r"<meta.*|<a .*|<form.*", "", hostile(server.address), flags=re.DOTALL)
    walled.attack(body)
    assert not walled.script_ran
    assert server.hits == []


def test_scripts_switched_off_alone_stop_scripts(room: Any, server: Server) -> None:
    walled = room(policy=False, no_scripts=True, filtered=False)
    walled.attack(hostile(server.address).split("<base")[0])
    assert not walled.script_ran


def test_the_filter_alone_stops_loads_and_navigation(room: Any, server: Server) -> None:
    walled = room(policy=False, no_scripts=False, filtered=True)
    walled.attack(hostile(server.address))
    assert server.hits == []
    assert walled.stayed


def test_all_walls_stop_everything(room: Any, server: Server) -> None:
    walled = room(policy=True, no_scripts=True, filtered=True)
    walled.attack(hostile(server.address))
    assert not walled.script_ran
    assert server.hits == []
    assert walled.stayed
    # and the page still takes patches
    walled.put("<p>still here</p>")
    assert ask(walled.page, "banyan.content.textContent", walled.qtbot) == "still here"


def _vectors(suites: Path) -> list[str]:
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(suites.glob("xss_*/**/*"))
        if path.suffix in {".txt", ".md"} and path.is_file()
    ]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return ["\n\n".join(lines[start : start + 700]) for start in range(0, len(lines), 700)]


def test_known_attacks_as_notes_do_nothing(shown: Shown, suites: Path, server: Server) -> None:
    """As bodies, through the renderer, into the pane's page."""
    page = shown.pane.page
    gone_to: list[str] = []
    page.urlChanged.connect(lambda url: gone_to.append(url.toString()))
    for text in _vectors(suites):
        shown.note(re.sub(r"https?://[\w.:-]+/?", server.address, text))
        left = shown.ask(
            "[...document.querySelectorAll('#ui-content *')].filter(e => e.matches("
            "'script,style,iframe,object,embed,link,meta,base,form,svg,template')"
            " || [...e.attributes].some(a => a.name.startsWith('on') || a.name == 'style' ||"
            " /^(href|src|poster)$/.test(a.name) &&"
            " /^\\s*(javascript|vbscript|data:text)/i.test(a.value)"
            ")).map(e => e.outerHTML.slice(0, 200))"
        )
        assert left == []
    assert shown.ask("document.title") == "Banyan"
    assert server.hits == []
    assert set(gone_to) <= {PAGE_ADDRESS}


def test_known_attacks_raw_in_the_page_do_nothing(room: Any, suites: Path, server: Server) -> None:
    """Were the sanitiser to let all of it pass, the walls would hold."""
    walled = room(policy=True, no_scripts=True, filtered=True)
    for text in _vectors(suites):
        walled.put(re.sub(r"https?://[\w.:-]+/?", server.address, text))
    walled.qtbot.wait(300)
    assert walled.page.title() == "Banyan"
    assert server.hits == []
    assert walled.stayed


def test_a_note_cannot_speak_for_the_page(shown: Shown) -> None:
    """What the engine logs about a note is not taken for a report."""
    heard: list[dict[str, Any]] = []
    shown.note("x")
    page = shown.pane.page
    page.reported.connect(heard.append)
    page.javaScriptConsoleMessage(
        QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel,
        '{"type": "task", "line": 0, "checked": true}',
        0,
        "",
    )
    assert heard == []
