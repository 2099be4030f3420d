"""The index: complete, exact, ranked, and right after every change."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notes.errors import Fault, FaultCode
from notes.library import Library, Reader
from notes.model import NewNote, Scope, ScopeKind
from notes.search import fulltext
from notes.search.folding import UNSPACED, WORD, fold
from notes.search.query import parse, pattern
from tests.conftest import shared_folder


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.banyan", create=True) as opened:
        yield opened
        assert opened.check() == []


def make(library: Library, title: str, body: str = "", **values) -> str:
    return library.create_note(NewNote(title, body, **values)).created[0]


def found(library: Reader, query: str) -> list[str]:
    page = library.search(query, limit=1000)
    assert len(page.hits) == page.total
    return [hit.title for hit in page.hits]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("溯", "AB"),
        ("溯源", "A"),
        ("件溯", "A"),
        ("事件溯源", "A"),
        ("追溯，源", "B"),
        ("集群", "A"),
        ("k8s集群", "A"),
        ("8s", ""),
        ("K8S", "A"),
        ("c", "ABCD"),  # C++, c, the title, code
        ("C++", "A"),
        ("C+", "A"),
        ("foo-bar", "B"),
        ("foo bar", "BC"),
        ('"foo bar"', "C"),
        ('"', "C"),
        ("file", "C"),
        ("面试", "C"),
        ("ガイド", "D"),
        ("글을", "D"),
        ("12", "D"),
        (".net", "D"),
        ("AND", ""),
        ("溯源 foo", ""),
        ("云原生", "A"),
        ("kubernetes k8s", "A"),
    ],
)
def test_what_is_found(library: Library, query: str, titles: str) -> None:
    make(library, "A", "事件溯源在k8s集群里，用C++ 写。", tags=("云原生/kubernetes",))
    make(library, "B", "可以追溯，源头在foo-bar里; c")
    make(library, "C", 'say "foo\nbar" in a ﬁle，⾯试')
    make(library, "D", "`code` ガイド 한글을 １２３ ASP.NET")
    assert "".join(sorted(found(library, query))) == titles


def test_better_hits_come_first(library: Library) -> None:
    make(library, "别的", "重构 " + "其他文字" * 200)
    make(library, "重构的艺术", "很多文字" * 50)
    make(library, "《重构》", "无")
    make(library, "多次提到", "重构 重构 重构 代码")
    assert found(library, "重构")[:2] == ["《重构》", "重构的艺术"]
    assert found(library, "重构")[-1] == "别的"
    scores = [hit.score for hit in library.search("重构").hits]
    assert scores == sorted(scores, reverse=True)


def test_pages_and_totals(library: Library) -> None:
    for number in range(25):
        make(library, f"n{number}", "word " * (number + 1))
    first = library.search("word", limit=10)
    last = library.search("word", limit=10, offset=20)
    assert (len(first.hits), len(last.hits), first.total, last.total) == (10, 5, 25, 25)
    both = library.search("word", limit=30).hits
    assert both[:10] == first.hits
    assert both[20:] == last.hits


def test_a_scope_narrows(library: Library) -> None:
    make(library, "a", "字", category=("技术", "x"))
    make(library, "b", "字", tags=("t",), stub=True)
    scoped = [
        library.search("字", scope=scope).hits[0].title
        for scope in (Scope(ScopeKind.CATEGORY, "技术"), Scope(tag="t"), Scope(ScopeKind.STUBS))
    ]
    assert scoped == ["a", "b", "b"]


def test_snippets_show_and_mark_the_match(library: Library) -> None:
    body = "# 标题\n\n" + "前面的话。" * 40 + "\n\n这里说到 Event Sourcing 与ﬁle…以及溯源。\n后面"
    make(library, "t", body)
    (hit,) = library.search("溯源 event FILE").hits
    assert hit.snippet == "这里说到 \x02Event\x03 Sourcing 与\x02ﬁle\x03…以及\x02溯源\x03。 后面"
    (by_title,) = library.search("t").hits
    assert "\x02" not in by_title.snippet
    assert by_title.marked_title == "\x02t\x03"


def test_marks_in_the_text_are_no_marks(library: Library) -> None:
    make(library, "t", "a\x02b\x03 word\x00 <b>x</b>")
    (hit,) = library.search("word").hits
    assert hit.snippet == "a b \x02word\x03 <b>x</b>"


def test_every_change_is_found_at_once(library: Library) -> None:
    note_id = make(library, "一", "旧文字")
    library.update_note(note_id, body="新文字", title="二")
    assert (found(library, "旧文"), found(library, "新文"), found(library, "一")) == (
        [],
        ["二"],
        [],
    )
    library.revert(note_id, library.history(note_id)[-1].id)
    assert (found(library, "旧文"), found(library, "二")) == (["一"], [])


def test_a_long_note_saved_is_found_before_it_is_indexed(library: Library) -> None:
    note_id = make(library, "长", "旧")
    long = "填充" * fulltext.LONG + "罕见词"
    with Reader.open(library.path) as reader:
        library.update_note(note_id, body=long)
        assert (found(reader, "罕见"), found(reader, "旧")) == (["长"], [])
        library.update_note(note_id, body=long + "再改")
        assert (found(reader, "再改"), found(reader, "罕见词再")) == (["长"], ["长"])
        assert reader.check() == []
        library.index_pending()
        assert (found(reader, "再改"), found(reader, "旧")) == (["长"], [])
        assert not library.index_pending()
        library.update_note(note_id, body="短", defer_index=True)
        library.trash_notes([note_id])
        library.purge_notes([note_id])
        assert found(reader, "短") == []


def test_an_index_of_another_folding_is_made_again(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "other.banyan"
    with Library.open(other, create=True) as made:
        make(made, "t", "溯源")
        db = made._connection.sqlite
        db.execute("UPDATE state SET value = '0' WHERE key = 'fold'")
        db.execute("INSERT INTO search (search) VALUES ('delete-all')")
        assert found(made, "溯源") == []
        assert {problem.kind for problem in made.check()} == {"index"}
    with Library.open(other) as opened:
        assert found(opened, "溯源") == ["t"]
        assert opened.check() == []


def test_check_sees_what_sqlite_does_not_and_mend_puts_it_right(tmp_path: Path) -> None:
    with Library.open(tmp_path / "x.banyan", create=True) as library:
        make(library, "甲", "溯源 [[乙]]")
        second = make(library, "乙", "架构")
        db = library._connection.sqlite
        # 'delete' with other tokens than went in: the ghost that FTS5's own check lets pass
        db.execute(
            "INSERT INTO search (search, rowid, title, body) VALUES ('delete', 2, '乙', '别 的')"
        )
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        db.execute("UPDATE link SET to_note = NULL")
        assert {problem.kind for problem in library.check()} == {"index", "link"}
        assert all(problem.mended for problem in library.mend())
        assert library.check() == []
        assert library.backlinks(second)


def test_a_running_search_can_be_cancelled(library: Library) -> None:
    db = library._connection.sqlite
    timer = threading.Timer(0.05, library.interrupt)
    timer.start()
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
    with pytest.raises(Fault) as caught, library._asking():
        db.execute(endless).fetchone()
    timer.join()
    assert caught.value.code is FaultCode.CANCELLED
    assert found(library, "任何") == []


def test_hostile_strings_are_queries_titles_and_texts_like_others(library: Library) -> None:
    path = shared_folder("suites", "naughty_strings") / "blns.json"
    strings = [text for text in json.loads(path.read_text("utf-8")) if text.strip()]
    assert len(strings) > 100
    for text in (*strings, "\ud800", "a\udfff"):
        note_id = make(library, text, text)
        page = library.search(text, limit=1000)
        if parse(text):
            assert note_id in [hit.id for hit in page.hits], repr(text)


alphabet = st.sampled_from("重构溯源云ab1 K-+_，。\n…ﬁ①é\"'*⾯ガ한🙂\u200b")
texts = st.lists(st.text(alphabet, max_size=40), min_size=1, max_size=6)
quick = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@quick
@given(texts, st.data())
def test_every_run_of_a_text_is_found_and_every_hit_holds_the_terms(
    library: Library, bodies: list[str], data: st.DataObject
) -> None:
    ids = {make(library, "", body): body for body in bodies}
    runs = [run for body in bodies for run in re.findall(rf"[{UNSPACED}]+|{WORD}+", fold(body))]
    try:
        if runs:
            run = data.draw(st.sampled_from(runs))
            chinese = re.match(f"[{UNSPACED}]", run)
            start = data.draw(st.integers(0, len(run) - 1)) if chinese else 0
            part = run[start : data.draw(st.integers(start + 1, len(run)))]
            holding = {i for i, body in ids.items() if run in fold(body)}
            assert holding <= {hit.id for hit in library.search(part, limit=99).hits}
        query = data.draw(st.text(alphabet, max_size=5))
        for hit in library.search(query, limit=99).hits:
            for term in parse(query).terms:
                assert re.search(pattern(term), fold(ids[hit.id])), (query, ids[hit.id])
    finally:
        library.trash_notes(list(ids))
        library.purge_notes(list(ids))
