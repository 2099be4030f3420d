"""The known keys of front matter, each by its own rule and its site's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from notes.importing import registry
from notes.importing.base import DateFrom, Draft, ReadOptions, WarningCode
from notes.importing.sources import FolderTree

Write = Callable[[str, "str | bytes"], Path]


@pytest.fixture
def read(write: Write) -> Callable[..., Draft]:
    """The draft of a document with these lines of front matter."""

    def run(*lines: str, name: str = "a.md", body: str = "words\n") -> Draft:
        folder = write(name, "---\n" + "\n".join(lines) + f"\n---\n{body}")
        tree = FolderTree(str(folder))
        entry = tree.find(name)
        assert entry is not None
        form = registry.detect(entry, tree)
        assert form is not None
        return next(form.load()(entry, tree, ReadOptions()))

    return run


HEXO, JEKYLL, HUGO, PLAIN = (
    "source/_posts/a.md", "_posts/2020-01-02-a.md", "content/posts/a.md", "a.md",
)  # fmt: skip
HEXO_DATED = "source/_posts/2020-01-02-a.md"
OCTOPRESS = "source/_posts/2020-01-02-a.markdown"


@pytest.mark.parametrize(
    ("name", "lines", "category", "tags"),
    [
        (HEXO, ["categories: [Java, 并发]"], ("Java", "并发"), ()),
        (HEXO, ["categories:", "- [a, b]", "- [c]", "- d"], ("a", "b"), ("c", "d")),
        (HEXO, ["categories: [a, b/c]"], ("a", "b", "c"), ()),
        (HEXO, ["categories: MongoDB", "tags: one name"], ("MongoDB",), ("one name",)),
        (HUGO, ["categories: [a, b]", "tags: [x]"], ("a",), ("x", "b")),
        (HUGO, ["categories: [a/b]"], ("a", "b"), ()),
        (JEKYLL, ["category: design pattern"], ("design pattern",), ()),
        (JEKYLL, ["categories: a b", "tags: x y"], ("a",), ("x", "y", "b")),
        (PLAIN, ["tags: a, b c，d"], (), ("a", "b c", "d")),
        (PLAIN, ["tag: one name"], (), ("one name",)),
        (PLAIN, ["keywords: a b c"], (), ("a", "b", "c")),
        (PLAIN, ["tags: [x]", "keywords: a b c"], (), ("x",)),
        (PLAIN, ["tags: [2020, 1.10, yes, ~, '']"], (), ("2020", "1.10", "yes")),
        (PLAIN, ["Tags: [A]", "Category: B"], ("B",), ("A",)),
        (PLAIN, ['categories: ["[[People]]"]', "tags: ['#x/y']"], ("People",), ("x/y",)),
        ("folder/a.md", ["category:"], ("folder",), ()),
        ("folder/a.md", ["category: other"], ("other",), ()),
        (PLAIN, ["tags:", "- a", "- a", "- ' '"], (), ("a",)),
        (
            HEXO,
            ["tags:", "- [Nginx]", "- [Java, Git]", "keywords: [x]"],
            (),
            ("Nginx", "Java", "Git"),
        ),
        (HEXO_DATED, ["categories: [a, b]"], ("a", "b"), ()),
        (HEXO_DATED, ["layout: post", "categories: [a, b]"], ("a",), ("b",)),
        (OCTOPRESS, ["categories: [a, b]"], ("a",), ("b",)),
        (OCTOPRESS, ["categories: a b"], ("a",), ("b",)),
        (PLAIN, ["taxonomies:", "  tags: [x]", "  categories: [c]"], ("c",), ("x",)),
        (PLAIN, ["tags: [y]", "taxonomies:", "  tags: [x]"], (), ("y",)),
    ],
)
def test_categories_and_tags(
    read: Callable[..., Draft], name: str, lines: list[str], category: object, tags: object
) -> None:
    draft = read(*lines, name=name)
    assert (draft.category, draft.tags) == (category, tags)


@pytest.mark.parametrize(
    ("lines", "name", "day", "place"),
    [
        (
            ["date: 2020-01-02", "created: 2019-01-01"],
            "2018-01-01-a.md",
            "2020-01-02",
            DateFrom.KEY,
        ),
        (["publishDate: 2020-01-02"], "a.md", "2020-01-02", DateFrom.KEY),
        (["modified: 2021-01-01"], "2018-01-01-a.md", "2018-01-01", DateFrom.NAME),
        (["lastmod: 2021-01-01"], "a.md", "2021-01-01", DateFrom.MODIFIED),
        (["date: 2015-XX-XX"], "2015-03-01-a.md", "2015-03-01", DateFrom.NAME),
        (["date: 20200102"], "a.md", "2020-01-02", DateFrom.KEY),
        (["date created: 2020-01-02 09:00"], "a.md", "2020-01-02", DateFrom.KEY),
        (["createTime: 2020-01-02"], "a.md", "2020-01-02", DateFrom.KEY),
        (["Created-At: 2020-01-02"], "a.md", "2020-01-02", DateFrom.KEY),
        (
            ["date:", "  created: 2020-01-02", "  updated: 2021-01-01"],
            "a.md",
            "2020-01-02",
            DateFrom.KEY,
        ),
        (["published_at: 2020-01-02 00:00"], "a.md", "2020-01-02", DateFrom.KEY),
        (["date modified: 2020-01-02"], "a.md", "2020-01-02", DateFrom.MODIFIED),
        (["updateTime: 2020-01-02"], "a.md", "2020-01-02", DateFrom.MODIFIED),
        (["published: yes", "lastmod: 2020-01-02"], "a.md", "2020-01-02", DateFrom.MODIFIED),
        (["title: x"], "_posts/2020-1-2-a.md", "2020-01-02", DateFrom.NAME),
    ],
)
def test_created(
    read: Callable[..., Draft], lines: list[str], name: str, day: str, place: DateFrom
) -> None:
    draft = read(*lines, name=name)
    assert draft.created is not None
    assert (draft.created.date().isoformat(), draft.created_from) == (day, place)


def test_a_date_that_is_none_is_named(read: Callable[..., Draft]) -> None:
    draft = read("date: 2015-XX-XX")
    assert [(f.code, f.values["text"]) for f in draft.findings] == [
        (WarningCode.DATE_UNREAD, "2015-XX-XX")
    ]
    assert draft.created_from is DateFrom.FILE


@pytest.mark.parametrize(
    ("lines", "name", "body", "title"),
    [
        (["title: 1984"], "a.md", "", "1984"),
        (["title: 2020-01-02"], "a.md", "", "2020-01-02"),
        (["title: ' two\n  lines '"], "a.md", "", "two lines"),
        (["x: 1"], "a.md", "# The *heading* `x`\n", "The heading x"),
        (["x: 1"], "some-name.md", "text\n\n# Later\n", "some-name"),
        (["x: 1"], "2020-01-02-some-name.md", "text\n", "some name"),
        (["x: 1"], "000_a7102e51af1f6414.md", "text\n\n## Later\n", "Later"),
        (["x: 1"], "123.md", "只有一句话。后面还有。\n", "只有一句话。后面还有。"),
        (["x: 1"], "go/README.md", "text\n", "go"),
        (["title:"], "a.md", "Heading\n=======\n", "Heading"),
    ],
)
def test_titles(
    read: Callable[..., Draft], lines: list[str], name: str, body: str, title: str
) -> None:
    assert read(*lines, name=name, body=body).title == title


def test_password_and_aliases(read: Callable[..., Draft]) -> None:
    draft = read("password: 123", "aliases: [x, 'y z']", "draft: true", "permalink: /p/")
    assert draft.protected
    assert draft.aliases == ("x", "y z")
    assert draft.addresses == ("/p/",)
    assert draft.properties["draft"] is True
    assert not read("password:").protected


def test_own_key_wins_and_is_not_shown(read: Callable[..., Draft]) -> None:
    draft = read(
        "title: T", "tags: [a]", "banyan:", '  id: "abc"', '  category: ["x", "y"]',
        '  tags: ["b"]', '  created: "2020-01-02T03:04:05+08:00"', "  starred: true",
    )  # fmt: skip
    assert (draft.id, draft.category, draft.tags, draft.starred) == (
        "abc",
        ("x", "y"),
        ("b",),
        True,
    )
    assert draft.created is not None
    assert draft.created.isoformat() == "2020-01-02T03:04:05+08:00"
    assert draft.properties == {"title": "T", "tags": ["a"]}
    assert "banyan" not in draft.front_matter
