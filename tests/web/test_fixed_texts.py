"""Texts are looked up when a template is compiled: what a reader reads is what a look-up with every page would say."""

from typing import Any

import pytest
from jinja2 import Environment

from web.fixed_texts import OneLanguage
from web.text import environment

TEXTS = {"Save & go on": "Запази <и> продължи", "%(n)s of 100%%": "%(n)s от 100%%", "plain": "A & B"}


class Words:
    """A catalogue of three texts that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def gettext(self, text: str) -> str:
        self.asked += 1
        return TEXTS.get(text, text)

    def pgettext(self, context: str, text: str) -> str:
        return f"{context}: {self.gettext(text)}"

    def ngettext(self, one: str, more: str, number: int) -> str:
        self.asked += 1
        return one if number == 1 else more


def made(kind: type[Environment], *, escaped: bool = True) -> tuple[Any, Words]:
    words = Words()
    env: Any = kind(autoescape=escaped, extensions=["jinja2.ext.i18n"])
    if isinstance(env, OneLanguage):
        env.translated_by(words)
    else:
        env.install_gettext_translations(words, newstyle=True)
    return env, words


SAID = (
    '{{ _("Save & go on") }}',
    '{{ _("%(n)s of 100%%", n=number) }}',
    '{{ _("%(n)s of 100%%", n="<7>") }}',
    '{{ pgettext("button", "plain") }}',
    '{{ _("plain") ~ name }}',
    '{{ name ~ (_("plain") if number else "x") }}',
    '{{ (_("plain") ~ "<") | upper }}',
    '{{ _("plain") | replace("A", name) }}',
    '{{ [_("plain"), name] | join(", ") }}',
    '{{ _(name) }}',
    '{% trans %}plain{% endtrans %}{% trans n=number %}{{ n }} one{% pluralize n %}{{ n }} & more{% endtrans %}',
    '{% macro _(text) %}mine {{ text }}{% endmacro %}{{ _("plain") }}',
    '{% for _ in "ab" %}{{ _ }}{% endfor %}',
    '{% set words = {"a": _("plain")} %}{{ words.a }}{{ words }}',
)  # fmt: skip


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize("source", SAID)
def test_a_template_says_what_it_would_say_with_every_text_looked_up(source: str, escaped: bool) -> None:
    facts = {"name": "<b>Rosa & Sons</b>", "number": 3}
    fixed, usual = made(OneLanguage, escaped=escaped)[0], made(Environment, escaped=escaped)[0]
    assert fixed.from_string(source).render(facts) == usual.from_string(source).render(facts)


def test_a_text_is_looked_up_once_however_often_it_is_drawn() -> None:
    env, words = made(OneLanguage)
    template = env.from_string('{% for _n in range(9) %}{{ _("plain") }}{{ _("%(n)s of 100%%", n=_n) }}{% endfor %}')
    for _ in range(3):
        template.render()
    assert words.asked == 2


def test_every_language_has_its_own_words() -> None:
    source = '{{ _("Skip to the content") }}'
    said = {lang: environment(lang).from_string(source).render() for lang in ("bg", "en", "lv", "pl")}
    assert len(set(said.values())) == 4
