"""What is still longer than the house allows, one a line: whoever cuts one strikes it out. Empty in the end."""

FILES: set[str] = set()
FUNCTIONS: set[str] = {
    "tests/browser/site.py:opened",
    "tests/care/test_drill.py:test_who_is_erased_stays_erased_when_an_older_backup_is_restored",
}
