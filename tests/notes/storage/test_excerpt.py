"""The first words of a body, quickly, whatever the body is."""

from __future__ import annotations

import time

import pytest

from notes.storage.excerpt import excerpt


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a\n\n---\n\nb", "a b"),
        ("```py\nx = 1\n```\n\nafter", "x = 1 after"),
        ("[r]: http://x\nwords", "words"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a | b | | 1 | 2 |"),
    ],
)
def test_words_after_rules_fences_and_references_are_kept(body: str, words: str) -> None:
    assert excerpt(body) == words


@pytest.mark.parametrize(
    "part", ["- ", "--- ", "|--", "-:-", "::", "\n", "{{", "{%", "[a]: ", "\\["]
)
def test_hostile_bodies_do_not_hang(part: str) -> None:
    start = time.monotonic()
    excerpt(part * 2000 + "x")
    excerpt(f"| a |\n{part * 40}x")
    assert time.monotonic() - start < 2
