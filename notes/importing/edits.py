"""What a person may change in a plan before it is applied, and what the plan shows on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from notes.errors import Fault
from notes.importing import stubs
from notes.importing.base import Draft, Finding, IndexPage, WarningCode
from notes.importing.keys import clean_path, unique
from notes.importing.linking import links
from notes.importing.plan import Action, Plan, PlanItem
from notes.importing.tidy import ALL, Step, steps
from notes.model import NoteSummary, Path, Scope, ScopeKind
from notes.reader import Reader
from notes.search.folding import fold_title

_DOUBLES = frozenset(
    {WarningCode.DUPLICATE_TEXT, WarningCode.NEAR_DUPLICATE, WarningCode.NEAR_NOTE}
)


def draft_of(plan: Plan, item: PlanItem) -> Draft | None:
    """The document as read, to be shown; None for a stub. Raises `Fault`."""
    if item.unit < 0:
        return None
    unit = plan.units[item.unit]
    for draft in unit.format.load()(unit.entry, unit.tree, plan.options):
        if draft.source == item.source:
            return draft
    return None


def tidying(plan: Plan, item: PlanItem) -> list[Step]:
    """What each tidying rule did to a document, for a diff."""
    draft = draft_of(plan, item)
    if draft is None or not item.tidied:
        return []
    return steps(draft.text, ALL if plan.options.tidy is None else plan.options.tidy)


def set_encoding(plan: Plan, item: PlanItem, encoding: str) -> None:
    """Read a document anew in the encoding that the person chose. Raises `Fault`."""
    source = plan.units[item.unit].entry.source
    before = plan.options
    plan.options = replace(before, encodings={**before.encodings, source: encoding})
    plan.kept.pop(item.unit, None)
    try:
        draft = draft_of(plan, item)
    except Fault:
        plan.options = before
        raise
    if draft is None:
        return
    item.encoding, item.digest = draft.encoding, draft.digest
    item.characters, item.links = len(draft.body), links(draft.body)
    item.findings = [*draft.findings]
    if not item.is_edited:
        item.title, item.tags = draft.title, draft.tags
        item.category = (*plan.options.into, *draft.category)


def set_titles(
    plan: Plan, page: IndexPage, at: int, titles: Sequence[str], reader: Reader | None
) -> None:
    """Correct the split of an index page's line; its stubs are made anew."""
    page.lists[at].titles = [title for title in (one.strip() for one in titles) if title]
    stubs.place_stubs(plan, reader)


def set_tag(plan: Plan, page: IndexPage, at: int, tag: str, reader: Reader | None) -> None:
    """Another tag for the titles of a tag list; empty: none."""
    page.lists[at].tag = tag.strip()
    stubs.place_stubs(plan, reader)


def carry_over(before: Plan, now: Plan, reader: Reader | None) -> None:
    """Keep what the person had changed, when everything was read again."""
    lists = {(page.source, one.name): one for page in before.pages for one in page.lists}
    for page in now.pages:
        for one in page.lists:
            old = lists.get((page.source, one.name))
            if old is not None and old.line == one.line:
                one.titles, one.tag = old.titles, old.tag
    stubs.place_stubs(now, reader)
    edited = {item.source: item for item in before.items if item.is_edited or item.skip}
    for item in now.items:
        if (was := edited.get(item.source)) is not None:
            item.skip = was.skip
            if was.is_edited:
                item.title, item.category, item.tags = was.title, was.category, was.tags
                item.is_edited = True
                if item.action is Action.NEW and was.action is Action.CHANGED:  # merged into it
                    item.action, item.note_id = was.action, was.note_id


def move_category(plan: Plan, path: Path, into: Path) -> int:
    """Put all documents of a category (and those below) elsewhere; how many there were."""
    moved = 0
    for item in plan.items:
        if item.category[: len(path)] == path:
            item.category = (*into, *item.category[len(path) :])
            item.is_edited = True
            moved += 1
    return moved


def rename_tag(plan: Plan, tag: str, name: str) -> int:
    """Give a tag another name in all documents, or none; how many there were."""
    renamed = 0
    for item in plan.items:
        if tag in item.tags:
            item.tags = unique(name if one == tag else one for one in item.tags)
            item.is_edited = True
            renamed += 1
    return renamed


def flatten(plan: Plan, name: str) -> int:
    """Undo the nesting of a name that holds a `/` by itself: `CI/CD` is one category, one tag.

    The slash becomes a full-width one, since no name may hold a `/`.
    """
    path, single = clean_path(name.split("/")), name.replace("/", "／")
    return move_category(plan, path, (single,)) + rename_tag(plan, name, single)


def settle(item: PlanItem, other: str) -> None:
    """Say no more that a document is a double of `other`: a source, or `note:` and an id."""
    item.findings[:] = [
        one
        for one in item.findings
        if one.code not in _DOUBLES or other not in {one.values.get("other"), _note(one)}
    ]


def _note(finding: Finding) -> str:
    return f"note:{finding.values.get('note', '')}"


def merge(item: PlanItem, into: PlanItem) -> None:
    """Leave a near-duplicate out and give its tags to the other."""
    item.skip = True
    into.tags = unique([*into.tags, *item.tags])
    into.is_edited = True
    settle(into, item.source)


def merge_into_note(item: PlanItem, note: NoteSummary) -> None:
    """Let a document become the text of a note that is nearly the same, with the tags of both.

    The note keeps its place; the text that it had stays in its history.
    """
    item.action, item.note_id, item.is_edited = Action.CHANGED, note.id, True
    item.title = note.title
    item.category = note.category or item.category
    item.tags = unique([*note.tags, *item.tags])


@dataclass(frozen=True, slots=True)
class Covered:
    """One title of an index page: its note, if there is one, and whether that has text."""

    title: str
    note_id: str | None
    has_text: bool


def coverage(reader: Reader, titles: Sequence[str]) -> list[Covered]:
    """Which titles of an index page have text by now, and which do not."""
    waiting = reader.stubs()
    held = {
        fold_title(summary.title): summary.id
        for summary in reader.summaries(reader.note_ids(Scope(ScopeKind.ALL)))
        if not summary.stub
    }
    found = []
    for title in dict.fromkeys(titles):
        key = fold_title(title)
        note_id = held.get(key) or waiting.get(key)
        found.append(Covered(title, note_id, key in held))
    return found
