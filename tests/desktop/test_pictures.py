from __future__ import annotations

from desktop.pictures import point_at

ADDRESS = "https://example.org/图 1.png?a=1&b=2"


def test_only_pictures_of_the_address_point_to_the_file():
    text = (
        f"![one]({ADDRESS}) [link]({ADDRESS}) <{ADDRESS}>\n"
        '<img src="https://example.org/图 1.png?a=1&amp;b=2">\n'
        f"![other]({ADDRESS}0)"
    )
    assert point_at(text, ADDRESS, "a.png") == (
        f'![one](a.png) [link]({ADDRESS}) <{ADDRESS}>\n<img src="a.png">\n![other]({ADDRESS}0)'
    )


def test_an_address_written_plainly_is_known_by_its_quoted_form():
    assert (
        point_at("![x](https://a.b/图.png)", "https://a.b/%E5%9B%BE.png", "t.png") == "![x](t.png)"
    )
