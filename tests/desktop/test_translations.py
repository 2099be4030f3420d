"""Every text of the interface is translated, and the compiled files are of today's texts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

FOLDER = CHECKOUT / "resources" / "translations"
TOOLS = Path(sys.executable).parent
HINT = "run `make translations` and translate what is unfinished"


def messages(file: Path) -> dict[tuple[str, str], ET.Element]:
    """(context, source text) → message, of a .ts file."""
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in ET.parse(file).iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_text_is_translated(language: str) -> None:
    for key, message in messages(FOLDER / f"banyan_{language}.ts").items():
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{key}: {HINT}"
        texts = [form.text for form in translation.iter("numerusform")] or [translation.text]
        assert all(texts), f"{key}: {HINT}"


def test_every_text_is_looked_up_where_it_is_kept() -> None:
    """`thing.tr()` is kept under "thing" by lupdate, and looked up under its class at run time."""
    contexts = {context for context, _ in messages(FOLDER / "banyan_zh_CN.ts")}
    assert [name for name in contexts if not name.lstrip("_")[:1].isupper()] == []


def test_translations_keep_placeholders_and_keys() -> None:
    for (_, source), message in messages(FOLDER / "banyan_zh_CN.ts").items():
        text = "".join(message.find("translation").itertext())  # type: ignore[union-attr]
        assert _marks(source) == _marks(text), source


def _marks(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\w", text))


def test_no_text_is_missing_from_the_files(tmp_path: Path) -> None:
    tool = TOOLS / "pyside6-lupdate"
    if not tool.exists():
        pytest.skip("lupdate is not installed")
    sources = sorted(p for p in (CHECKOUT / "desktop").rglob("*.py") if p.name != "__init__.py")
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [tool, *sources, "-locations", "none", "-ts", fresh], check=True, capture_output=True
    )
    assert set(messages(fresh)) == set(messages(FOLDER / "banyan_zh_CN.ts")), HINT


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_compiled_files_are_fresh(language: str, tmp_path: Path) -> None:
    tool = TOOLS / "pyside6-lrelease"
    if not tool.exists():
        pytest.skip("lrelease is not installed")
    source = tmp_path / f"banyan_{language}.ts"
    shutil.copy(FOLDER / source.name, source)
    compiled = source.with_suffix(".qm")
    subprocess.run([tool, source, "-qm", compiled], check=True, capture_output=True)
    assert compiled.read_bytes() == (FOLDER / compiled.name).read_bytes(), HINT
