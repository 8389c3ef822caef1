"""The initiative that presents some of the invented employers one after another; invented like them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Presented:
    """Its words as its editor typed them, and whose interviews are its issues, in order."""

    words: dict[str, Any] = field(default_factory=dict)
    issues: tuple[int, ...] = ()


SERIES = Presented(
    words={
        "title_bg": "Първата смяна",
        "title_en": "The first shift",
        "aim_bg": "Работодатели от четири града разказват как мина първият ден на хора, които започнаха отначало: кой ги "
        "посрещна, какво беше трудно и какво промениха после. За да чуят и други, че се учи и от двете страни.",
        "aim_en": "Employers of four towns tell how the first day went for people who were starting again: who met them, what "
        "was hard, and what was changed afterwards. So that others hear that both sides learn.",
        "title_lv": "Pirmā maiņa",
        "title_pl": "Pierwsza zmiana",
        "aim_lv": "Darba devēji no četrām pilsētām stāsta, kā aizritēja pirmā diena cilvēkiem, kuri sāka no jauna: kas viņus "
        "sagaidīja, kas bija grūti un ko pēc tam mainīja. Lai arī citi dzird, ka mācās abas puses.",
        "aim_pl": "Pracodawcy z czterech miast opowiadają, jak minął pierwszy dzień ludziom, którzy zaczynali od nowa: kto ich "
        "przywitał, co było trudne i co potem zmieniono. Żeby inni usłyszeli, że uczą się obie strony.",
        "implementer": "Сдружение „Отворена врата“ (образец)",
        "project_bg": "„Заедно на работа“",
        "project_en": "“Together at work”",
        "project_lv": "„Kopā darbā”",
        "project_pl": "„Razem w pracy”",
        "funder_bg": "Фонд „Тракия“ (образец)",
        "funder_en": "Thrace Fund (sample)",
        "funder_lv": "Trāķijas fonds (paraugs)",
        "funder_pl": "Fundusz Tracja (przykład)",
        "is_public": True,
        "is_continued": True,
    },
    issues=(1, 4, 9, 30),
)
