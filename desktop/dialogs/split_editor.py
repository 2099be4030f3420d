"""Correct how an index page's lines were split: the line as read above, a title a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.browser.text import one_line
from desktop.dialogs.base import Dialog, label, plain_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import Theme
    from notes.importing.base import IndexList, IndexPage


class SplitEditor(Dialog):
    """Edits the lists of index pages; accepted, they hold what was typed."""

    def __init__(
        self, theme: Theme, pages: Sequence[IndexPage], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent, "")
        self.setWindowTitle(self.tr("Titles of the index page"))
        self._lists: list[IndexList] = [one for page in pages for one in page.lists]
        self._texts = ["\n".join(one.titles) for one in self._lists]
        self._tags = [one.tag for one in self._lists]
        self._shown = -1
        self.body.addWidget(
            label(
                self.tr(
                    "The page gives its titles in one line each list, so that where one ends is a"
                    " judgement. One title a line: join or part them as they should be."
                ),
                "soft",
            )
        )
        columns = QHBoxLayout()
        columns.setSpacing(theme.px("space", "m"))
        self.names = plain_list(self.tr("Lists"), self)
        self.names.setFixedWidth(170)
        columns.addWidget(self.names)
        columns.addLayout(self._build_right(), 1)
        self.body.addLayout(columns, 1)
        self.add_cancel()
        self.add_accept(self.tr("Apply"))
        for one in self._lists:
            self.names.addItem("")
            self._name(self.names.count() - 1, len(one.titles))
        self.names.currentRowChanged.connect(self._show)
        self.titles.textChanged.connect(self._typed)
        self.tag.textEdited.connect(self._tag_typed)
        self.fit(820, 600)
        self.names.setCurrentRow(0)

    def accept(self) -> None:
        for one, text, tag in zip(self._lists, self._texts, self._tags, strict=True):
            titles = (one_line(line) for line in text.split("\n"))
            one.titles = list(dict.fromkeys(title for title in titles if title))
            if one.is_tag and tag.strip():
                one.tag = one_line(tag).lstrip("#").strip().strip("/")
        super().accept()

    def _build_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(self.theme.px("space", "s"))
        right.addWidget(label(self.tr("As it stands on the page"), "small"))
        self.line = QPlainTextEdit(self)
        self.line.setReadOnly(True)
        self.line.setProperty("role", "field")
        self.line.setAccessibleName(self.tr("The line as it stands on the page"))
        self.line.setFixedHeight(120)
        right.addWidget(self.line)
        self.count = label("", "small")
        right.addWidget(self.count)
        self.titles = QPlainTextEdit(self)
        self.titles.setProperty("role", "field")
        self.titles.setAccessibleName(self.tr("Titles, one a line"))
        self.titles.setTabChangesFocus(True)
        self.titles.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        right.addWidget(self.titles, 1)
        self._tag_row = QWidget(self)
        row = QHBoxLayout(self._tag_row)
        row.setContentsMargins(0, 0, 0, 0)
        caption = label(self.tr("Tag of these notes"), "soft", wrap=False)
        self.tag = QLineEdit(self._tag_row)
        self.tag.setAccessibleName(self.tr("Tag of these notes"))
        caption.setBuddy(self.tag)
        row.addWidget(caption)
        row.addWidget(self.tag, 1)
        right.addWidget(self._tag_row)
        return right

    def _show(self, row: int) -> None:
        self._shown = -1
        if not 0 <= row < len(self._lists):
            return
        self.line.setPlainText(self._lists[row].line)
        self.titles.setPlainText(self._texts[row])
        self.tag.setText(self._tags[row])
        self._tag_row.setVisible(self._lists[row].is_tag)
        self._shown = row
        self._count()

    def _typed(self) -> None:
        if self._shown >= 0:
            self._texts[self._shown] = self.titles.toPlainText()
            self._count()

    def _tag_typed(self, text: str) -> None:
        if self._shown >= 0:
            self._tags[self._shown] = text

    def _count(self) -> None:
        number = sum(bool(line.strip()) for line in self._texts[self._shown].split("\n"))
        self.count.setText(self.tr("%n title(s), one a line", "", number))
        self._name(self._shown, number)

    def _name(self, row: int, number: int) -> None:
        item = self.names.item(row)
        item.setText(f"{one_line(self._lists[row].name)}  {self.locale().toString(number)}")
