"""Categories from folders."""

from __future__ import annotations

import pytest

from notes.importing.names import folder_category
from notes.importing.sources import Entry


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("a.md", ""),
        ("go/web/a.md", "go/web"),
        ("_posts/a.md", ""),
        ("_posts/go/a.md", "go"),
        ("source/_posts/go/a.md", "go"),
        ("source/about/a.md", "about"),
        ("content/posts/go/a.md", "go"),
        ("content/zh-cn/post/a.md", ""),
        ("content/docs/a.md", "docs"),
        ("site/source/_posts/go/a.md", "site/go"),
        ("site/_posts/a.md", "site"),
        ("site/content/posts/go/a.md", "site/go"),
        ("site/content/en/blog/a.md", "site"),
        ("site/content/a.md", "site/content"),
        ("go/posts/a.md", "go/posts"),
        ("go/source/a.md", "go/source"),
    ],
)
def test_folders_that_only_hold_posts_are_no_categories(path: str, category: str) -> None:
    assert "/".join(folder_category(Entry(path, f"/{path}"))) == category
