"""Everything a person can ask for, a row each: menus, tool buttons, shortcuts, palette and help."""

from __future__ import annotations

from enum import Flag, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from desktop.icons import icon
from desktop.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from desktop.editor.commands import EditorCommand
    from desktop.settings import Settings
    from desktop.theme import Theme


class Needs(Flag):
    """What an action needs to be possible."""

    NOTHING = 0
    LIBRARY = auto()  # an open library
    WRITABLE = auto()  # that may be changed
    NOTE = auto()  # a note in the editor
    EDITABLE = auto()  # whose text may be changed
    TRASHED = auto()  # that lies in the trash
    CHOSEN = auto()  # notes chosen in the list, or one open


class ActionRow(NamedTuple):
    """One row. `text` names it in menus, with `&` before the mnemonic; `…` means that it asks."""

    id: str
    text: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    needs: Needs = Needs.NOTHING
    checkable: bool = False
    group: str = ""  # actions of a group exclude one another
    first: bool = False  # a line stands above it in the menu
    help: str = ""
    submenu: str = ""  # within `menu`, in words to be translated in `context`
    context: str = "Actions"  # where `text` and `submenu` are translated


MENUS = (
    ("file", QT_TRANSLATE_NOOP("Actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "&Edit")),
    ("note", QT_TRANSLATE_NOOP("Actions", "&Note")),
    ("format", QT_TRANSLATE_NOOP("Actions", "F&ormat")),
    ("view", QT_TRANSLATE_NOOP("Actions", "&View")),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help")),
)

_OPEN = Needs.LIBRARY
_WRITE = Needs.LIBRARY | Needs.WRITABLE
_NOTE = Needs.LIBRARY | Needs.NOTE
_CHOSEN = _WRITE | Needs.CHOSEN

ACTIONS = (
    # file
    ActionRow(
        "note.new", QT_TRANSLATE_NOOP("Actions", "&New note"), "file", "Ctrl+N", "new-note", _WRITE
    ),
    ActionRow(
        "category.new",
        QT_TRANSLATE_NOOP("Actions", "New &category"),
        "file",
        "Ctrl+Shift+N",
        "folder-new",
        _WRITE,
    ),
    ActionRow(
        "library.open",
        QT_TRANSLATE_NOOP("Actions", "&Open library…"),
        "file",
        "Ctrl+O",
        "database",
    ),
    ActionRow(
        "import.files",
        QT_TRANSLATE_NOOP("Actions", "&Import files…"),
        "file",
        "Ctrl+Shift+I",
        "import",
        _WRITE,
        first=True,
        help=QT_TRANSLATE_NOOP("Actions", "Shows a plan first; one step takes an import back."),
    ),
    ActionRow(
        "import.folder",
        QT_TRANSLATE_NOOP("Actions", "Import &folder…"),
        "file",
        needs=_WRITE,
    ),
    ActionRow(
        "import.undo",
        QT_TRANSLATE_NOOP("Actions", "&Take back an import…"),
        "file",
        needs=_WRITE,
    ),
    ActionRow(
        "export",
        QT_TRANSLATE_NOOP("Actions", "&Export…"),
        "file",
        "Ctrl+Shift+E",
        "export",
        _OPEN,
        first=True,
    ),
    ActionRow(
        "print", QT_TRANSLATE_NOOP("Actions", "&Print…"), "file", "Ctrl+Alt+P", "print", _NOTE
    ),
    ActionRow(
        "library.backup",
        QT_TRANSLATE_NOOP("Actions", "&Back up now"),
        "file",
        needs=_OPEN,
        first=True,
    ),
    ActionRow(
        "library.check",
        QT_TRANSLATE_NOOP("Actions", "Chec&k the library"),
        "file",
        needs=_OPEN,
        help=QT_TRANSLATE_NOOP("Actions", "Looks for damage, and mends the index and links."),
    ),
    ActionRow(
        "preferences",
        QT_TRANSLATE_NOOP("Actions", "P&references…"),
        "file",
        "Ctrl+,",
        "settings",
        first=True,
    ),
    ActionRow("quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "file", "Ctrl+Q", "quit"),
    # edit
    ActionRow("edit.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "edit", "Ctrl+Z", "undo"),
    ActionRow("edit.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "edit", "Ctrl+Shift+Z", "redo"),
    ActionRow("edit.cut", QT_TRANSLATE_NOOP("Actions", "Cu&t"), "edit", "Ctrl+X", first=True),
    ActionRow("edit.copy", QT_TRANSLATE_NOOP("Actions", "&Copy"), "edit", "Ctrl+C", "copy"),
    ActionRow("edit.paste", QT_TRANSLATE_NOOP("Actions", "&Paste"), "edit", "Ctrl+V"),
    ActionRow("edit.all", QT_TRANSLATE_NOOP("Actions", "Select &all"), "edit", "Ctrl+A"),
    ActionRow(
        "search",
        QT_TRANSLATE_NOOP("Actions", "&Search all notes"),
        "edit",
        "Ctrl+Shift+F",
        "search",
        _OPEN,
        first=True,
    ),
    # note
    ActionRow(
        "note.quick_open",
        QT_TRANSLATE_NOOP("Actions", "&Go to note…"),
        "note",
        "Ctrl+P",
        "search",
        _OPEN,
        help=QT_TRANSLATE_NOOP("Actions", "By any part of its title, or by pinyin initials."),
    ),
    ActionRow(
        "note.back", QT_TRANSLATE_NOOP("Actions", "&Back"), "note", "Alt+Left", "back", _OPEN
    ),
    ActionRow(
        "note.forward",
        QT_TRANSLATE_NOOP("Actions", "&Forward"),
        "note",
        "Alt+Right",
        "forward",
        _OPEN,
    ),
    ActionRow(
        "note.rename",
        QT_TRANSLATE_NOOP("Actions", "Edit the &title"),
        "note",
        "F2",
        "edit",
        _WRITE | Needs.NOTE,
        first=True,
    ),
    ActionRow(
        "note.tags",
        QT_TRANSLATE_NOOP("Actions", "Edit the t&ags"),
        "note",
        "Ctrl+Shift+T",
        "tag",
        _WRITE | Needs.NOTE,
    ),
    ActionRow(
        "note.move",
        QT_TRANSLATE_NOOP("Actions", "&Move to category…"),
        "note",
        "Ctrl+Shift+M",
        "folder",
        _CHOSEN,
    ),
    ActionRow(
        "note.star",
        QT_TRANSLATE_NOOP("Actions", "&Star"),
        "note",
        "Ctrl+Shift+D",
        "star",
        _CHOSEN,
        checkable=True,
    ),
    ActionRow(
        "note.duplicate",
        QT_TRANSLATE_NOOP("Actions", "&Duplicate"),
        "note",
        icon="copy",
        needs=_WRITE | Needs.NOTE,
    ),
    ActionRow(
        "note.copy_link",
        QT_TRANSLATE_NOOP("Actions", "Copy &link"),
        "note",
        "Ctrl+Shift+L",
        "link",
        _NOTE,
        help=QT_TRANSLATE_NOOP("Actions", "Puts [[title]] on the clipboard."),
    ),
    ActionRow(
        "note.history",
        QT_TRANSLATE_NOOP("Actions", "&History…"),
        "note",
        "Ctrl+Alt+H",
        "history",
        _NOTE,
    ),
    ActionRow(
        "note.trash",
        QT_TRANSLATE_NOOP("Actions", "Move to t&rash"),
        "note",
        "Ctrl+Shift+Backspace",
        "trash",
        _CHOSEN,
        first=True,
    ),
    ActionRow(
        "note.restore",
        QT_TRANSLATE_NOOP("Actions", "R&estore from trash"),
        "note",
        icon="restore",
        needs=_WRITE | Needs.TRASHED,
    ),
    ActionRow(
        "note.purge",
        QT_TRANSLATE_NOOP("Actions", "Delete for g&ood…"),
        "note",
        needs=_WRITE | Needs.TRASHED,
    ),
    # view
    ActionRow(
        "palette",
        QT_TRANSLATE_NOOP("Actions", "&Command palette…"),
        "view",
        "Ctrl+Shift+P",
        "command",
        help=QT_TRANSLATE_NOOP("Actions", "Finds any command by a part of its name."),
    ),
    ActionRow(
        "layout.edit",
        QT_TRANSLATE_NOOP("Actions", "&Write"),
        "view",
        "Ctrl+Alt+1",
        "view-edit",
        checkable=True,
        group="layout",
        first=True,
        help=QT_TRANSLATE_NOOP("Actions", "The text alone."),
    ),
    ActionRow(
        "layout.split",
        QT_TRANSLATE_NOOP("Actions", "Write and &read"),
        "view",
        "Ctrl+Alt+2",
        "view-split",
        checkable=True,
        group="layout",
        help=QT_TRANSLATE_NOOP("Actions", "The text and its live preview side by side."),
    ),
    ActionRow(
        "layout.read",
        QT_TRANSLATE_NOOP("Actions", "Rea&d"),
        "view",
        "Ctrl+Alt+3",
        "view-read",
        checkable=True,
        group="layout",
        help=QT_TRANSLATE_NOOP("Actions", "The preview alone."),
    ),
    ActionRow("layout.next", QT_TRANSLATE_NOOP("Actions", "Next la&yout"), "view", "Ctrl+E"),
    ActionRow(
        "pane.tree",
        QT_TRANSLATE_NOOP("Actions", "Show &tree"),
        "view",
        "Ctrl+\\",
        "sidebar",
        checkable=True,
        first=True,
    ),
    ActionRow(
        "pane.list",
        QT_TRANSLATE_NOOP("Actions", "Show &list of notes"),
        "view",
        "Ctrl+Shift+\\",
        "list",
        checkable=True,
    ),
    ActionRow(
        "focus.tree", QT_TRANSLATE_NOOP("Actions", "Go to the tree"), "view", "Alt+1", first=True
    ),
    ActionRow("focus.list", QT_TRANSLATE_NOOP("Actions", "Go to the list"), "view", "Alt+2"),
    ActionRow("focus.editor", QT_TRANSLATE_NOOP("Actions", "Go to the text"), "view", "Alt+3"),
    ActionRow("focus.preview", QT_TRANSLATE_NOOP("Actions", "Go to the preview"), "view", "Alt+4"),
    ActionRow(
        "editor.focus_mode",
        QT_TRANSLATE_NOOP("Actions", "&Focus mode"),
        "view",
        "F8",
        "focus",
        checkable=True,
        first=True,
        help=QT_TRANSLATE_NOOP("Actions", "Dims everything but the paragraph you write in."),
    ),
    ActionRow(
        "editor.typewriter_mode",
        QT_TRANSLATE_NOOP("Actions", "Type&writer mode"),
        "view",
        "F9",
        checkable=True,
        help=QT_TRANSLATE_NOOP("Actions", "Keeps the line you write in at the middle."),
    ),
    ActionRow(
        "editor.wrap",
        QT_TRANSLATE_NOOP("Actions", "Wr&ap lines"),
        "view",
        checkable=True,
    ),
    ActionRow(
        "editor.line_numbers",
        QT_TRANSLATE_NOOP("Actions", "Line &numbers"),
        "view",
        checkable=True,
    ),
    ActionRow("zoom.in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "view", "Ctrl+=", first=True),
    ActionRow("zoom.out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "view", "Ctrl+-"),
    ActionRow("zoom.reset", QT_TRANSLATE_NOOP("Actions", "Act&ual size"), "view", "Ctrl+0"),
    ActionRow(
        "theme.system",
        QT_TRANSLATE_NOOP("Actions", "Theme like the s&ystem"),
        "view",
        checkable=True,
        group="theme",
        first=True,
    ),
    ActionRow(
        "theme.light",
        QT_TRANSLATE_NOOP("Actions", "Li&ght theme"),
        "view",
        icon="sun",
        checkable=True,
        group="theme",
    ),
    ActionRow(
        "theme.dark",
        QT_TRANSLATE_NOOP("Actions", "Dar&k theme"),
        "view",
        icon="moon",
        checkable=True,
        group="theme",
    ),
    ActionRow(
        "window.fullscreen",
        QT_TRANSLATE_NOOP("Actions", "F&ull screen"),
        "view",
        "F11",
        "fullscreen",
        checkable=True,
        first=True,
    ),
    # help
    ActionRow("help", QT_TRANSLATE_NOOP("Actions", "&Help"), "help", "F1", "help"),
    ActionRow(
        "starters", QT_TRANSLATE_NOOP("Actions", "Add the &starter notes"), "help", needs=_WRITE
    ),
    ActionRow(
        "about", QT_TRANSLATE_NOOP("Actions", "&About Banyan"), "help", icon="info", first=True
    ),
)


class Actions(QObject):
    """The rows as `QAction`s, bound to what they do."""

    def __init__(
        self,
        rows: Iterable[ActionRow],
        settings: Settings,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._groups: dict[str, QActionGroup] = {}
        self._have = Needs.NOTHING
        self.rows: dict[str, ActionRow] = {}
        self.actions: dict[str, QAction] = {}
        self.add(rows)

    def add(self, rows: Iterable[ActionRow]) -> None:
        """Take in further rows."""
        for row in rows:
            action = QAction(translated(row.text, row.context), self)
            action.setObjectName(row.id)
            action.setCheckable(row.checkable)
            action.setEnabled(row.needs in self._have)
            action.setMenuRole(_ROLES.get(row.id, QAction.MenuRole.NoRole))
            if keys := self._settings.shortcut(row.id, row.shortcut):
                action.setShortcut(QKeySequence(keys))
            if row.group:
                self._groups.setdefault(row.group, QActionGroup(self)).addAction(action)
            self.rows[row.id] = row
            self.actions[row.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        return self.actions[action_id]

    def bind(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Connect actions with what they do, by id."""
        for action_id, handler in handlers.items():
            self.actions[action_id].triggered.connect(lambda _=False, run=handler: run())

    def set_state(self, have: Needs) -> None:
        """Enable what is possible with what there is."""
        self._have = have
        for row in self.rows.values():
            self.actions[row.id].setEnabled(row.needs in have)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons that are in use."""
        self._theme = theme
        for action_id, action in self.actions.items():
            if not action.icon().isNull():
                self.draw_icon(action_id)

    def draw_icon(self, action_id: str) -> None:
        """Give an action its icon; drawn when it is to be seen, since drawing takes time."""
        name = self.rows[action_id].icon
        if name:
            self.actions[action_id].setIcon(icon(name, self._theme))

    def refresh_shortcuts(self) -> None:
        """Take the shortcuts from the settings, else from the rows."""
        for row in self.rows.values():
            keys = self._settings.shortcut(row.id, row.shortcut)
            self.actions[row.id].setShortcut(QKeySequence(keys))


_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}


def translated(text: str, context: str = "Actions") -> str:
    """A row's text in the interface's language."""
    return QCoreApplication.translate(context, text)


_PLACES = {"Find": ("edit", ""), "View": ("view", ""), "Format": ("format", "")}


def editor_rows(commands: Iterable[EditorCommand], context: str) -> list[ActionRow]:
    """The editor's commands as rows: its own menus are kept as submenus of "Format"."""
    rows = []
    for command in commands:
        menu, submenu = _PLACES.get(command.menu, ("format", command.menu))
        rows.append(
            ActionRow(
                command.id,
                command.text,
                menu,
                command.shortcut,
                command.icon,
                Needs.LIBRARY | Needs.NOTE | (Needs.NOTHING if menu == "edit" else Needs.EDITABLE),
                submenu=submenu,
                context=context,
            )
        )
    return rows


def plain(text: str) -> str:
    """A menu text without its mnemonic; Chinese menus write it `(&F)`."""
    import re

    return re.sub(r"\(&\w\)|&(?=\w)", "", text)
