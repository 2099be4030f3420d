"""Index pages in a plan: split by what is known, corrected by the person, true to the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notes.importing.base import WarningCode
from notes.importing.edits import carry_over, set_titles
from notes.importing.plan import Plan, make_plan
from notes.importing.run import ImportReport, apply_plan
from notes.library import Library
from notes.model import NewNote, Note

BringIn = Callable[..., ImportReport]
Write = Callable[[str, "str | bytes"], Path]
Titled = Callable[[str], Note]
PlanOf = Callable[..., Plan]

TITLES = (
    "Kafka学习", "消息队列 Broker 的 几种 设计", "分布式锁的实现", "Redis 持久化", "go并发模型",
    "TCP/IP 协议", "容器网络入门", "学习Rust", "JVM垃圾回收", "一致性哈希", "火焰图",
    "epoll 源码分析", "零拷贝", "限流算法", "事务的隔离级别",
)  # fmt: skip
PAGE = f"技术\n\n{' '.join(TITLES)}\n\n标签\n\n{' '.join(TITLES[::-1])}\n"


def titles(plan: Plan, at: int = 0) -> list[str]:
    return plan.pages[0].lists[at].titles


def told(plan: Plan) -> list[object]:
    found = [f for f in plan.all_findings() if f.code is WarningCode.INDEX_SPLIT]
    return [one.values["titles"] for one in found]


def test_documents_of_the_import_prove_titles(write: Write, plan_of: PlanOf) -> None:
    write("index.txt", PAGE)
    folder = write("posts/broker.md", "# 消息队列 Broker 的几种设计\n\n正文。\n")
    assert TITLES[1] in titles(plan_of(folder))


def test_notes_of_the_library_prove_titles(write: Write, plan_of: PlanOf, library: Library) -> None:
    library.create_note(NewNote("消息队列 broker 的几种设计"))
    folder = write("index.txt", PAGE)
    assert TITLES[1] in titles(plan_of(folder))


def test_a_corrected_split_is_what_comes_in(
    write: Write, plan_of: PlanOf, library: Library, titled: Titled
) -> None:
    plan = plan_of(write("index.txt", PAGE))
    for at in (0, 1):
        set_titles(plan, plan.pages[0], at, TITLES, library)
    assert told(plan) == [15, 15]
    report = apply_plan(library, plan)
    kept = [one for one in report.findings if one.code is WarningCode.INDEX_SPLIT]
    assert [one.values["titles"] for one in kept] == [15, 15]
    page = library.note(next(i for i in report.created if not library.note(i).stub))
    assert page.body.count("[[消息队列 Broker 的 几种 设计]]") == 2
    links = {link.target: link.note_id for link in library.links(page.id)}
    assert links == {title: titled(title).id for title in TITLES}


def test_another_reading_keeps_the_corrected_split(
    write: Write, library: Library, plan_of: PlanOf
) -> None:
    folder = write("index.txt", PAGE)
    before = plan_of(folder)
    for at in (0, 1):
        set_titles(before, before.pages[0], at, TITLES, library)
    now = make_plan([str(folder)], library)
    carry_over(before, now, library)
    assert titles(now) == list(TITLES)
    assert sorted(item.title for item in now.items if item.stub) == sorted(TITLES)
    assert told(now) == [15, 15]
