"""Why something typed cannot be taken: what was read, and what would be right."""


class Misread(Exception):
    """`text` is an English msgid with %(name)s for each of `params`; `params["read"]` is what was understood.

    The same shape as a form's own mistake, so that a form can show it beside its field as it is.
    """

    def __init__(self, text: str, /, **params: object) -> None:
        super().__init__(text)
        self.text, self.params = text, params

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


class Doubtful(Misread):
    """Readable, but unlikely: ask, and take `value` when the person presses a second time."""

    def __init__(self, text: str, value: object, /, **params: object) -> None:
        super().__init__(text, **params)
        self.value = value
