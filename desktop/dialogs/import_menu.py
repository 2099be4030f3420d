"""The menu of the documents chosen in an import plan: what to do with them, and bulk renaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from desktop.browser.text import menu_text, one_line
from notes.importing.edits import flatten, move_category, rename_tag

if TYPE_CHECKING:
    from desktop.dialogs.import_page import PlanPage
    from notes.importing.plan import Plan

translate = QCoreApplication.translate

LOOKED_AT = 20  # chosen documents whose names are offered
OFFERED = 8  # categories, and as many tags


class PlanMenu(QMenu):
    """Offers the deeds for the chosen rows, then names to change in the whole plan."""

    def __init__(self, page: PlanPage, plan: Plan) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page = page
        self._plan = plan
        rows = page.chosen_rows()[:LOOKED_AT]
        self._items = [item for row in rows if (item := page.model.row(row).item)]
        for button in page.deeds:
            self.addAction(button.text()).triggered.connect(lambda _c, b=button: b.click())
        self._offer_mapping()
        self._offer_flattening()

    def _offer_mapping(self) -> None:
        """What the whole import calls by one name is put elsewhere, or named otherwise, at once."""
        paths = sorted({item.category for item in self._items if item.category})
        tags = sorted({tag for item in self._items for tag in item.tags})
        if paths or tags:
            self.addSeparator()
        for path in paths[:OFFERED]:
            text = _named(translate("ImportDialog", "All of category “%1” into…"), path)
            self.addAction(text).triggered.connect(lambda _c, path=path: self.map_category(path))
        for tag in tags[:OFFERED]:
            text = _named(translate("ImportDialog", "Another name for tag “%1”…"), (tag,))
            self.addAction(text).triggered.connect(lambda _c, tag=tag: self.map_tag(tag))

    def _offer_flattening(self) -> None:
        """A name such as CI/CD was read as two, one inside the other: make it one again."""
        names = {tag for item in self._items for tag in item.tags if "/" in tag}
        names |= {"/".join(item.category[-2:]) for item in self._items if len(item.category) > 1}
        if names:
            self.addSeparator()
        for name in sorted(names):
            text = _named(translate("ImportDialog", "“%1” is one name"), (name,))
            self.addAction(text).triggered.connect(lambda _c, name=name: self.flatten(name))

    def map_category(self, path: tuple[str, ...]) -> None:
        """Ask where all documents of a category go, and put them there."""
        from desktop.dialogs.pickers import pick_category

        page, plan = self._page, self._plan

        def done(into: str) -> None:
            move_category(plan, path, tuple(name for name in into.split("/") if name))
            page.model.refresh()

        title = translate("ImportDialog", "All of category “%1” into")
        title = title.replace("%1", one_line("/".join(path)))
        pick_category(page, page.theme, page.known_categories(), title=title, done=done)

    def map_tag(self, tag: str) -> None:
        """Ask what a tag is to be called in all documents, and call it so."""
        from desktop.dialogs.pickers import pick_tag

        page, plan = self._page, self._plan

        def done(name: str) -> None:
            rename_tag(plan, tag, name)
            page.model.refresh()

        title = translate("ImportDialog", "Another name for tag “%1”")
        title = title.replace("%1", one_line(tag))
        pick_tag(page, page.theme, page.known_tags(), title=title, done=done)

    def flatten(self, name: str) -> None:
        """Make a name that was read as a path one name."""
        flatten(self._plan, name)
        self._page.model.refresh()


def _named(text: str, path: tuple[str, ...]) -> str:
    return text.replace("%1", menu_text("/".join(path)))
