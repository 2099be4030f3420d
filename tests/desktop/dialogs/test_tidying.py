from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.tidying import TidyingDialog, rule_name
from desktop.theme import Theme
from notes.importing.tidy import ALL, RULES, steps

TEXT = "标题\n\n• 甲\n• 乙\n\n正文一行，说得够长，不像标题。"


def test_each_rule_has_words(qapp: object) -> None:
    assert all(rule_name(rule.name) != rule.name for rule in RULES)


def test_steps_are_shown_and_rules_switched(
    qtbot: QtBot, theme: Theme, listen: Callable, own: Callable
) -> None:
    dialog = TidyingDialog(theme, "题目", None)
    own(dialog)
    chosen = listen(dialog.rules_chosen)
    dialog.open()
    found = steps(TEXT, ALL)
    assert "lists" in {step.rule for step in found}
    dialog.show_steps(found)
    row = next(i for i, rule in enumerate(RULES) if rule.name == "lists")
    dialog.list.setCurrentRow(row)
    qtbot.waitUntil(lambda: "− • 甲" in dialog.view.toPlainText())
    assert not dialog.accept_button.isEnabled()
    dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept_button.click()
    assert chosen == [(ALL - {"lists"},)]
