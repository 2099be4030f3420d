from __future__ import annotations

import pytest

from desktop.editor.input_method import input_environment

IBUS = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("environ", "changes"),
    [
        ({"QT_IM_MODULE": "fcitx"}, IBUS),
        ({"QT_IM_MODULE": "fcitx5"}, IBUS),
        ({"XMODIFIERS": "@im=fcitx"}, IBUS),
        ({"XMODIFIERS": "@im=ibus"}, {}),
        ({"XMODIFIERS": "@im=fcitx", "WAYLAND_DISPLAY": "wayland-0"}, {}),
        (
            {
                "XMODIFIERS": "@im=fcitx",
                "WAYLAND_DISPLAY": "wayland-0",
                "QT_QPA_PLATFORM": "xcb",
            },
            IBUS,
        ),
        ({"QT_IM_MODULE": "fcitx", "WAYLAND_DISPLAY": "wayland-0"}, IBUS),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, {}),
        ({"QT_IM_MODULES": "wayland;fcitx"}, {}),
        ({"QT_IM_MODULES": "fcitx;wayland"}, {**IBUS, "QT_IM_MODULES": "ibus;wayland"}),
        ({}, {}),
    ],
)
def test_without_a_plugin(environ, changes, tmp_path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libibusplatforminputcontextplugin.so").touch()
    assert input_environment(environ, [tmp_path, tmp_path / "absent"]) == changes


def test_with_a_plugin(tmp_path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    assert input_environment({"QT_IM_MODULE": "fcitx"}, [tmp_path]) == {}
