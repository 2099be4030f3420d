"""Every setting, a row each: key, type, default and words; preferences are built from them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from desktop.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from pathlib import Path


class Setting(NamedTuple):
    """One row. The type of `default` is the setting's type: bool, int or str."""

    key: str  # section/name, as in the file
    default: bool | int | str
    text: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # value, words
    minimum: int = 0
    maximum: int = 100
    suffix: str = ""
    kind: str = ""  # folder: a path that is picked


SECTIONS = (
    ("appearance", QT_TRANSLATE_NOOP("Settings", "Appearance")),
    ("editor", QT_TRANSLATE_NOOP("Settings", "Editor")),
    ("preview", QT_TRANSLATE_NOOP("Settings", "Preview")),
    ("safety", QT_TRANSLATE_NOOP("Settings", "Backups and trash")),
)

SETTINGS = (
    Setting(
        "appearance/theme",
        "system",
        QT_TRANSLATE_NOOP("Settings", "Theme"),
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "Like the system")),
            ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
        ),
    ),
    Setting(
        "appearance/language",
        "system",
        QT_TRANSLATE_NOOP("Settings", "Language"),
        QT_TRANSLATE_NOOP("Settings", "Takes effect at the next start."),
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "Like the system")),
            ("zh_CN", "简体中文"),
            ("en", "English"),
        ),
    ),
    Setting(
        "editor/font_size",
        15,
        QT_TRANSLATE_NOOP("Settings", "Text size"),
        minimum=9,
        maximum=36,
        suffix=" px",
    ),
    Setting("editor/wrap", True, QT_TRANSLATE_NOOP("Settings", "Wrap long lines")),
    Setting("editor/line_numbers", False, QT_TRANSLATE_NOOP("Settings", "Show line numbers")),
    Setting(
        "editor/focus_mode",
        False,
        QT_TRANSLATE_NOOP("Settings", "Focus mode"),
        QT_TRANSLATE_NOOP("Settings", "Dims everything but the paragraph you write in."),
    ),
    Setting(
        "editor/typewriter_mode",
        False,
        QT_TRANSLATE_NOOP("Settings", "Typewriter mode"),
        QT_TRANSLATE_NOOP("Settings", "Keeps the line you write in at the middle of the window."),
    ),
    Setting(
        "preview/zoom",
        100,
        QT_TRANSLATE_NOOP("Settings", "Zoom"),
        minimum=50,
        maximum=300,
        suffix=" %",
    ),
    Setting(
        "preview/sync_scroll",
        True,
        QT_TRANSLATE_NOOP("Settings", "Scroll the preview with the editor"),
    ),
    Setting(
        "preview/line_breaks",
        False,
        QT_TRANSLATE_NOOP("Settings", "Show single line breaks as line breaks"),
        QT_TRANSLATE_NOOP("Settings", "Markdown itself joins such lines into one paragraph."),
    ),
    Setting(
        "safety/backups",
        True,
        QT_TRANSLATE_NOOP("Settings", "Back up the library every day"),
        QT_TRANSLATE_NOOP("Settings", "Kept: 7 daily, 4 weekly and 12 monthly backups."),
    ),
    Setting(
        "safety/backup_folder",
        "",
        QT_TRANSLATE_NOOP("Settings", "Backup folder"),
        QT_TRANSLATE_NOOP("Settings", "Left empty: a folder beside the library."),
        kind="folder",
    ),
    Setting(
        "safety/mirror_folder",
        "",
        QT_TRANSLATE_NOOP("Settings", "Mirror as Markdown files in"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Every note as a plain file that any program can read, kept up to date while Banyan is "
            "open. Left empty: no mirror.",
        ),
        kind="folder",
    ),
    Setting(
        "safety/trash_days",
        90,
        QT_TRANSLATE_NOOP("Settings", "Empty the trash of notes older than"),
        QT_TRANSLATE_NOOP("Settings", "0 keeps them until you empty the trash yourself."),
        minimum=0,
        maximum=3650,
        suffix=QT_TRANSLATE_NOOP("Settings", " days"),
    ),
)


class Settings(QObject):
    """Typed reads and writes of the settings file (INI); also keeps the window's state."""

    changed = Signal(str, object)
    """Key and new value of a row of `SETTINGS`."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QSettings(str(path), QSettings.Format.IniFormat, self)
        self._rows = {row.key: row for row in SETTINGS}

    def value(self, key: str) -> bool | int | str:
        """The value of a row; its default when the file holds nothing usable."""
        row = self._rows[key]
        return _typed(row, self._store.value(key))

    def default(self, key: str) -> bool | int | str:
        """What a row holds before anyone changes it."""
        return self._rows[key].default

    def flag(self, key: str) -> bool:
        """A row whose type is bool."""
        return bool(self.value(key))

    def number(self, key: str) -> int:
        """A row whose type is int."""
        return int(self.value(key))

    def text(self, key: str) -> str:
        """A row whose type is str."""
        return str(self.value(key))

    def set(self, key: str, value: bool | int | str) -> None:
        """Change a row and tell `changed`."""
        if value == self.value(key):
            return
        self._store.setValue(key, value)
        self.changed.emit(key, self.value(key))

    # The window's state and shortcuts: not rows, since nobody sets them by hand.

    def state(self, key: str, default: str = "") -> str:
        """A kept text, such as the note that was open."""
        value = self._store.value(f"state/{key}")
        # An INI file reads a text with a comma back as a list.
        return ",".join(map(str, value)) if isinstance(value, list) else str(value or default)

    def set_state(self, key: str, value: str) -> None:
        """Keep a text."""
        self._store.setValue(f"state/{key}", value)

    def bytes_state(self, key: str) -> QByteArray:
        """A kept state of a widget; empty when there is none."""
        value = self._store.value(f"state/{key}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes_state(self, key: str, value: QByteArray) -> None:
        """Keep a widget's state."""
        self._store.setValue(f"state/{key}", value)

    def shortcut(self, action: str, default: str) -> str:
        """The shortcut of an action: the person's own (may be empty: none), else `default`."""
        value: Any = self._store.value(f"shortcuts/{action}")
        return default if value is None else str(value)

    def set_shortcut(self, action: str, keys: str | None) -> None:
        """Set an action's own shortcut; None goes back to the default."""
        if keys is None:
            self._store.remove(f"shortcuts/{action}")
        else:
            self._store.setValue(f"shortcuts/{action}", keys)

    def sync(self) -> None:
        """Write the file now."""
        self._store.sync()


def _typed(row: Setting, stored: object) -> bool | int | str:
    """`stored` in the row's type: an INI file gives every value back as text."""
    if stored is None:
        return row.default
    text = str(stored)
    if isinstance(row.default, bool):
        return {"true": True, "false": False}.get(text.lower(), row.default)
    if isinstance(row.default, int):
        try:
            return min(max(int(text), row.minimum), row.maximum)
        except ValueError:
            return row.default
    if row.choices and text not in {value for value, _ in row.choices}:
        return row.default
    return text


def settings_path() -> Path:
    """Where the settings file lies: the platform's configuration directory."""
    from pathlib import Path as FilePath

    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.GenericConfigLocation
    folder = FilePath(QStandardPaths.writableLocation(place))
    return folder / ("Banyan" if sys.platform != "linux" else "banyan") / "settings.ini"
