"""Lists stand in the order of the alphabet."""

from shared.readers.collation import in_order


def test_bulgarian_order_ignores_quotes_and_capitals_and_puts_latin_last() -> None:
    names = ["Zara", "„Ягода“", "ягода", "яз", "Явор", "Ёлка", "Ана", "ІТ Край", "123 стъпки", "Щурче", "Ъгъл"]
    expected = ["123 стъпки", "Ана", "Ёлка", "ІТ Край", "Щурче", "Ъгъл", "Явор", "„Ягода“", "ягода", "яз", "Zara"]
    assert in_order(names, str, "bg") == expected


def test_an_english_page_has_latin_first() -> None:
    assert in_order(["Явор", "zara", "Łódź", "Lom"], str, "en") == ["Łódź", "Lom", "zara", "Явор"]
