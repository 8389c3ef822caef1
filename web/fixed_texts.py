"""Texts of a template are looked up when it is compiled for its language, and not once more with every page."""

from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from web.kept_parts import check_kept

LOOK_UP = {"_": "gettext", "gettext": "gettext", "pgettext": "pgettext"}
"""What a template calls, and the method of the translations that finds it."""


class SameGlobals(Template):
    """A template that is given no globals but those of its environment, as all others are: nobody need compare them."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


class OneLanguage(Environment):
    """An environment whose templates hold the words of one language; `translated_by` before the first is compiled."""

    template_class = SameGlobals
    translations: Any = None

    def translated_by(self, translations: Any) -> None:
        self.translations = translations
        self.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]

    def _generate(self, source: nodes.Template, name: str | None, *rest: Any, **named: Any) -> str:
        escaped = self.autoescape(name) if callable(self.autoescape) else self.autoescape
        if not _names_its_own(source):
            source = _Fixed(self.translations, Markup if escaped else str).visit(source)
        check_kept(source, self.globals.__contains__)
        return super()._generate(source, name, *rest, **named)


def _names_its_own(source: nodes.Template) -> bool:
    """Whether the template calls something of its own by one of these names."""
    own = {one.name for one in source.find_all(nodes.Macro)}
    own |= {one.name for one in source.find_all(nodes.Name) if one.ctx != "load"}
    return bool(own & LOOK_UP.keys())


class _Fixed(NodeTransformer):
    """Puts the words in place of a call that names its text; what a fact fills in is filled in with every page."""

    def __init__(self, translations: Any, kind: type[str]) -> None:
        self.translations, self.kind = translations, kind

    def visit_Concat(self, node: nodes.Concat) -> nodes.Concat:
        """Left as it is: the optimiser joins what is fixed by `~` and forgets that it is markup."""
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        named = [one.value for one in node.args if isinstance(one, nodes.Const) and isinstance(one.value, str)]
        if name not in LOOK_UP or not named or len(named) < len(node.args) or node.dyn_args or node.dyn_kwargs:
            return node
        text = getattr(self.translations, LOOK_UP[name])(*named)
        filled = nodes.Dict([nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs])
        return nodes.Mod(nodes.Const(self.kind(text)), filled, lineno=node.lineno)
