from __future__ import annotations

import pytest

from desktop.editor.input_method import choose_input_module


@pytest.mark.parametrize(
    ("environ", "module"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"XMODIFIERS": "@im=ibus"}, None),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, None),
        ({"QT_IM_MODULES": "wayland;fcitx"}, None),
        ({"QT_IM_MODULES": "fcitx;wayland"}, "ibus"),
        ({}, None),
    ],
)
def test_without_a_plugin(environ, module, tmp_path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libibusplatforminputcontextplugin.so").touch()
    assert choose_input_module(environ, [tmp_path, tmp_path / "absent"]) == module


def test_with_a_plugin(tmp_path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    assert choose_input_module({"QT_IM_MODULE": "fcitx"}, [tmp_path]) is None
