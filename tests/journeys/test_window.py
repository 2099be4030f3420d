"""What a person does in the window, from the first start on."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from PySide6.QtCore import QLockFile, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.actions import ACTIONS
from desktop.dialogs.export import ExportDialog
from notes.library import Library, Reader
from notes.model import NewNote, Scope, ScopeKind
from tests.desktop.conftest import wait_until


def notes_of(path):
    with Reader.open(path) as reader:
        return list(reader.notes(Scope()))


def test_a_first_start_offers_starter_notes(qapp, start, library_path):
    application = start()
    page = application.window.empty
    assert "Welcome" in page.heading.text()

    def shown() -> dict[str, QPushButton]:
        return {b.text(): b for b in page.findChildren(QPushButton) if b.isVisibleTo(page)}

    wait_until(qapp, lambda: bool(shown()))
    offers = shown()
    assert set(offers) == {"New note", "Import…", "Starter notes"}
    wait_until(qapp, lambda: application.window.focusWidget() is offers["New note"])
    offers["Starter notes"].click()
    wait_until(qapp, lambda: application.open_note.note is not None)
    assert application.open_note.note.title == "Welcome to Banyan"
    wait_until(qapp, lambda: application.list.model.rowCount() == 4)
    assert application.list.selected_ids() == [application.open_note.note_id]
    assert application.list.model.ids()[0] == application.open_note.note_id


def test_a_note_is_made_titled_written_tagged_and_found(qapp, start, library_path):
    application = start()
    application.actions["note.new"].trigger()
    header = application.window.header
    wait_until(qapp, header.title.hasSelectedText)
    QTest.keyClicks(header.title, "Event sourcing")
    QTest.keyClick(header.title, Qt.Key.Key_Return)
    QTest.keyClicks(application.editor, "Append only.")
    application.actions["note.tags"].trigger()
    QTest.keyClicks(header.tags.field, "architecture/events")
    QTest.keyClick(header.tags.field, Qt.Key.Key_Return)
    wait_until(qapp, lambda: application.open_note.note.tags == ("architecture/events",))
    wait_until(qapp, lambda: not application.open_note.dirty)
    note = notes_of(library_path)[0]
    assert (note.title, note.body) == ("Event sourcing", "Append only.")
    assert application.window.windowTitle() == "Event sourcing — Banyan"
    assert header.title.cursorPosition() == 0  # a long one shows its beginning
    application.actions["search"].trigger()
    QTest.keyClicks(application.list.search, "append")
    wait_until(qapp, lambda: "1" in application.list.count.text())


def test_every_action_does_something(qapp, start):
    application = start()
    commands = {row.id for row in ACTIONS}
    for action_id in commands:
        receivers = application.actions[action_id].receivers("2triggered(bool)")
        assert receivers > 0, action_id


def test_the_palette_runs_a_command(qapp, start):
    application = start()
    application.actions["palette"].trigger()
    finder = application.desk.finder
    QTest.keyClicks(finder.field, "dark th")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    wait_until(qapp, lambda: application.themes.theme.name == "dark")
    application.settings.set("appearance/theme", "light")
    assert application.themes.theme.name == "light"


def test_quick_open_finds_a_note_and_offers_to_make_one(qapp, start, library_path):
    application = start()
    for title in ("Kafka 消息队列", "Kubernetes"):
        application.session.write(
            lambda library, title=title: library.create_note(NewNote(title=title))
        )
    wait_until(qapp, lambda: application.browsing.tree.all == 2)
    application.actions["note.quick_open"].trigger()
    finder = application.desk.finder
    QTest.keyClicks(finder.field, "kafka")
    wait_until(qapp, lambda: finder._model.rowCount() == 2)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    wait_until(qapp, lambda: application.open_note.note is not None)
    assert application.open_note.note.title == "Kafka 消息队列"
    application.actions["note.quick_open"].trigger()
    finder.field.setText("Brand new")
    wait_until(qapp, lambda: finder._model.rowCount() == 1)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    wait_until(qapp, lambda: application.open_note.note.title == "Brand new")


def test_f2_names_what_has_the_focus(qapp, start):
    """The note's title, but in the tree the category."""
    application = start()
    application.session.write(lambda library: library.create_note(NewNote(title="A note")))
    wait_until(qapp, lambda: application.browsing.tree.all == 1)
    tree = application.tree
    category = application.browsing.tree.categories[0]
    tree.view.setCurrentIndex(tree.model.index_of_key(f"category:{category.id}"))
    tree.view.setFocus()
    QTest.keyClick(tree.view, Qt.Key.Key_F2)
    assert tree.view.is_editing()
    QTest.keyClick(tree.findChild(QLineEdit, "treeNameEditor"), Qt.Key.Key_Escape)
    tree.view.setCurrentIndex(tree.model.index(0, 0))
    QTest.keyClick(tree.view, Qt.Key.Key_F2)
    assert not tree.view.is_editing()


def test_quick_open_offers_what_was_changed_last(qapp, start):
    application = start()
    for title in ("Older", "Newer", "Open"):
        application.session.write(
            lambda library, title=title: library.create_note(NewNote(title=title, body="x\n"))
        )
    wait_until(qapp, lambda: application.browsing.tree.all == 3)
    application.desk.commands.open(application.list.model.ids()[0])
    wait_until(qapp, lambda: application.open_note.note is not None)
    application.actions["note.quick_open"].trigger()
    model = application.desk.finder._model
    wait_until(qapp, lambda: model.rowCount() == 2)
    assert [model.item(row).text() for row in range(2)] == ["Newer", "Older"]
    gone = application.list.model.ids()[1]
    application.session.write(lambda library: library.trash_notes([gone]))
    wait_until(qapp, lambda: application.browsing.tree.trashed == 1)
    application.desk.finder.leave()
    application.actions["note.quick_open"].trigger()
    wait_until(qapp, lambda: model.rowCount() == 1)
    assert model.item(0).text() == "Older"


def test_an_answer_for_a_closed_dialog_is_dropped(qapp, start):
    application = start()
    application.actions["import.undo"].trigger()
    dialog = qapp.activeModalWidget()
    dialog.close()
    answered = []
    application.session.read(lambda reader: reader.batches(), answered.append)
    wait_until(qapp, lambda: bool(answered))
    assert application.window.banners.texts() == []


def test_trash_and_undo(qapp, start, library_path):
    application = start()
    application.actions["note.new"].trigger()
    wait_until(qapp, lambda: application.open_note.note is not None)
    note_id = application.open_note.note_id
    application.actions["note.trash"].trigger()
    wait_until(qapp, lambda: application.open_note.note is None)
    toast = application.window.toast
    assert "trash" in toast.text()
    undo = next(b for b in toast.findChildren(QPushButton) if b.text() == "Undo")
    undo.click()
    wait_until(qapp, lambda: application.open_note.note_id == note_id)
    assert notes_of(library_path)[0].id == note_id


def test_it_opens_as_it_was_left(qapp, start, library_path):
    library = Library.open(library_path, create=True)
    library.create_category(("Work", "Plans"))
    library.create_category(("Home", "Garden"))
    made = [
        library.create_note(NewNote(title=t, body="line\n" * 30, category=("Work", "Plans")))
        for t in ("One", "Two")
    ]
    library.close()
    first = start()
    first.browsing.show_scope(Scope(ScopeKind.CATEGORY, "Home/Garden"))  # opens its branch
    first.browsing.show_scope(Scope(ScopeKind.CATEGORY, "Work/Plans"))
    first.desk.commands.open(made[0].created[0])
    wait_until(qapp, lambda: first.open_note.note is not None)
    first.editor.go_to_line(12)
    opened = first.tree.state()["opened"]
    first.actions["pane.tree"].trigger()
    first.window.close()
    first.end()
    second = start()
    wait_until(qapp, lambda: second.open_note.note is not None)
    assert second.open_note.note.title == "One"
    assert second.browsing.scope == Scope(ScopeKind.CATEGORY, "Work/Plans")
    assert second.editor.textCursor().blockNumber() == 12
    assert second.window.tree_side.isHidden()
    assert second.tree.state()["opened"] == opened
    assert len(opened) == 4
    second.actions["pane.tree"].trigger()


def test_the_list_stays_in_a_category_that_is_renamed_or_deleted(qapp, start, library_path):
    library = Library.open(library_path, create=True)
    library.create_note(NewNote(title="One", category=("Work", "Plans")))
    library.close()
    application = start()
    scope = Scope(ScopeKind.CATEGORY, "Work/Plans")
    application.browsing.show_scope(scope)
    wait_until(qapp, lambda: application.list.model.rowCount() == 1)
    application.session.write(lambda lib: lib.rename_category(("Work", "Plans"), "Ideas"))
    scope = Scope(ScopeKind.CATEGORY, "Work/Ideas")
    wait_until(qapp, lambda: application.browsing.scope == scope)
    application.session.write(lambda lib: lib.delete_category(("Work", "Ideas"), trash_notes=False))
    wait_until(qapp, lambda: application.browsing.scope == Scope())


def test_files_dropped_on_the_window_are_planned_and_brought_in(
    qapp, start, tmp_path, library_path
):
    application = start()
    document = tmp_path / "微服务.md"
    document.write_text("---\ntitle: 微服务\ntags: [架构]\n---\n\n正文\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(document))])
    drop = QDropEvent(
        QPointF(600, 400),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    application.window.dropEvent(drop)
    importing = application.desk.importing
    wait_until(qapp, lambda: importing._dialog is not None and importing._dialog.plan())
    dialog = importing._dialog
    dialog.accept()
    wait_until(qapp, lambda: [n.title for n in notes_of(library_path)] == ["微服务"])
    wait_until(qapp, lambda: application.list.model.rowCount() == 1)
    dialog.accept()
    wait_until(qapp, lambda: importing._dialog is None)


def test_an_export_is_offered_in_a_folder_that_exists(qapp, start, tmp_path, library_path):
    library = Library.open(library_path, create=True)
    note_id = library.create_note(NewNote(title="One", body="text")).created[0]
    library.close()
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    application.settings.set_state("export-folder", str(tmp_path / "gone"))
    application.actions["export"].trigger()
    wait_until(qapp, lambda: isinstance(qapp.activeModalWidget(), ExportDialog))
    dialog = qapp.activeModalWidget()
    assert Path(dialog.path.text()).parent.is_dir()
    dialog.path.setText(str(tmp_path / "One.md"))
    dialog.accept()
    wait_until(qapp, (tmp_path / "One.md").exists)
    assert application.settings.state("export-folder") == str(tmp_path)
    wait_until(qapp, lambda: not dialog.isVisible() or dialog.close())


def test_the_window_stays_open_over_text_that_cannot_even_be_rescued(
    qapp, start, tmp_path, monkeypatch
):
    application = start()
    application.actions["note.new"].trigger()
    wait_until(qapp, lambda: application.open_note.note is not None)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr("desktop.application._data_folder", lambda: tmp_path / "file" / "below")
    application._rescue_and_close()
    assert application.window.isVisible()
    assert application.window.banners.texts()
    monkeypatch.setattr("desktop.application._data_folder", lambda: tmp_path)
    application._rescue_and_close()
    wait_until(qapp, lambda: not application.window.isVisible())


def test_hostile_text_is_shown_as_text(qapp, start, library_path):
    hostile = "<img src=x onerror=alert(1)><b>&amp;"
    library = Library.open(library_path, create=True)
    note_id = library.create_note(
        NewNote(title=hostile, tags=("<i>x",), category=("<u>y",))
    ).created[0]
    library.close()
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    header = application.window.header
    assert header.title.text() == hostile
    assert "<u>y" in header.category.text()
    for widget in application.window.findChildren(QWidget):
        tip = widget.toolTip()
        assert not (hostile in tip and Qt.mightBeRichText(tip)), widget.objectName()


def test_the_dialogs_of_the_menus_open(qapp, start):
    application = start()
    for action_id, title in (
        ("preferences", "Preferences"),
        ("help", "Help"),
        ("about", "About Banyan"),
        ("import.undo", "Imports"),
    ):
        application.actions[action_id].trigger()
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        dialog = next(w for w in shown if w.windowTitle().startswith(title))
        dialog.close()


def test_everything_that_can_be_focused_has_a_name(qapp, start, library_path):
    library = Library.open(library_path, create=True)
    note_id = library.create_note(NewNote(title="A", tags=("b",))).created[0]
    library.close()
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    from PySide6.QtGui import QAccessible

    nameless = []
    for widget in application.window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_tab_reaches_every_pane(qapp, start, library_path):
    library = Library.open(library_path, create=True)
    note_id = library.create_note(NewNote(title="A", tags=("b",))).created[0]
    library.close()
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    window = application.window
    reached = set()
    widget = window.nextInFocusChain()
    while widget is not window:
        if widget.isVisibleTo(window) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(widget)
        widget = widget.nextInFocusChain()
    for wanted in (
        application.tree.view,
        application.list.search,
        application.list.table,
        window.header.title,
        window.header.tags.field,
        application.editor,
    ):
        assert wanted in reached


def test_the_trace_pairs_keys_with_saves(qapp, start, tmp_path, library_path):
    library = Library.open(library_path, create=True)
    note_id = library.create_note(NewNote(title="A", body="text")).created[0]
    library.close()
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    QTest.keyClicks(application.editor, "abc")
    wait_until(qapp, lambda: not application.open_note.dirty)
    events = [
        json.loads(line)
        for line in (tmp_path / "trace.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    names = [event["event"] for event in events]
    for name in ("window-shown", "library-open", "note-open", "editor-ready"):
        assert name in names
    assert [e["revision"] for e in events if e["event"] == "key"] == [1, 2, 3]
    assert [e["revision"] for e in events if e["event"] == "saved"][-1] == 3
    assert next(e for e in events if e["event"] == "library-open")["notes"] == 1


def test_a_library_that_another_machine_writes_is_read_only_here(
    qapp, start, library_path, monkeypatch
):
    library = Library.open(library_path, create=True)
    note_id = library.create_note(NewNote(title="A", body="text")).created[0]
    library.close()
    monkeypatch.setattr("desktop.instance._PATIENCE", 100)
    lock = QLockFile(f"{library_path}-lock")
    assert lock.tryLock(0)
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    assert "only be read" in application.window.banners.texts()[-1]
    assert application.editor.isReadOnly()
    assert not application.actions["note.new"].isEnabled()
    assert application.actions["note.quick_open"].isEnabled()
    lock.unlock()


def test_a_file_that_is_no_library_is_said_in_the_window(qapp, start, library_path):
    library_path.write_bytes(b"no library" * 500)
    application = start(refused=True)
    assert "cannot be opened" in application.window.empty.heading.text()
    assert str(library_path) in application.window.empty.text.text()
    assert not application.list.search.isEnabled()
    assert library_path.read_bytes() == b"no library" * 500


def test_the_preview_is_not_started_while_somebody_writes(qapp, start, library_path, monkeypatch):
    with Library.open(library_path, create=True) as library:
        (note_id,) = library.create_note(NewNote("A", "text")).created
    application = start(note=note_id)
    wait_until(qapp, lambda: application.open_note.note is not None)
    made: list[bool] = []
    monkeypatch.setattr(application.desk, "_make_preview", lambda: made.append(True))
    application.desk._built.restart()
    QTest.keyClicks(application.editor, "a")
    application.desk._make_preview_in_a_pause()
    QTest.qWait(100)
    assert made == []
    wait_until(qapp, lambda: made == [True])
    monkeypatch.setattr("desktop.desk._PREVIEW_AT_LATEST", 0)  # nobody waits for ever
    QTest.keyClicks(application.editor, "b")
    application.desk._make_preview_in_a_pause()
    QTest.qWait(1)
    assert made == [True, True]


def test_a_file_is_linked_in_no_note_opened_meanwhile(qapp, start):
    application = start()
    for title in ("First", "Second"):
        application.session.write(
            lambda library, title=title: library.create_note(NewNote(title=title, body="x\n"))
        )
    wait_until(qapp, lambda: application.browsing.tree.all == 2)
    first, second = application.list.model.ids()
    application.desk.commands.open(first)
    wait_until(qapp, lambda: application.open_note.note_id == first)
    said: list[str] = []
    application.desk.editor.refused.connect(said.append)
    held = threading.Event()
    application.session.write(lambda _library: held.wait(10))  # a slow disk
    application.desk.editor.attachment_offered.emit("a.txt", b"a")
    application.desk.commands.open(second)
    wait_until(qapp, lambda: application.open_note.note_id == second)
    held.set()
    wait_until(qapp, lambda: bool(said))
    assert said == ["“a.txt” was stored but not linked: another note is open now."]
    assert application.desk.editor.text() == "x\n"
