"""Images by digest: refuses a reference that a registry could change under us, and pins those that have none.

  python deploy/pin.py --check    names every image without a digest that deploy/unpinned.txt does not give a reason for
  python deploy/pin.py            asks the registry for the digest of each, writes it down, strikes its line there

Pinning needs docker with buildx and a way to the registry; checking needs neither.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

FILES = ("Dockerfile", "compose.yaml")
UNPINNED = "unpinned.txt"
REFERENCE = re.compile(r"^\s*(?:FROM|image:)\s+(?:--platform=\S+\s+)?(\S+)", re.M)
STAGE = re.compile(r"^FROM\s.*\sAS\s+(\S+)\s*$", re.M | re.I)
DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")


def references(folder: Path) -> list[str]:
    """Every image that the files of the folder name, once, but for the stages that they make themselves."""
    texts = [(folder / name).read_text() for name in FILES]
    made = {stage for text in texts for stage in STAGE.findall(text)}
    found = [image.strip("\"'") for text in texts for image in REFERENCE.findall(text)]
    return [image for image in dict.fromkeys(found) if image not in made]


def reasons(folder: Path) -> dict[str, str]:
    """Why an image has no digest, by image: a line each, the image, two spaces, the reason."""
    lines = [line for line in (folder / UNPINNED).read_text().splitlines() if line and not line.startswith("#")]
    return {image: reason.strip() for image, _, reason in (line.partition("  ") for line in lines)}


def faults(folder: Path) -> list[str]:
    """What is wrong, a sentence each: nothing where every image has its digest or its reason."""
    named, excused = references(folder), reasons(folder)
    bare = [image for image in named if not DIGEST.search(image)]
    return [
        *(f"{image}: no digest, and no reason in {UNPINNED}" for image in bare if not excused.get(image)),
        *(f"{image}: listed in {UNPINNED}, and no file names it" for image in excused if image not in bare),
    ]


def pin(folder: Path, images: Iterable[str], digest: Callable[[str], str]) -> None:
    """Write the digest behind each image, and strike its line. Raises ValueError for what is no digest."""
    for image in images:
        pinned = f"{image}@{digest(image)}"
        if not DIGEST.search(pinned):
            raise ValueError(f"{image}: the registry answered with no digest")
        for name in FILES:
            text = (folder / name).read_text()
            (folder / name).write_text(re.sub(rf"(?<=\s){re.escape(image)}(?=\s)", pinned, text))
        kept = [line for line in (folder / UNPINNED).read_text().splitlines() if not line.startswith(f"{image}  ")]
        (folder / UNPINNED).write_text("\n".join(kept) + "\n")


def from_registry(image: str) -> str:
    """The digest of the list of all platforms. Raises CalledProcessError when the registry does not answer."""
    command = ["docker", "buildx", "imagetools", "inspect", image, "--format", "{{.Manifest.Digest}}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 - no shell


def main() -> int:
    folder = Path(__file__).parent
    if "--check" not in sys.argv[1:]:
        pin(
            folder,
            [image for image in references(folder) if not DIGEST.search(image) and "$" not in image],
            from_registry,
        )
    found = faults(folder)
    print("\n".join(found) or "every image has its digest or its reason")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
