"""Makes what must be secret, once: keys, NATS identities, passwords; a folder for each service. Never overwrites.

Run as root before the first start: docker compose run --rm prepare
"""

import os
import secrets
import shutil
import sys
from pathlib import Path

import nkeys

from shared.auth import Keys
from shared.sealing import master_key

SERVICES = ("intake", "placements", "recognition")
USER = 10001
NODES = ("nats-1", "nats-2", "nats-3")


def password() -> str:
    """Letters first: the configuration of NATS reads a value that begins with a digit as a number."""
    return "p" + secrets.token_hex(24)


def prepare(folder: Path) -> None:
    """Fill an empty folder: office/ with everything, a folder for each service, what NATS and PostgreSQL need."""
    office = folder / "office"
    Keys(office, create=True)
    for name in ("intake", "placements"):
        master_key(office, name, create=True)
    identities = {name: _identity(office, name) for name in (*SERVICES, "provision")}
    passwords = {name: password() for name in SERVICES}
    passwords["keys"] = passwords["intake"]
    _write(office / "pgpass", _pgpass(passwords, list(passwords)))
    for name in SERVICES:
        _share(office, folder / name, name, passwords)
    route = password()
    routes = ", ".join(f"nats://route:{route}@{node}:6222" for node in NODES)
    _write(folder / "nats" / "routes.conf", f"routes: [{routes}]\n")
    publics = "".join(f"NKEY_{name.upper()}={public}\n" for name, public in identities.items())
    _write(folder / "nats.env", f"{publics}NATS_ROUTE_PASSWORD={route}\n")
    lines = [f"{name.upper()}_PASSWORD={text}\n" for name, text in {**passwords, "postgres": password()}.items()]
    _write(folder / "postgres.env", "".join(lines))


def _identity(office: Path, name: str) -> str:
    """A NATS key pair: the seed into a file, the public half back."""
    seed = nkeys.encode_seed(secrets.token_bytes(32), nkeys.PREFIX_BYTE_USER)
    _write(office / f"{name}.seed", seed.decode())
    return nkeys.from_seed(bytearray(seed)).public_key.decode()


def _share(office: Path, folder: Path, name: str, passwords: dict[str, str]) -> None:
    """What one service may hold: the public session key, the site key, its own secrets. Only intake signs sessions."""
    files = ["session.pub", "site.key", f"{name}.seed"]
    files += ["session.key", "intake.key"] if name == "intake" else []
    files += ["placements.key"] if name == "placements" else []
    folder.mkdir(parents=True)
    for file in files:
        shutil.copyfile(office / file, folder / file)
    _write(folder / "pgpass", _pgpass(passwords, ["intake", "keys"] if name == "intake" else [name]))


def _pgpass(passwords: dict[str, str], names: list[str]) -> str:
    return "".join(f"postgres:5432:{name}:{name}:{passwords[name]}\n" for name in names)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def close(folder: Path) -> None:
    """Files 0400, folders 0500, owned by the user of the containers where we may give them away."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
        if os.geteuid() == 0:
            os.chown(path, USER, USER)


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "secrets")
    if target.exists() and any(target.iterdir()):
        sys.exit(f"{target} is not empty: nothing was changed")
    prepare(target)
    close(target)
