"""Quick open, the command palette, and what completion asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.actions import plain
from desktop.editor.suggestions import suggest
from desktop.window.palette import Choice, fuzzy_score
from notes.model import Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions import Actions
    from desktop.session import Session
    from desktop.window.palette import Finder
    from notes.library import Reader

_TITLES = 40
_NEW = "new:"
_RECENT = 8  # notes offered before anything is typed


class Finding(QObject):
    """Answers the finder's and the completers' questions."""

    note_chosen = Signal(str)
    new_note_chosen = Signal(str)
    """A title that no note has: make one."""

    def __init__(
        self, session: Session, finder: Finder, actions: Actions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._finder = finder
        self._actions = actions
        self._recent: list[str] = []
        self._last_commands: list[str] = []

    # Quick open

    def remember(self, note_id: str) -> None:
        """A note was opened: quick open offers it before anything is typed."""
        self._recent = [note_id, *(i for i in self._recent if i != note_id)][: _RECENT + 1]

    def quick_open(self) -> None:
        """Find a note by its title."""
        self._finder.open(
            self.tr("Go to a note: type a part of its title…"),
            self.tr("Go to note"),
            self._ask_titles,
            self._take_title,
        )

    def _ask_titles(self, text: str) -> None:
        opened = self._recent[:1], self._recent[1:]

        def look(reader: Reader) -> list[Choice]:
            if not text.strip():
                recent = reader.summaries(_recent(reader, *opened))
                return [_note_choice(s.id, s.title, s.category) for s in recent if not s.trashed][
                    :_RECENT
                ]
            found = reader.titles(text.strip(), limit=_TITLES)
            places = {s.id: s.category for s in reader.summaries([i for i, _ in found])}
            return [_note_choice(i, title, places.get(i, ())) for i, title in found]

        def show(choices: list[Choice]) -> None:
            title = text.strip()
            if title and not self._session.read_only:
                words = self.tr("New note “{title}”").format(title=title)
                choices = [*choices, Choice(_NEW + title, words)]
            nothing = self.tr("No note has this in its title.") if title else ""
            self._finder.show_choices(text, choices, nothing)

        self._session.read(look, show, topic="quick-open")

    def _take_title(self, key: str) -> None:
        if key.startswith(_NEW):
            self.new_note_chosen.emit(key.removeprefix(_NEW))
        else:
            self.note_chosen.emit(key)

    # Palette

    def palette(self) -> None:
        """Find a command by its name, in the interface's language or in English."""
        self._finder.open(
            self.tr("Type a command…"),
            self.tr("Command palette"),
            self._show_commands,
            self._run,
        )

    def _show_commands(self, text: str) -> None:
        needle = text.strip().casefold()
        scored: list[tuple[bool, int, int, Choice]] = []
        for order, (action_id, row) in enumerate(self._actions.rows.items()):
            action = self._actions[action_id]
            name = plain(action.text())
            names = {name.casefold(), plain(row.text).casefold(), action_id}
            scores = [s for n in names if (s := fuzzy_score(needle, n)) is not None]
            if not scores or action_id == "palette":
                continue
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            recent = action_id in self._last_commands
            place = self._last_commands.index(action_id) - 100 if recent else order
            possible = action.isEnabled()
            choice = Choice(action_id, name, keys, possible)
            scored.append((not possible, -max(scores), place, choice))
        scored.sort(key=lambda entry: entry[:3])
        nothing = self.tr("No command has this in its name.")
        self._finder.show_choices(text, [entry[3] for entry in scored], nothing)

    def _run(self, action_id: str) -> None:
        self._last_commands = [action_id, *(i for i in self._last_commands if i != action_id)][:5]
        self._actions[action_id].trigger()

    # Completion

    def tags(self, prefix: str, answer: Callable[[list[str]], None]) -> None:
        """Tag paths that begin with or contain `prefix`."""
        self._session.read(lambda reader: reader.tag_paths(prefix), answer, topic="complete-tag")

    def complete(self, kind: str, prefix: str, answer: Callable[[list[Any]], None]) -> None:
        """What the editor's completion asks, by its kind; for the note opened last."""
        here = self._recent[0] if self._recent else ""
        self._session.read(
            lambda reader: suggest(reader, kind, prefix, here), answer, topic=f"complete-{kind}"
        )


def _recent(reader: Reader, here: list[str], opened: list[str]) -> list[str]:
    """The notes opened last, then those changed last; the open one is where one is already."""
    changed = reader.note_ids(Scope(ScopeKind.RECENT))
    return list(dict.fromkeys(i for i in (*opened, *changed) if i not in here))[: 2 * _RECENT]


def _note_choice(note_id: str, title: str, category: tuple[str, ...]) -> Choice:
    return Choice(note_id, title, " / ".join(category))
