"""The stubs of index pages: one a title, in the plan, unless a note has that title already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode
from notes.importing.base import IndexList, IndexPage
from notes.importing.keys import clean_path, unique
from notes.search.folding import fold_title

if TYPE_CHECKING:
    from notes.importing.plan import Plan, PlanItem
    from notes.library import Reader


def place_stubs(plan: Plan, reader: Reader | None) -> None:
    """Put the stubs of all index pages into the plan, anew after each change of a split.

    A document of the same import with a stub's title takes its category and tags instead.
    """
    from notes.importing.plan import Action

    plan.items = [item for item in plan.items if not item.is_listed]
    if not plan.pages:
        return
    documents: dict[str, PlanItem] = {}
    for item in plan.items:
        if item.unit >= 0 and item.source not in {page.source for page in plan.pages}:
            documents.setdefault(fold_title(item.title), item)
    known = dict(reader.stubs()) if reader else {}
    for page in plan.pages:
        for item in stubs_of(page, plan).values():
            key = fold_title(item.title)
            document = documents.get(key)
            if document:
                if document.action in {Action.NEW, Action.FILLS} and not document.is_edited:
                    document.category = item.category or document.category
                    document.tags = unique([*item.tags, *document.tags])
            elif key not in known and not _has_note(reader, item.title):
                documents[key] = item
                plan.items.append(item)


def stubs_of(page: IndexPage, plan: Plan) -> dict[str, PlanItem]:
    """One stub a title, by folded title: the first list gives the category, tag lists the tags."""
    from notes.importing.plan import PlanItem

    unit = next((at for at, one in enumerate(plan.units) if one.entry.source == page.source), -1)
    found: dict[str, PlanItem] = {}
    for one in page.lists:
        for title in one.titles:
            key = fold_title(title)
            item = found.get(key)
            if item is None:
                source = f"{page.source}#{title}"
                item = PlanItem(source, title, "index", stub=True, unit=unit)
                item.category = plan.options.into
                found[key] = item
            _place(item, one, plan)
    return found


def _place(item: PlanItem, one: IndexList, plan: Plan) -> None:
    if one.is_tag:
        item.tags = unique([*item.tags, one.tag])
    elif item.category == plan.options.into:
        item.category = (*plan.options.into, *clean_path([one.name]))


def _has_note(reader: Reader | None, title: str) -> bool:
    """Whether a note of that title is there already, with text or as a stub."""
    if reader is None:
        return False
    try:
        reader.find(title)
    except Fault as fault:
        return fault.code is not FaultCode.NOTE_MISSING
    return True
