"""A bare PySide6 window, tree and editor and nothing else: the floor to measure against.

`python bare_window.py TRACE` writes the events that the real window writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.trace import Trace, process_start


def main(trace_path: str) -> None:
    """Show the window until it is ended."""
    trace = Trace(Path(trace_path))
    trace("process-start", at=process_start())
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QSplitter, QTreeView

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    editor = QPlainTextEdit("text")
    split = QSplitter(Qt.Orientation.Horizontal, window)
    split.addWidget(QTreeView())
    split.addWidget(editor)
    window.setCentralWidget(split)
    window.resize(1280, 800)
    editor.setFocus()

    class Watch(QObject):
        """Waits for the first expose event."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Expose:
                watched.removeEventFilter(self)
                watched.event(event)
                trace("window-shown")
                QTimer.singleShot(0, lambda: trace("editor-ready"))
                return True
            return False

    window.winId()
    watch = Watch()
    window.windowHandle().installEventFilter(watch)
    window.show()
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1])
