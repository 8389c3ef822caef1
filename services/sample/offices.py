"""Who signs in: organisations and the people who work for them."""

OFFICES = (
    ("Общински център за работа – Пловдив", "Пловдив", "+359 32 100 200", "понеделник – петък, 8:30–17:30"),
    ("Сдружение „Нов праг“", "София", "+359 2 100 2000", "понеделник – петък, 9:00–18:00; събота до обяд"),
    ("Център за кариерно развитие – Варна", "Варна", "+359 52 100 200", "понеделник – петък, 9:00–17:00"),
    ("Фондация „Човек в цикъла“ – обучения (образец)", "София", "", ""),
)
"""With telephones and hours that are invented.

The last one belongs to the group of an employer: its word about that employer does not count by itself.
"""
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
