"""A note as it is being written: its text, its blocks, and their HTML kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from notes.rendering.markdown import RenderOptions, render


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """One block as the page shows it: the source lines it spans, its HTML, lines of its boxes."""

    lines: int
    html: str
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Patch:
    """What changed: (first block, blocks removed, blocks put in), to be done in this order."""

    splices: list[tuple[int, int, list[RenderedBlock]]] = field(default_factory=list)
    reset: bool = False


class LiveDocument:
    """Holds a body and answers edits with the blocks that changed. Positions: UTF-16 units."""

    def __init__(
        self, text: str, options: RenderOptions, targets: Mapping[str, str] | None = None
    ) -> None:
        self.text = text
        self.options = options
        self.targets = targets

    def edit(self, position: int, removed: int, added: str) -> None:
        """Take in one edit; `changes` renders it."""
        self.text = self.text[:position] + added + self.text[position + removed :]

    def changes(self) -> Patch:
        """Everything anew."""
        html = render(self.text, options=self.options, targets=self.targets)
        block = RenderedBlock(self.text.count("\n") + 1, html)
        return Patch([(0, 0, [block])], reset=True)
