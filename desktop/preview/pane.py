"""The preview pane: a note's text in, what the person does with the preview out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.preview import sandbox, words
from desktop.preview.assets import AssetSource
from desktop.preview.look import surface_colour
from desktop.preview.render_client import RenderClient
from desktop.preview.schemes import OUTSIDE_SCHEMES
from notes.rendering.lookup import NO_EMBEDS, Embeds

if TYPE_CHECKING:
    from desktop.preview.diagrams import DiagramStore

ThemeName = Literal["light", "dark"]
EMPTY = '{"revision":0,"reset":true,"first":false,"filling":false,"splices":[]}'
ZOOM_STEP = 1.1
ZOOM_RANGE = (0.5, 3.0)


class PreviewPane(QWidget):
    """Shows one note, follows its edits and reports clicks. Lines count from 0.

    Nothing of the web engine or of the renderer is loaded before the pane is first shown (or
    `start` is called), and then after the window has been drawn.
    """

    painted = Signal(int)  # revision, at the second frame after its change was put in
    scrolled = Signal(float)  # line at the top, when the person scrolled here
    task_toggled = Signal(int, bool)
    wiki_link_activated = Signal(str)  # target as written: no such note yet
    note_link_activated = Signal(str, str)  # id, fragment
    outside_link_activated = Signal(str)
    line_activated = Signal(int)
    fetch_image_requested = Signal(str)
    zoom_changed = Signal(float)
    unavailable = Signal(str)  # in words: why this is the simple preview

    def __init__(
        self,
        assets: AssetSource,
        parent: QWidget | None = None,
        *,
        diagrams: DiagramStore | None = None,
    ) -> None:
        super().__init__(parent)
        self._assets = assets
        self._diagrams = diagrams  # None: they are kept while the pane lives
        self._started = False
        self._view: Any = None  # WebPreview or PlainPreview, which share their interface
        self._theme: ThemeName = "light"
        self._zoom = 1.0
        self._line = 0.0  # where the page is asked to stand, from the note's first patch on
        self._fragment = ""
        self._is_awaited = False
        self._options: dict[str, Any] = {}  # fields of RenderOptions
        self._client = RenderClient(self)
        self._client.patched.connect(self._on_patch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(160)  # a web view has no size hint: beside an editor it gets none
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Preview"))

    # What is shown

    def show_note(
        self,
        note_id: str,
        text: str,
        targets: Mapping[str, str],
        revision: int = 0,
        embeds: Embeds = NO_EMBEDS,
    ) -> None:
        """Show another note; `targets` as in `notes.rendering.markdown.render`."""
        self._line, self._fragment, self._is_awaited = 0.0, "", True
        self._client.open(note_id, text, targets, revision, embeds)

    def clear(self) -> None:
        """Show nothing."""
        self._client.close_note()
        if self._view is not None:
            self._view.apply(EMPTY)

    def apply_edit(self, revision: int, position: int, removed: int, added: str) -> None:
        """Follow one edit; positions count UTF-16 units, as QTextDocument does."""
        self._client.edit(revision, position, removed, added)

    def set_targets(self, targets: Mapping[str, str], embeds: Embeds = NO_EMBEDS) -> None:
        """Where links and pictures lead, or what is shown of other notes, has changed."""
        self._client.set_targets(targets, embeds)

    def set_line_breaks(self, shown: bool) -> None:
        """Whether a single line end in a paragraph is shown as one."""
        self._options["line_breaks"] = shown
        self._client.set_options(**self._options)

    def set_theme(self, name: ThemeName) -> None:
        """Change colours at once."""
        self._theme = name
        if self._view is not None:
            self._apply_theme()

    def scroll_to_line(self, line: float) -> None:
        """Bring a source line to the top, as the editor scrolls."""
        self._line, self._fragment = line, ""
        self._client.look_at(line)
        if self._view is not None and not self._is_awaited:
            self._view.scroll_to_line(line)

    def go_to(self, fragment: str) -> None:
        """Bring a heading to the top by its id."""
        self._fragment = fragment
        if self._view is not None and not self._is_awaited:
            self._view.go_to(fragment)

    def zoom(self) -> float:
        """The size factor, 1.0 at first."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Show everything larger or smaller."""
        factor = min(ZOOM_RANGE[1], max(ZOOM_RANGE[0], factor))
        changed = factor != self._zoom
        self._zoom = factor
        if self._view is not None:
            self._view.set_zoom(factor)
        if changed:
            self.zoom_changed.emit(factor)

    def find_text(self, text: str, *, backward: bool = False) -> None:
        """Show the next place of a text in the preview; "" ends the search."""
        if self._view is not None:
            self._view.find_text(text, backward=backward)

    def print_pdf(self, path: Path, finished: Callable[[bool], None]) -> None:
        """Write the note to a PDF; `finished` is told whether it could be written."""
        self._view.print_pdf(path, finished)

    def print_on(self, printer: QPrinter, finished: Callable[[bool], None]) -> None:
        """Print the note on paper."""
        self._view.print_on(printer, finished)

    @property
    def page(self) -> Any:
        """The web page; None where the preview is simplified or not yet there."""
        return getattr(self._view, "page", None)

    @property
    def is_rendering(self) -> bool:
        """Whether the render process has more to say."""
        return self._client.busy

    # Life

    def showEvent(self, event: QShowEvent) -> None:
        """Start with the first sight of the pane, but let the window be drawn before."""
        super().showEvent(event)
        if not self._started:
            QTimer.singleShot(0, self, self.start)

    def start(self) -> None:
        """Load the engine and the render process."""
        if self._started:
            return
        self._started = True
        self._name_callouts()
        self._client.start()
        sandbox.find_out(self, self._make_view)

    def shut_down(self) -> None:
        """End what runs beside the window."""
        self._client.stop()
        if self._view is not None:
            self._view.shut_down()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._started:
            self._name_callouts()
            if self._view is not None:
                self._apply_words()

    def _make_view(self, verdict: str) -> None:
        if verdict == "":
            self._make_web_view()
        else:
            self._make_plain_view(verdict)

    def _make_web_view(self) -> None:
        from desktop.preview.web_view import WebPreview

        view = WebPreview(self._assets, self._diagrams, self)
        view.failed.connect(self._fall_back)
        self._take(view)

    def _make_plain_view(self, verdict: str) -> None:
        from desktop.preview.plain_view import PlainPreview

        self._take(PlainPreview(self._assets, self))
        self._client.resend()
        self.unavailable.emit(self._reason(verdict))

    def _fall_back(self, detail: str) -> None:
        self._view.shut_down()
        self._view.hide()
        self._view.deleteLater()
        self._make_plain_view(detail)

    def _take(self, view: Any) -> None:
        self._view = view
        view.reported.connect(self._on_report)
        view.ready.connect(self._client.resend)
        layout = self.layout()
        assert layout is not None  # noqa: S101  # set in __init__
        layout.addWidget(view)
        self.setFocusProxy(view)
        self._apply_words()
        self._apply_theme()
        view.set_zoom(self._zoom)

    def _reason(self, verdict: str) -> str:
        if verdict == sandbox.ROOT:
            why = self.tr("Banyan runs as the system administrator")
        elif verdict == sandbox.FAILED:
            why = self.tr("the web engine's sandbox could not start on this system")
        else:
            why = self.tr("the web engine failed again and again")
        return self.tr("The preview is simplified: {reason}.").format(reason=why)

    def _apply_theme(self) -> None:
        colour = QColor(surface_colour(self._theme))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, colour)
        self.setPalette(palette)
        self._view.set_background(colour)
        from notes.rendering.stylesheet import content_css

        self._view.set_theme(self._theme, content_css(self._theme))

    def _apply_words(self) -> None:
        self._view.set_words(words.word_style(), words.page_texts())

    def _name_callouts(self) -> None:
        self._options["callout_titles"] = words.callout_titles()
        self._client.set_options(**self._options)

    # What comes back

    def _on_patch(self, is_first: bool, payload: str) -> None:
        if self._view is None:
            return
        self._view.apply(payload)
        if is_first:
            self._is_awaited = False
            if self._line > 0:
                self._view.scroll_to_line(self._line)
            if self._fragment:
                self._view.go_to(self._fragment)

    def _on_report(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "painted", "revision": int(revision)}:
                self.painted.emit(revision)
            case {"type": "scroll", "line": int() | float() as line}:
                self.scrolled.emit(float(line))
            case {"type": "task", "line": int(line), "checked": bool(checked)}:
                self.task_toggled.emit(line, checked)
            case {"type": "line", "line": int(line)}:
                self.line_activated.emit(line)
            case {"type": "zoom", "steps": int(steps)}:
                self.set_zoom(self._zoom * ZOOM_STEP**steps)
            case {"type": "link", "href": str(href), "kind": str(kind), "target": str(target)}:
                self._on_link(href, kind, target)

    def _on_link(self, href: str, kind: str, target: str) -> None:
        url = QUrl(href)
        if kind == "remote":
            self.fetch_image_requested.emit(href)
        elif url.scheme() == "note":
            self.note_link_activated.emit(
                url.path(), url.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
            )
        elif kind == "wiki":
            self.wiki_link_activated.emit(target or href)
        elif url.scheme() in OUTSIDE_SCHEMES:
            self.outside_link_activated.emit(href)
        elif not url.scheme():
            self.wiki_link_activated.emit(target or unquote(href))
