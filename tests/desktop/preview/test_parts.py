"""Long notes: their blocks stand in parts, in the order of the text, however they came in."""

from __future__ import annotations

import random

from pytestqt.qtbot import QtBot

from tests.desktop.preview.conftest import Shown

LARGEST = 200
SHOWN = (
    "[...document.querySelectorAll('#ui-content > .ui-part > *')].map(n => n.textContent.trim())"
)
SIZES = "[...document.querySelectorAll('#ui-content > *')].map(n => n.childNodes.length)"


def test_blocks_stay_in_order_and_in_parts_of_a_size(shown: Shown) -> None:
    rng = random.Random(7)
    paragraphs = [f"段 {number}" for number in range(700)]
    shown.note("\n\n".join(paragraphs))
    for _ in range(12):
        at = rng.randrange(len(paragraphs))
        position = sum(len(text) + 2 for text in paragraphs[:at])
        if rng.random() < 0.4:
            count = rng.choice((1, 3, 80))
            gone = paragraphs[at : at + count]
            del paragraphs[at : at + count]
            shown.edit(position, sum(len(text) + 2 for text in gone), "")
        else:
            new = [f"新 {rng.random()}" for _ in range(rng.choice((1, 2, 260)))]
            paragraphs[at:at] = new
            shown.edit(position, 0, "".join(f"{text}\n\n" for text in new))
        assert shown.ask(SHOWN) == paragraphs
        sizes = shown.ask(SIZES)
        assert min(sizes) > 0
        assert max(sizes) <= LARGEST


def test_typing_in_one_place_cuts_a_crowded_part(shown: Shown) -> None:
    paragraphs = [f"段 {number}" for number in range(60)]
    shown.note("\n\n".join(paragraphs))
    position = sum(len(text) + 2 for text in paragraphs[:20])
    for number in range(190):
        new = f"第 {number}"
        shown.revision += 1
        shown.pane.apply_edit(shown.revision, position, 0, f"{new}\n\n")
        paragraphs.insert(20, new)
    shown.settle()
    shown.qtbot.waitUntil(lambda: shown.ask(SHOWN) == paragraphs)
    assert max(shown.ask(SIZES)) <= LARGEST


def test_heights_do_not_depend_on_parts(shown: Shown, qtbot: QtBot) -> None:
    """What ends a part and begins the next is as far apart as anywhere."""
    text = "".join(f"段落 {number}\n\n{'#' * 2} 节 {number}\n\n" for number in range(320))
    shown.note("引\n\n" + text)
    assert (
        shown.ask(
            "document.querySelectorAll('#ui-content > :nth-child(n + 2) > h2:first-child').length"
        )
        > 0
    )
    gaps = """[...document.querySelectorAll('#ui-content h2')].slice(5, 70).map(h => {
        const before = h.previousElementSibling || h.parentNode.previousSibling.lastChild;
        return Math.round(h.getBoundingClientRect().top - before.getBoundingClientRect().bottom);
    })"""
    shown.pane.scroll_to_line(150)
    qtbot.waitUntil(lambda: len(set(shown.ask(gaps))) == 1)


def test_a_line_of_a_far_part_is_known(shown: Shown, qtbot: QtBot) -> None:
    shown.note("\n\n".join(f"## 节 {n}\n\n段落 {n}\n\n- 项\n- 项" for n in range(500)))
    line = 5 + 7 * 350
    shown.pane.scroll_to_line(line)
    qtbot.waitUntil(lambda: abs(shown.ask("banyan.lineAt(scrollY)") - line) < 0.2)
