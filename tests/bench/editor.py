"""What a key costs in the editor, and how long long notes take to open.

Key → glyph is measured from sending the key to the end of the synchronous repaint that shows it;
the slots that `edited` calls in the application are not part of it.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

from tests.bench.texts import note

if sys.platform == "linux" and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = {"4 KB": 4_000, "100 KB": 100_000, "1 MB": 1_000_000}
PARAGRAPHS = (2_000, 10_000, 50_000)
_SENTENCE = "这是一段很长的中文文字，里面有 English 和数字 12345，还有**标点**；用来测试一个段落。"


def measure(*, quick: bool = False) -> dict[str, Any]:
    """Times in ms."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    bench = _Bench(app, 30 if quick else 120)
    figures: dict[str, Any] = {}
    for name, size in SIZES.items():
        figures[f"note of {name}"] = bench.note(note(size, seed=size))
    for length in PARAGRAPHS:
        text = (_SENTENCE * (length // len(_SENTENCE) + 1))[:length]
        figures[f"paragraph of {length} characters"] = bench.note(
            f"head\n\n{text}\n\ntail", fewer=4
        )
    return figures


class _Bench:
    def __init__(self, app: Any, keys: int) -> None:
        from desktop.editor.editor import MarkdownEditor
        from desktop.theme import Theme

        self._app = app
        self._keys = keys
        self._editor = MarkdownEditor()
        self._editor.set_theme(Theme.named("light"))
        self._editor.resize(900, 900)
        self._editor.show()
        self._settle()

    def note(self, text: str, fewer: int = 1) -> dict[str, Any]:
        """Open a note, and type in its middle and at its end."""
        editor = self._editor
        start = time.perf_counter()
        editor.open_note(f"note {len(text)}", text)
        editor.viewport().repaint()
        opened = 1000 * (time.perf_counter() - start)
        slices = self._settle()
        figures: dict[str, Any] = {"open, text usable": opened, "longest slice after": slices}
        middle = text.index("\n", len(text) // 2) if "\n" in text[len(text) // 2 :] else 0
        middle = min(middle, len(text) - 6)
        for name, position in (("middle", middle), ("end", len(text))):
            editor.select(position, position)
            editor.ensureCursorVisible()
            self._settle()
            times = [self._key(index) for index in range(self._keys // fewer)]
            figures[f"key at the {name}, median"] = statistics.median(times)
            figures[f"key at the {name}, p95"] = statistics.quantiles(times, n=20)[-1]
        return figures

    def _key(self, index: int) -> float:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        letter = "the quick brown fox "[index % 20]
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, letter
        )
        start = time.perf_counter()
        self._app.sendEvent(self._editor, event)
        self._app.sendPostedEvents()
        elapsed = 1000 * (time.perf_counter() - start)
        self._app.processEvents()
        return elapsed

    def _settle(self) -> float:
        """Let timers run for a while; answers the longest time that one turn took."""
        longest = 0.0
        end = time.perf_counter() + 0.4
        while time.perf_counter() < end:
            start = time.perf_counter()
            self._app.processEvents()
            longest = max(longest, time.perf_counter() - start)
            time.sleep(0.001)
        return 1000 * longest
