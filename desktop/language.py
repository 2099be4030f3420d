"""The interface's language: which one, and its translations."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

import resources

LANGUAGES = ("en", "zh_CN")


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the call
    """Mark `text` for translation later, as Qt's macro does; Qt's own has no type here."""
    return text


def choose(asked: str = "") -> str:
    """The language to speak: `asked`, else BANYAN_LANG, else the system's; one of `LANGUAGES`."""
    for wish in (asked, os.environ.get("BANYAN_LANG", ""), QLocale.system().name()):
        if wish and wish != "system":
            return "zh_CN" if wish.lower().startswith("zh") else "en"
    return "en"


def install(app: QCoreApplication, language: str) -> None:
    """Translate the application, and Qt's own words, into `language` from now on.

    English is translated too: its file holds the plurals.
    """
    QLocale.setDefault(QLocale(language))
    own = QTranslator(app)
    # English too: its plurals.
    if own.load(str(resources.path("translations", f"banyan_{language}.qm"))):
        app.installTranslator(own)
    if language == "en":
        return
    from PySide6.QtCore import QLibraryInfo

    qt = QTranslator(app)
    if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
