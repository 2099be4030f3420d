"""A question before something that is hard to take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.browser.text import breakable
from desktop.dialogs.base import Dialog, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.theme import Theme


class ConfirmDialog(Dialog):
    """Says what will happen and to how much; `accept` names the deed, never "OK"."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        *,
        title: str,
        text: str,
        detail: str = "",
        accept: str,
        danger: bool = False,
    ) -> None:
        super().__init__(theme, parent, title)
        self.text = label(text)
        self.text.setProperty("role", "section")
        self.text.setMinimumWidth(340)
        self.text.setMaximumWidth(480)
        self.body.addWidget(self.text)
        self.detail = label(role="soft")
        self.detail.setMaximumWidth(480)
        self.body.addWidget(self.detail)
        self.body.addStretch(1)
        self.add_cancel()
        self.accept_button = self.add_accept(accept, danger=danger)
        self.set_detail(detail)

    def set_detail(self, text: str) -> None:
        """Say more below the question."""
        self.detail.setText(breakable(text))
        self.detail.setVisible(bool(text))
        self.setAccessibleDescription(f"{self.text.text()} {text}".strip())


def confirm(
    parent: QWidget | None,
    *,
    theme: Theme,
    title: str,
    text: str,
    accept: str,
    done: Callable[[], object],
    detail: str = "",
    danger: bool = False,
) -> ConfirmDialog:
    """Ask, and call `done` when the person agrees. Returns at once."""
    dialog = ConfirmDialog(
        theme, parent, title=title, text=text, detail=detail, accept=accept, danger=danger
    )
    dialog.accepted.connect(done)
    dialog.open()
    return dialog
