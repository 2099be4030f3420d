"""What the dialogs' tests share: the theme, words, and a real plan of real files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from notes.importing.plan import Plan, make_plan
from resources.messages import word


@pytest.fixture
def theme() -> Theme:
    return Theme.named("light")


@pytest.fixture
def words() -> Callable[[str, Mapping[str, object]], str]:
    return lambda code, values: word(code, values, "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three posts, one of them near another; a picture; a file that is not text."""
    blog = tmp_path / "blog"
    (blog / "技术").mkdir(parents=True)
    body = "\n".join(f"第 {n} 行说的是调度器怎样挑选节点，以及为什么。" for n in range(20))
    (blog / "技术" / "调度.md").write_text(
        f"---\ntitle: 调度器\ntags: [k8s]\ndate: 2020-01-02\n---\n{body}\n", "utf-8"
    )
    (blog / "技术" / "转载.md").write_text(
        f"---\ntitle: 转载的调度器\n---\n{body}\n再加一行不同的话在末尾。\n", "utf-8"
    )
    (blog / "hello.md").write_text("# Hello\n\n![gone](missing.png)\n", "utf-8")
    (blog / "noise.md").write_bytes(bytes(range(256)) * 40)
    return blog


@pytest.fixture
def plan(folder: Path) -> Plan:
    return make_plan([str(folder)], None)


def calls(signal: object) -> list[tuple]:
    seen: list[tuple] = []
    signal.connect(lambda *args: seen.append(args))
    return seen


@pytest.fixture
def listen() -> Callable[[object], list[tuple]]:
    """What a signal has told since."""
    return calls


@pytest.fixture
def own(qtbot: QtBot) -> Callable[[QDialog], None]:
    """Close a dialog after the test; one that was closed in it must still be there then."""

    def keep(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)

    return keep
