from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.editor.structure import Heading, Kind, Structure, language


def read(text: str) -> Structure:
    structure = Structure()
    structure.reset(text.split("\n"))
    return structure


def drawn(structure: Structure) -> list[tuple[int, int, Kind, str]]:
    return [(r.first, r.last, r.kind, r.info) for r in structure.regions]


def test_regions():
    structure = read(
        "---\ntitle: a\n---\n# 一 #\n```python\n# not a heading\n```\n$$\nx\n$$\n"
        "<!--\n# no\n-->\n## 二\n~~~\n```\n"
    )
    assert drawn(structure) == [
        (0, 2, Kind.FRONT_MATTER, ""),
        (4, 6, Kind.FENCE, "python"),
        (7, 9, Kind.MATH, ""),
        (10, 12, Kind.COMMENT, ""),
        (14, 16, Kind.FENCE, ""),
    ]
    assert structure.headings == [Heading(3, 1, "一"), Heading(13, 2, "二")]


def test_what_closes_nothing_opens_nothing():
    assert drawn(read("---\n\ntext")) == []
    assert drawn(read("$$ is a sign\n# heading\n")) == []
    assert read("$$ is a sign\n# heading\n").headings == [Heading(1, 1, "heading")]
    assert drawn(read("- ```js\n  x\n  ```\n> ```\n> y\n> ```")) == [
        (0, 2, Kind.FENCE, "js"),
        (3, 5, Kind.FENCE, ""),
    ]
    assert drawn(read("````md\n```\n````")) == [(0, 2, Kind.FENCE, "md")]
    assert drawn(read("$$x$$ inline")) == [(0, 0, Kind.MATH, "")]


def test_headings_need_a_space():
    assert [h.title for h in read("#标签\n# 标题\n#\n####### no").headings] == ["标题", ""]


def test_language():
    assert language("python hl_lines='1'") == "python"
    assert language("{.python title='a'}") == "python"
    assert language(" JS ") == "js"


def test_lines_that_change_places():
    structure = read("# a\ntext\nmore")
    structure.update(0, 2, ["text", "# a"], ["text", "# a"])
    assert structure.headings == [Heading(1, 1, "a")]


LINE = st.sampled_from(
    ["", "text", "# h", "```", "```py", "~~~", "$$", "$$ x", "<!--", "-->", "---", "key: v", "+++"]
)


@given(
    st.lists(LINE, min_size=1, max_size=12),
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 6), st.lists(LINE, max_size=4)), max_size=8
    ),
)
def test_any_edits_end_in_what_a_fresh_reading_finds(lines, edits):
    structure = read("\n".join(lines))
    for line, count, new in edits:
        first = min(line, len(lines) - 1)
        removed = min(count, len(lines) - first)
        if removed == len(lines) and not new:
            continue
        lines[first : first + removed] = new
        structure.update(first, removed, new, lines[:2])
        fresh = read("\n".join(lines))
        assert drawn(structure) == drawn(fresh)
        assert structure.headings == fresh.headings
        for number in range(len(lines)):
            one, other = structure.region_at(number), fresh.region_at(number)
            assert (one is None) == (other is None)
