"""Text to measure with: mixed Chinese and English Markdown that never repeats itself."""

from __future__ import annotations

import random

_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
    "所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政"
    "四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
    "立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根"
)
_TERMS = [
    "微服务",
    "架构",
    "分布式",
    "缓存",
    "事务",
    "调度",
    "容器",
    "索引",
    "一致性",
    "监控",
    "网关",
]
_ENGLISH = [
    "server",
    "queue",
    "index",
    "commit",
    "branch",
    "cluster",
    "kernel",
    "latency",
    "schema",
    "token",
    "parser",
    "thread",
]


def _sentence(rng: random.Random) -> str:
    words = []
    for _ in range(rng.randint(4, 12)):
        choice = rng.random()
        if choice < 0.12:
            words.append(rng.choice(_TERMS))
        elif choice < 0.2:
            words.append(f" {rng.choice(_ENGLISH)}{rng.randint(0, 9999)} ")
        else:
            words.append("".join(rng.choices(_COMMON, k=rng.randint(2, 5))))
    return "".join(words) + rng.choice("。，；")


def _block(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.1:
        return f"## {_sentence(rng)}"
    if kind < 0.25:
        return "\n".join(f"- {_sentence(rng)}" for _ in range(rng.randint(2, 6)))
    if kind < 0.33:
        lines = [f"    value_{rng.randint(0, 10**6)} = {rng.random():.6f}" for _ in range(5)]
        return "```python\ndef measure():\n" + "\n".join(lines) + "\n```"
    if kind < 0.37:
        rows = [f"| {_sentence(rng)} | {rng.randint(0, 10**6)} |" for _ in range(4)]
        return "\n".join(["| 名称 | 值 |", "| --- | ---: |", *rows])
    return "".join(_sentence(rng) for _ in range(rng.randint(2, 7)))


def note(size: int, seed: int = 0) -> str:
    """Markdown of about `size` bytes in UTF-8, the same for the same seed."""
    rng = random.Random(seed)
    blocks, length = [], 0
    while length < size:
        block = _block(rng)
        blocks.append(block)
        length += len(block.encode()) + 2
    return "\n\n".join(blocks) + "\n"
