from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QListView, QPlainTextEdit

from desktop.viewport import viewport


def test_it_is_the_viewport(qapp):
    for area in (QPlainTextEdit(), QListView()):
        assert viewport(area) is area.viewport()


def test_no_other_kinds_of_widget_are_loaded_for_it():
    code = """
import enum
made = 0
create = enum.EnumType._create_
def count(*arguments, **named):
    global made
    made += 1
    return create(*arguments, **named)
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from desktop.viewport import viewport
app = QApplication([])
area = QPlainTextEdit()
enum.EnumType._create_ = count
viewport(area).width()
area.viewport().width()
print(made)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) < 10
