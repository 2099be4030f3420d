"""The stubs of index pages: one a title, in the plan, unless a note has that title already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notes.errors import Fault, FaultCode
from notes.importing.base import IndexList, IndexPage, WarningCode
from notes.importing.formats import index_page
from notes.importing.keys import clean_path, unique
from notes.search.folding import fold_title

if TYPE_CHECKING:
    from notes.importing.plan import Plan, PlanItem
    from notes.library import Reader


def split_pages(plan: Plan, reader: Reader | None) -> None:
    """Split the lines of index pages anew, now that all documents' titles are known."""
    if not plan.pages:
        return
    sources = {page.source for page in plan.pages}
    known = {
        fold_title(item.title)
        for item in plan.items
        if item.source.partition("#")[0] not in sources
    }
    if reader:
        known |= reader.title_keys()
    for page in plan.pages:
        index_page.split_again(page, known - {""})


def _place_article(page: IndexPage, plan: Plan) -> None:
    """The category and tags that the lists give to the page's own article."""
    source = f"{page.source}#{page.article}"
    for item in plan.items:
        if item.source == source and not item.is_edited and item.note_id is None:
            category, tags = index_page.place_of(page.article, page.lists)
            item.category = (*plan.options.into, *category) if category else item.category
            item.tags = tags


def place_stubs(plan: Plan, reader: Reader | None) -> None:
    """Put the stubs of all index pages into the plan, anew after each change of a split.

    A document of the same import with a stub's title takes its category and tags instead.
    """
    from notes.importing.plan import Action

    plan.items = [item for item in plan.items if not item.is_listed]
    if not plan.pages:
        return
    for page in plan.pages:
        _tell(page, plan)
        _place_article(page, plan)
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


def _tell(page: IndexPage, plan: Plan) -> None:
    """What the plan says of the page itself: how many titles each list has by now."""
    for item in plan.items:
        if item.source == page.source and item.unit >= 0:
            item.characters = len(index_page.body(page))
            item.findings[:] = [
                *(one for one in item.findings if one.code is not WarningCode.INDEX_SPLIT),
                *index_page.findings(page),
            ]


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
