"""The sealed page: no script of a note runs, nothing is fetched, nothing leads away.

Three walls, each enough alone: the page's content policy, scripts switched off, and a filter on
requests and navigations. Our own script lives in an isolated world, which none of them touches.
Importing this module loads the web engine: only `desktop.preview.web_view` does, when first shown.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

import resources
from desktop.preview.assets import Asset, AssetSource
from desktop.preview.schemes import APP_SCHEME, ASSET_SCHEME, PAGE_ADDRESS, register_with_engine

POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; "
    f"img-src {ASSET_SCHEME}: data:; media-src {ASSET_SCHEME}:; "
    "object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'"
)
SCRIPTS = ("blocks.js", "parts.js", "lines.js", "events.js")
SHOWN_TYPES = ("image/", "audio/", "video/")
_WORLD = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
_Attribute = QWebEngineSettings.WebAttribute
_SWITCHED_OFF = (
    _Attribute.JavascriptEnabled,
    _Attribute.JavascriptCanOpenWindows,
    _Attribute.JavascriptCanAccessClipboard,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalStorageEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.FocusOnNavigationEnabled,
)


def _resource(name: str) -> str:
    return resources.text("preview", name)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers `note-app:page` with the shell and `note-asset:HASH` with what the library holds."""

    def __init__(self, assets: AssetSource, policy: str, parent: QObject) -> None:
        super().__init__(parent)
        self._assets = assets
        shell = _resource("page.html")
        shell = shell.replace("{policy}", policy).replace("{style}", _resource("page.css"))
        self._shell = shell.encode()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request of the page, now or later; what is not known fails."""
        url = job.requestUrl()
        if url.toString() == PAGE_ADDRESS:
            self._reply(job, self._shell, "text/html")
            return
        if url.scheme() != ASSET_SCHEME:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        # the page may give the request up, and the engine delete it, before the answer comes
        waiting = {job}
        job.destroyed.connect(waiting.clear)

        def answer(found: Asset | None) -> None:
            if not waiting:
                return
            if found is None or not found[1].startswith(SHOWN_TYPES):
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            else:
                self._reply(job, *found)

        self._assets(url.path(), answer)

    @staticmethod
    def _reply(job: QWebEngineUrlRequestJob, data: bytes, mime: str) -> None:
        buffer = QBuffer(job)  # lives as long as the job reads from it
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(mime.encode(), buffer)


class RequestFilter(QWebEngineUrlRequestInterceptor):
    """Lets through the page, the library's attachments and inline pictures; blocks the rest."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block what is not ours."""
        url = info.requestUrl()
        kind = info.resourceType()
        types = QWebEngineUrlRequestInfo.ResourceType
        if kind == types.ResourceTypeMainFrame:
            allowed = url.toString() == PAGE_ADDRESS
        elif kind in (types.ResourceTypeImage, types.ResourceTypeMedia):
            allowed = url.scheme() in (ASSET_SCHEME, "data")
        else:
            allowed = False
        if not allowed:
            info.block(True)


class SealedProfile(QWebEngineProfile):
    """Keeps nothing, knows our schemes and lets nothing else through.

    It outlives its pages: delete them first.
    """

    def __init__(self, assets: AssetSource, parent: QObject, policy: str = POLICY) -> None:
        register_with_engine()
        super().__init__(parent)
        # the engine calls these two only as long as Python holds them, parent or not
        self._handler = SchemeHandler(assets, policy, self)
        self._filter = RequestFilter(self)
        for scheme in (APP_SCHEME, ASSET_SCHEME):
            self.installUrlSchemeHandler(scheme.encode(), self._handler)
        self.setUrlRequestInterceptor(self._filter)
        self.downloadRequested.connect(QWebEngineDownloadRequest.cancel)


def switch_off(settings: QWebEngineSettings) -> None:
    """Take from a page all it does not need; scripts run in isolated worlds only."""
    for attribute in _SWITCHED_OFF:
        settings.setAttribute(attribute, False)
    settings.setAttribute(_Attribute.PlaybackRequiresUserGesture, True)


class SealedPage(QWebEnginePage):
    """The one page of the preview: it is loaded once and then patched.

    `reported` carries what the page's own script has to say, as a dict with a `type`.
    """

    reported = Signal(dict)

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._token = secrets.token_hex(16)
        switch_off(self.settings())
        source = "\n".join(_resource(name) for name in SCRIPTS).replace("{token}", self._token)
        script = QWebEngineScript()
        script.setName("banyan")
        script.setSourceCode(source)
        script.setWorldId(_WORLD)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentReady)
        script.setRunsOnSubFrames(False)
        self.scripts().insert(script)

    def load_shell(self) -> None:
        """Load the page; `reported` says {"type": "ready"} when it can be patched."""
        self.load(QUrl(PAGE_ADDRESS))

    def call(self, function: str, *arguments: str) -> None:
        """Call `banyan.<function>` in the isolated world; arguments are JSON text."""
        self.runJavaScript(f"banyan.{function}({','.join(arguments)})", _WORLD)

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, text: str, line: int, source: str
    ) -> None:
        """Take the page script's reports; what the engine says about a note is no message to us."""
        del level, line, source
        if text.startswith(self._token):
            message: dict[str, Any] = json.loads(text[len(self._token) :])
            self.reported.emit(message)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Nothing but the page itself is ever gone to."""
        del kind
        return is_main_frame and QUrl(url).toString() == PAGE_ADDRESS

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]  # None: no window, as Qt documents
        """No note opens a window."""
        del kind
        return None
