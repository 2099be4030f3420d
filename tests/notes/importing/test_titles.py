"""Lines of titles are split where one title ends and the next begins."""

from __future__ import annotations

import random

import pytest

from notes.importing.titles import split_lists, tokens
from notes.search.folding import fold_title
from tests.faults.limit import limit

# Written for this test in the manner of engineers' blogs: most without spaces, some with.
TITLES = (
    """
Kafka学习|Redis 持久化|mysql 锁的实现|如何学习编译原理|《深入理解计算机系统》笔记
go并发模型|golang 逃逸分析|一次线上故障的排查|为什么需要消息队列?|分布式锁的几种实现
Nginx 源码分析|容器网络入门|docker存储驱动|学习Rust|JVM垃圾回收|Spring Boot 启动流程
一致性哈希|《重构》读书笔记|kubernetes 网络模型|Pod生命周期|Service Mesh 初探
向量检索的原理|LLM推理加速|Transformer结构分析|大模型量化|Python装饰器|asyncio 源码分析
协程与线程|etcd学习|raft算法简介|Paxos那些事儿|拜占庭问题|gRPC使用小结|protobuf编码原理
《凤凰架构》笔记|领域驱动设计实践|CQRS|微服务拆分的原则|服务治理泛谈|限流算法|熔断与降级
链路追踪——OpenTelemetry|Prometheus 告警规则|日志采集方案对比|ELK 搭建|时序数据库
ClickHouse 入门|数据仓库分层|Flink状态管理|Spark 任务调优|HDFS写入流程|yarn资源调度
HBase 表设计|B+树与LSM树|事务的隔离级别|mysql 索引失效|慢查询优化|分库分表|TCP三次握手
http2协议|TLS握手过程|DNS解析|CDN是怎么工作的?|Linux进程调度|内存管理——伙伴系统
epoll 源码分析|零拷贝|文件系统|io_uring 初识|eBPF入门|perf 使用|火焰图|设计模式泛谈
面向对象的误区|函数式编程|单元测试的价值|代码评审|技术债|重构的时机|架构师的思考|容量规划
高可用设计
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def page(seed: int) -> list[list[str]]:
    """Two lists that share out the titles, and a third that repeats some of both."""
    pick = random.Random(seed)
    titles = TITLES[:]
    pick.shuffle(titles)
    cut = len(titles) * 2 // 3
    return [titles[:cut], titles[cut:], [title for title in titles if pick.random() < 0.2]]


@pytest.mark.parametrize("seed", range(5))
def test_unseen_pages_come_apart_right(seed: int) -> None:
    lists = page(seed)
    found = split_lists([" ".join(titles) for titles in lists])
    right = sum(len(set(ours) & set(theirs)) for ours, theirs in zip(found, lists, strict=True))
    assert right / sum(map(len, found)) >= 0.85
    assert right / sum(map(len, lists)) >= 0.85


def test_book_titles_are_never_cut() -> None:
    line = "《how it all works》笔记 学习 《a b》"
    assert tokens(line) == ["《how it all works》笔记", "学习", "《a b》"]


def test_words_are_never_lost() -> None:
    lines = [" ".join(titles) for titles in page(9)]
    for line, titles in zip(lines, split_lists(lines), strict=True):
        assert " ".join(titles) == line
    assert split_lists(["", "one"]) == [[], ["one"]]


def test_known_titles_stand_whole() -> None:
    lines = ["学习网络 关于 某件 小事 学习存储 学习计算"]
    assert "关于 某件 小事" in split_lists(lines, ["关于 某件 小事"])[0]


def test_what_stands_in_brackets_is_never_cut() -> None:
    assert tokens("【长文 第二季 01】船 “某 人” (a b) c") == [
        "【长文 第二季 01】船",
        "“某 人”",
        "(a b)",
        "c",
    ]


def test_titles_of_documents_that_are_there_stand_whole() -> None:
    lines = [
        "学习网络 数据库 Index 的 几种 写法 学习存储 如何学习计算? Redis 持久化机制 如何学习go"
    ]
    known = {fold_title("数据库 index 的几种写法"), fold_title("redis")}
    found = split_lists(lines, known=known)[0]
    assert "数据库 Index 的 几种 写法" in found
    assert "Redis 持久化机制" in found  # a common word that is a note's title proves little


def test_a_word_followed_by_different_words_ends_a_title() -> None:
    lists = page(1)
    lists[0][10:10] = ["学习存储", "helm", "tensorflow原理"]
    lists[2][4:4] = ["多集群管理", "helm", "从混部到统一调度"]
    assert "helm" in split_lists([" ".join(titles) for titles in lists])[0]


def test_long_numbers_cost_no_more_than_words() -> None:
    words = ["一" * 30_000, "1" * 30_000, "架构（一）"]
    with limit(10):
        assert split_lists([" ".join(words), "架构（一） 架构（二）"])
