"""How far the sample is: what the page says that stands in for every other meanwhile."""

from dataclasses import dataclass, field
from typing import Literal

Name = Literal["people", "hires", "editions"]


@dataclass
class Stage:
    """One part of the sample; `total` is how many entries its diaries have, 0 until they are written."""

    name: Name
    total: int = 0
    done: int = 0
    finished: bool = False


@dataclass
class Progress:
    """Counted by the thread that tells the sample, read by whoever draws the page."""

    loading: bool = False
    failed: bool = False
    stages: tuple[Stage, ...] = field(default_factory=lambda: (Stage("people"), Stage("hires"), Stage("editions")))

    def expect(self, name: Name, entries: int) -> None:
        """So many entries more belong to this part; the parts before it are finished."""
        for stage in self.stages:
            if stage.name == name:
                stage.total += entries
                return
            stage.finished = True

    def step(self, entries: int = 1) -> None:
        """So many entries more of the part that is being told."""
        next(stage for stage in self.stages if not stage.finished).done += entries

    def finish(self) -> None:
        """Everything is told and can be read."""
        for stage in self.stages:
            stage.finished = True
        self.loading = False
