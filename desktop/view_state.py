"""How the window looks and comes back: layout, panes, zoom, editor settings, the open note."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.window.main_window import LAYOUTS

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions import Actions
    from desktop.editor.editor import MarkdownEditor
    from desktop.preview.pane import PreviewPane
    from desktop.settings import Settings
    from desktop.window.main_window import MainWindow
    from notes.model import Scope, Sort

_ZOOM_STEP = 10  # per cent


class ViewState(QObject):
    """Applies settings to the widgets and keeps what should be the same at the next start."""

    preview_wanted = Signal()
    """The preview is to be seen and there is none yet."""

    def __init__(
        self,
        settings: Settings,
        window: MainWindow,
        actions: Actions,
        library: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._window = window
        self._actions = actions
        self._editor: MarkdownEditor
        self._preview: PreviewPane | None = None
        digest = zlib.crc32(str(library).encode("utf-8", "surrogatepass"))
        self._library = f"library-{digest:08x}"
        settings.changed.connect(self._setting_changed)

    # Start and end

    def restore(self) -> None:
        """Sizes and panes as they were left."""
        keys = ("geometry", "panes", "text_split")
        self._window.restore_state({key: self._settings.bytes_state(key) for key in keys})
        self._window.tree_side.setVisible(self._settings.state("tree", "1") == "1")
        self._window.list_side.setVisible(self._settings.state("list", "1") == "1")
        self._window.set_layout(self._settings.state("layout", "split"))
        self.show_checks()

    def attach_editor(self, editor: MarkdownEditor) -> None:
        """The editor is there now: give it the settings that are not as usual."""
        self._editor = editor
        for key in ("font_size", "wrap", "line_numbers", "focus_mode", "typewriter_mode"):
            row = f"editor/{key}"
            value = self._settings.value(row)
            if value != self._settings.default(row):
                self._setting_changed(row, value)

    def keep(
        self, scope: Scope, sort: Sort, *, reverse: bool, note_id: str, tree: dict[str, Any]
    ) -> None:
        """Write down how the window stands."""
        import json

        for key, value in self._window.keep_state().items():
            self._settings.set_bytes_state(key, value)
        if not self._window.isFullScreen():
            self._settings.set_state("tree", "1" if self._tree_shown() else "0")
            self._settings.set_state("list", "1" if self._list_shown() else "0")
        self._settings.set_state("layout", self._window.layout_name)
        here: dict[str, Any] = {
            "scope": [scope.kind.value, scope.value, scope.tag],
            "sort": [sort.value, reverse],
            "note": note_id,
            "cursor": self._editor.cursor_state() if note_id else {},
            "tree": tree,
        }
        self._settings.set_state(self._library, json.dumps(here))
        self._settings.sync()

    def last(self) -> tuple[Scope, Sort, bool, str, dict[str, Any]]:
        """Scope, order, reversed, note id and cursor of the last time with this library."""
        from notes.model import Scope, ScopeKind, Sort

        here = self._kept()
        try:
            kind, value, tag = here.get("scope", ["all", "", ""])
            sort, reverse = here.get("sort", ["modified", False])
            scope = Scope(ScopeKind(kind), str(value), str(tag))
            cursor = here.get("cursor", {})
            return scope, Sort(sort), bool(reverse), str(here.get("note", "")), dict(cursor)
        except (ValueError, TypeError, AttributeError):  # a file edited by hand
            return Scope(), Sort.MODIFIED, False, "", {}

    def last_tree(self) -> dict[str, Any]:
        """What the tree gave of itself the last time with this library."""
        tree = self._kept().get("tree")
        return tree if isinstance(tree, dict) else {}

    def _kept(self) -> dict[str, Any]:
        import json

        try:
            here = json.loads(self._settings.state(self._library) or "{}")
        except ValueError:  # a file edited by hand
            return {}
        return here if isinstance(here, dict) else {}

    # Panes

    def attach_preview(self, pane: PreviewPane) -> None:
        """The preview pane is there now."""
        self._preview = pane
        pane.set_zoom(self._settings.number("preview/zoom") / 100)
        pane.set_line_breaks(self._settings.flag("preview/line_breaks"))
        pane.zoom_changed.connect(
            lambda factor: self._settings.set("preview/zoom", round(factor * 100))
        )

    def set_layout(self, name: str) -> None:
        """Show text, preview or both."""
        self._window.set_layout(name)
        if name != "edit":
            self.preview_wanted.emit()
        if name == "read":
            self._window.preview_side.setFocus()
        else:
            self._editor.setFocus()
        self.show_checks()

    def next_layout(self) -> None:
        """From write to both to read and round again."""
        place = LAYOUTS.index(self._window.layout_name)
        self.set_layout(LAYOUTS[(place + 1) % len(LAYOUTS)])

    def toggle_tree(self) -> None:
        """Show or hide the tree."""
        self._window.tree_side.setVisible(not self._tree_shown())
        self.show_checks()

    def toggle_list(self) -> None:
        """Show or hide the list."""
        self._window.list_side.setVisible(not self._list_shown())
        self.show_checks()

    def show_list(self) -> None:
        """Make sure that the list is seen."""
        self._window.list_side.show()
        self.show_checks()

    def show_tree(self) -> None:
        """Make sure that the tree is seen."""
        self._window.tree_side.show()
        self.show_checks()

    def full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
        self.show_checks()

    def _tree_shown(self) -> bool:
        return not self._window.tree_side.isHidden()

    def _list_shown(self) -> bool:
        return not self._window.list_side.isHidden()

    # Size of the text

    def zoom(self, steps: int) -> None:
        """Make text and preview larger by steps; 0 goes back to the usual size."""
        if not steps:
            self._settings.set("editor/font_size", self._settings.default("editor/font_size"))
            self._settings.set("preview/zoom", self._settings.default("preview/zoom"))
            return
        size = self._settings.number("editor/font_size")
        self._settings.set("editor/font_size", min(max(size + steps, 9), 36))
        zoom = self._settings.number("preview/zoom")
        self._settings.set("preview/zoom", min(max(zoom + steps * _ZOOM_STEP, 50), 300))

    def flip(self, key: str) -> None:
        """Turn a setting on or off."""
        self._settings.set(key, not self._settings.flag(key))

    # Settings to widgets

    def _setting_changed(self, key: str, value: Any) -> None:
        editor = self._editor
        match key:
            case "editor/font_size":
                editor.set_font_size(value)
            case "editor/wrap":
                editor.set_wrap(value)
            case "editor/line_numbers":
                editor.set_line_numbers(value)
            case "editor/focus_mode":
                editor.set_focus_mode(value)
            case "editor/typewriter_mode":
                editor.set_typewriter_mode(value)
            case "preview/zoom" if self._preview is not None:
                self._preview.set_zoom(value / 100)
            case "preview/line_breaks" if self._preview is not None:
                self._preview.set_line_breaks(value)
            case _:
                pass
        self.show_checks()

    def show_checks(self) -> None:
        """Tick what is on in the menus."""
        checks = {
            f"layout.{self._window.layout_name}": True,
            "pane.tree": self._tree_shown(),
            "pane.list": self._list_shown(),
            "window.fullscreen": self._window.isFullScreen(),
            f"theme.{self._settings.text('appearance/theme')}": True,
        }
        for key in ("focus_mode", "typewriter_mode", "wrap", "line_numbers"):
            checks[f"editor.{key}"] = self._settings.flag(f"editor/{key}")
        for action_id, on in checks.items():
            self._actions[action_id].setChecked(on)
