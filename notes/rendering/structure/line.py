"""One source line while it is being consumed."""

from __future__ import annotations

import re

TAB_STOP = 4
_BLANKS = re.compile(r"[ \t]*")


class Line:
    """A line, how far it is consumed, and where its next character that is no blank stands.

    `column` counts a tab as reaching to the next multiple of four; a tab may be consumed in part.
    """

    __slots__ = ("blank", "column", "indent", "next", "offset", "partial_tab", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.column = 0
        self.partial_tab = False
        self.measure()

    def measure(self) -> None:
        """Find the next character that is no blank, and the columns up to it."""
        blanks = _BLANKS.match(self.text, self.offset)
        position = blanks.end() if blanks else self.offset
        if self.text.find("\t", self.offset, position) < 0:
            self.indent = position - self.offset
        else:
            column = self.column
            for character in self.text[self.offset : position]:
                column += 1 if character == " " else TAB_STOP - column % TAB_STOP
            self.indent = column - self.column
        self.next = position
        self.blank = position == len(self.text)

    @property
    def indented(self) -> bool:
        """Whether the rest is indented as code is."""
        return self.indent >= TAB_STOP

    @property
    def first(self) -> str:
        """The next character that is no blank; empty: there is none."""
        return self.text[self.next : self.next + 1]

    @property
    def rest(self) -> str:
        """What is not yet consumed; the remainder of a tab as spaces."""
        if self.partial_tab:
            return " " * (TAB_STOP - self.column % TAB_STOP) + self.text[self.offset + 1 :]
        return self.text[self.offset :]

    @property
    def content(self) -> str:
        """The rest without its indentation."""
        return self.text[self.next :]

    def skip_indent(self) -> None:
        """Consume the blanks."""
        self.column += self.indent
        self.offset = self.next
        self.partial_tab = False
        self.measure()

    def skip_characters(self, count: int) -> None:
        """Consume characters that are no tabs."""
        self.offset += count
        self.column += count
        self.partial_tab = False
        self.measure()

    def skip_columns(self, count: int) -> None:
        """Consume up to `count` columns of blanks, splitting a tab where it must be."""
        text = self.text
        if self.next - self.offset >= count and "\t" not in text[self.offset : self.next]:
            self.skip_characters(count)
            return
        while count > 0 and self.offset < len(text):
            character = text[self.offset]
            if character == "\t":
                width = TAB_STOP - self.column % TAB_STOP
                self.partial_tab = width > count
                self.column += min(width, count)
                self.offset += 0 if self.partial_tab else 1
                count -= width
            elif character == " ":
                self.partial_tab = False
                self.offset += 1
                self.column += 1
                count -= 1
            else:
                break
        self.measure()
