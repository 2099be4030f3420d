"""What tidying did to a document, rule by rule as differences, and which rules are to be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from desktop.browser.text import one_line
from desktop.dialogs.base import Dialog, label, plain_list
from desktop.dialogs.diff_view import DiffView, Worker
from desktop.dialogs.diffing import DiffRow, diff, rows
from notes.importing.tidy import ALL, RULES, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop.theme import Theme


def rule_name(rule: str) -> str:
    """What a tidying rule is about, in words."""
    translate = QCoreApplication.translate
    return {
        "chrome": translate("Tidying", "menus and footers of a web page"),
        "line-numbers": translate("Tidying", "line numbers in code"),
        "code-fences": translate("Tidying", "code without fences"),
        "lists": translate("Tidying", "bullets and numbering"),
        "headings": translate("Tidying", "headings without marks"),
        "line-breaks": translate("Tidying", "line breaks"),
    }.get(rule, rule)


class TidyingDialog(Dialog):
    """Shows the steps of one document; accepted, tells the rules for the whole import."""

    rules_chosen = Signal(object)  # frozenset of names

    def __init__(
        self,
        theme: Theme,
        title: str,
        used: Collection[str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Tidying"))
        self._used = frozenset(ALL if used is None else used)
        self._steps: dict[str, Step] = {}
        self._worker = Worker(self)
        self.body.addWidget(label(one_line(title), "heading"))
        self.body.addWidget(
            label(
                self.tr(
                    "Text without markup is tidied as it comes in; the text as it was read stays"
                    " in the note's history. A rule that is off is off for this whole import."
                ),
                "soft",
            )
        )
        columns = QHBoxLayout()
        columns.setSpacing(theme.px("space", "l"))
        self.list = plain_list(self.tr("Rules"), self)
        self.list.setFixedWidth(260)
        for rule in RULES:
            item = QListWidgetItem(rule_name(rule.name))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = rule.name in self._used
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        columns.addWidget(self.list)
        self.view = DiffView(theme, self)
        self.view.setAccessibleName(self.tr("Changes"))
        columns.addWidget(self.view, 1)
        self.body.addLayout(columns, 1)
        self.add_cancel()
        self.accept_button = self.add_accept(self.tr("Read again with these rules"))
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(lambda _item: self._enable())
        self.fit(1000, 640)
        self._enable()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show what each rule did."""
        self._steps = {step.rule: step for step in steps}
        first = next((i for i, rule in enumerate(RULES) if rule.name in self._steps), 0)
        self.list.setCurrentRow(first)
        self._show(first)

    def chosen(self) -> frozenset[str]:
        """The rules that are on."""
        return frozenset(
            rule.name
            for row, rule in enumerate(RULES)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        )

    def accept(self) -> None:
        if self.chosen() != self._used:
            super().accept()
            self.rules_chosen.emit(self.chosen())

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.view.set_theme(theme)

    def _show(self, row: int) -> None:
        step = self._steps.get(RULES[row].name) if 0 <= row < len(RULES) else None
        if step is None:
            self.view.show_rows([])
            self.status.setText(self.tr("This rule changes nothing in this document."))
            return
        self.status.clear()
        before, after = step.before, step.after

        def work() -> list[DiffRow]:
            return rows(diff(before, after))

        self._worker.run(work, self.view.show_rows)

    def _enable(self) -> None:
        self.accept_button.setEnabled(self.chosen() != self._used)
