from __future__ import annotations

from desktop.browser.matching import best

PATHS = ["技术", "技术/Kubernetes", "技术/Kubernetes/网络", "技术/Python", "kube-notes/archive"]


def found(needle: str) -> list[str]:
    return best(needle, PATHS, text=str)


def test_nothing_typed_keeps_the_order() -> None:
    assert found(" ") == PATHS


def test_the_last_name_of_a_path_comes_first() -> None:
    assert found("kube")[0] == "技术/Kubernetes"
    assert found("网络") == ["技术/Kubernetes/网络"]


def test_scattered_letters_and_width_are_found() -> None:
    assert "技术/Python" in found("pyn")
    assert found("ＰＹＴＨＯＮ") == ["技术/Python"]
    assert found("技术/py") == ["技术/Python"]


def test_what_is_not_there_is_not_found() -> None:
    assert found("zzz") == []
