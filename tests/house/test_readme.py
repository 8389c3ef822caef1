"""Commands of the README run as they are printed: from the folder of the repository, by a command that is there."""

import re
import shlex

import click
import pytest

from services.__main__ import main
from tests.house.code import ROOT

BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
LINES = [line.partition(" #")[0].strip() for block in BLOCKS for line in block.splitlines() if "steadfast" in line]


def test_there_are_commands_to_try() -> None:
    assert len(LINES) > 10


@pytest.mark.parametrize("line", LINES)
def test_a_command_is_printed_with_its_path_and_known_to_the_program(line: str) -> None:
    path, *words = shlex.split(line)
    assert path == ".venv/bin/steadfast"
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    if words != ["--help"]:
        with command.make_context("steadfast", words, resilient_parsing=False):
            pass
