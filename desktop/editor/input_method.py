"""Which input method module Qt is to load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

_FOLDER = "platforminputcontexts"


def input_environment(environ: Mapping[str, str], plugin_dirs: Iterable[Path]) -> dict[str, str]:
    """What to set in the environment before QApplication is made; often nothing.

    PySide6's wheel ships no fcitx plugin, and a distribution's does not load into another Qt.
    fcitx5 answers the ibus protocol as well, so ibus is asked for wherever fcitx is named: by
    way of its portal, for Qt's ibus plugin gives up where no `ibus-daemon` is installed.
    """
    if environ.get("QT_IM_MODULES"):  # Qt 6.7: a list of modules, tried in order
        modules = [name.strip() for name in environ["QT_IM_MODULES"].split(";") if name.strip()]
        named = modules[0] if modules else ""
    else:
        named = environ.get("QT_IM_MODULE") or _from_modifiers(environ)
    if not named.lower().startswith("fcitx") or any(_has_plugin(each) for each in plugin_dirs):
        return {}
    changes = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    if environ.get("QT_IM_MODULES"):
        changes["QT_IM_MODULES"] = ";".join(["ibus", *modules[1:]])
    return changes


def _from_modifiers(environ: Mapping[str, str]) -> str:
    """The name in ``@im=fcitx``, which is said to X programs.

    Under Wayland fcitx5 wants `QT_IM_MODULE` unset: Qt's own text input then goes by way of the
    compositor, which alone can put the candidates at the cursor.
    """
    if environ.get("WAYLAND_DISPLAY") and not environ.get("QT_QPA_PLATFORM", "").startswith("xcb"):
        return ""
    _before, _mark, name = environ.get("XMODIFIERS", "").partition("@im=")
    return name.split("@", 1)[0].strip()


def _has_plugin(folder: Path) -> bool:
    inputs = folder if folder.name == _FOLDER else folder / _FOLDER
    return inputs.is_dir() and any("fcitx" in each.name.lower() for each in inputs.iterdir())
