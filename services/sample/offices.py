"""Who signs in: organisations and the people who work for them."""

OFFICES = (
    ("Общински център за работа – Пловдив", "Пловдив"),
    ("Сдружение „Нов праг“", "София"),
    ("Център за кариерно развитие – Варна", "Варна"),
    ("Фондация „Човек в цикъла“ – обучения (образец)", "София"),
)
"""The last one belongs to the group of an employer: its word about that employer does not count by itself."""
RELATED = 3
STAFF = (
    ("officer-1", "officer1", "Рада Колева", "officer", 0),
    ("officer-2", "officer2", "Мартин Велев", "officer", 1),
    ("officer-3", "officer3", "Йоана Стратева", "officer", 2),
    ("officer-4", "officer4", "Светослав Динев", "officer", 0),
    ("officer-5", "officer5", "Тодора Минчева", "officer", RELATED),
    ("lead", "lead", "Невена Дочева", "lead", 0),
    ("editor", "editor", "Елена Мирчева", "editor", None),
    ("admin", "admin", "Петър Янев", "administrator", 0),
    ("auditor", "auditor", "Росица Гатева", "auditor", None),
)
