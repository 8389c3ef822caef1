"""A part of a page is kept by what it shows: equal facts are drawn once, and nothing else is ever said for others."""

from typing import Any

import msgspec
import pytest
from jinja2 import TemplateSyntaxError

from web import kept_parts
from web.text import environment


class Drawn:
    """Draws a fact, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

        def draw(text: str) -> str:
            self.times += 1
            return f"<{text}>"

        self.draw = draw


class Fact(msgspec.Struct, frozen=True):
    said: object


class Changing(msgspec.Struct):
    said: str


@pytest.fixture
def env() -> Any:
    return environment.__wrapped__("en")


PART = "{% for one in lines %}{% kept one, draw %}{{ draw(one) }}{{ _('Back') }} {% endkept %}{% endfor %}"


def test_equal_facts_are_drawn_once_and_others_anew(env: Any) -> None:
    draw, template = Drawn(), env.from_string(PART)
    first = template.render(lines=["a", "b", "a"], draw=draw.draw)
    assert first == "&lt;a&gt;Back &lt;b&gt;Back &lt;a&gt;Back "
    assert draw.times == 2
    assert template.render(lines=["b", "c"], draw=draw.draw) == "&lt;b&gt;Back &lt;c&gt;Back "
    assert draw.times == 3


def test_two_places_with_the_same_key_are_two_parts(env: Any) -> None:
    source = "{% kept one %}first {{ one }}{% endkept %}, {% kept one %}second {{ one }}{% endkept %}"
    assert env.from_string(source).render(one=1) == "first 1, second 1"
    assert env.from_string("{% kept one %}third {{ one }}{% endkept %}").render(one=1) == "third 1"


def test_no_more_is_kept_than_so_many_parts(env: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_parts, "MOST", 150)
    draw, template = Drawn(), env.from_string(PART)
    parts = next(one for one in env.extensions.values() if isinstance(one, kept_parts.KeptParts)).parts
    for begin in range(0, 100, 5):
        drawn = template.render(lines=[str(number) for number in range(begin, begin + 7)], draw=draw.draw)
        assert drawn.startswith(f"&lt;{begin}&gt;")
        assert len(parts) <= 10


@pytest.mark.parametrize("said", [Changing("a"), [1], {"a": 1}, Fact([1]), (1, Fact(Changing("a")))])
def test_what_can_change_and_stay_equal_to_itself_is_no_key(env: Any, said: object) -> None:
    with pytest.raises(TypeError):
        env.from_string("{% kept one %}{{ one }}{% endkept %}").render(one=said)


@pytest.mark.parametrize(
    "part",
    [
        "{% kept one.name %}{{ one.name }}{{ one.town }}{% endkept %}",
        "{% kept one.name %}{{ one }}{% endkept %}",
        "{% kept one %}{{ one }}{{ actor }}{% endkept %}",
        "{% set who = actor %}{% kept one %}{{ one }}{{ who }}{% endkept %}",
        "{% set who = lang %}{% set who = actor %}{% kept one %}{{ who }}{% endkept %}",
        "{% set who %}{{ actor }}{% endset %}{% kept one %}{{ who }}{% endkept %}",
        "{% set who = who | default(lang) %}{% kept one %}{{ who }}{% endkept %}",
        "{% for one in lines %}{% kept one %}{% for a in [[1]] %}{% for b in a %}{{ loop.index }}{% endfor %}{% endfor %}"
        "{{ loop.index }}{% endkept %}{% endfor %}",
        "{% for one in lines %}{% kept one %}{{ loop.index }}{% endkept %}{% endfor %}",
        "{% macro drawn(lang) %}{% kept one %}{{ lang }}{% endkept %}{% endmacro %}",
        "{% set ns = namespace(said=one) %}{% kept one %}{% set ns.said = 2 %}{% endkept %}",
        "{% for who in actors %}{% kept one %}{{ who }}{% endkept %}{% endfor %}",
        '{% import "_components.html" as ui with context %}{% kept one %}{{ ui.tag(one) }}{% endkept %}',
        '{% from "_components.html" import tag with context %}{% kept one %}{{ tag(one) }}{% endkept %}',
        "{% kept one %}{{ self.title() }}{% endkept %}",
        '{% kept one %}{% include "_found.html" %}{% endkept %}',
    ],
)
def test_a_part_that_reads_what_its_key_does_not_name_does_not_compile(env: Any, part: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        env.from_string(part)


@pytest.mark.parametrize(
    "part",
    [
        "{% kept one.real %}{{ one.real }}{% endkept %}",
        "{% kept one %}{{ one }}{{ lang }}{{ 3 | number }}{% endkept %}",
        "{% set word = _('Back') %}{% set more = [word, lang] %}{% kept one %}{{ more[0] }}{% endkept %}",
        "{% set twice = one * 2 %}{% kept one %}{{ twice }}{% endkept %}",
        "{% kept one %}{% for each in [one] %}{% set here = each %}{{ here }}{{ loop.index }}{% endfor %}{% endkept %}",
        '{% import "_components.html" as ui %}{% kept one %}{{ ui.tag(one) }}{% endkept %}',
    ],
)
def test_a_part_may_read_what_follows_from_its_key_and_the_language(env: Any, part: str) -> None:
    assert env.from_string(part).render(one=1)
