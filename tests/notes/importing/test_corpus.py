"""Real blogs and vaults come in whole: bodies and properties equal what the files say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from notes.importing import registry
from notes.importing.base import Draft, ReadOptions
from notes.importing.run import ImportReport
from notes.importing.sources import FolderTree
from notes.library import Library
from notes.model import Scope

BLOGS = (
    "hexo_mushanshitiancai", "hexo_titangene_zhTW", "hugo_forecho", "hugo_spf13", "jekyll_huxpro",
    "seed_gaocegege", "seed_haoxins", "obsidian_help",
)  # fmt: skip


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML with dates as text, as the contract has them."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def expected(path: Path) -> tuple[dict[str, Any], str]:
    """Properties and body by a plain reading of the file."""
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$\n?", text, re.DOTALL | re.MULTILINE)
    if match:
        return yaml.load(match[1], Loader) or {}, text[match.end() :]
    match = re.match(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", text, re.DOTALL | re.MULTILINE)
    if match:
        dates = re.sub(r"(?m)^(date = )(\d{4}-[^\n\"]+)$", r'\1"\2"', match[1])
        return tomllib.loads(dates), text[match.end() :]
    return {}, text


def drafts(folder: Path) -> Iterator[tuple[Path, Draft]]:
    tree = FolderTree(str(folder))
    for entry in tree.entries:
        form = registry.detect(entry, tree)
        if form and form.name == "markdown":
            for draft in form.load()(entry, tree, ReadOptions()):
                yield Path(entry.source), draft


@pytest.mark.parametrize("blog", BLOGS)
def test_body_and_properties_are_exact(corpus: Path, blog: str) -> None:
    count = 0
    for path, draft in drafts(corpus / blog):
        properties, body = expected(path)
        assert draft.text == draft.body == body, path
        assert draft.front_matter + draft.body == expected_text(path), path
        assert draft.properties == properties, path
        for key in ("title", "Title"):
            if isinstance(properties.get(key), str):
                assert draft.title == " ".join(properties[key].split()), path
        count += 1
    assert count > 50


def expected_text(path: Path) -> str:
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "folder",
    [
        "joplin_fixtures",
        "zim_notebook",
        "vnote_notebooks",
        "zettlr_files",
        "obsidian_kepano",
        "enc_chardet",
    ],
)
def test_every_file_comes_in_or_is_refused_or_named(
    corpus: Path, folder: str, bring_in: Callable[..., ImportReport], library: Library
) -> None:
    report = bring_in(corpus / folder)
    told = {one.path for one in report.refused} | {one.path for one in report.findings}
    sources = {str(note.source).partition("#")[0] for note in library.notes(Scope())}
    shown = {
        attachment.name
        for note_id in library.note_ids(Scope())
        for attachment in library.attachments(note_id).values()
    }
    silent = [
        path
        for path in (corpus / folder).rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(corpus).parts)
        and str(path) not in told | sources
        and path.name not in shown
        and not is_joplin_part(path)
    ]
    assert silent == []
    assert bring_in(corpus / folder).created == []
    undone = library.undo_batch(str(report.batch))
    assert not undone.kept
    assert library.tree().all == 0


def is_joplin_part(path: Path) -> bool:
    """A notebook, tag or resource of Joplin: part of its notes, none itself."""
    return re.fullmatch(r"[0-9a-f]{32}", path.stem) is not None
