"""Makes what must be secret, once: keys, NATS identities, passwords; a folder for each service. Never overwrites.

Run as root before the first start: docker compose run --rm prepare
New certificates of the servers, before the old ones end: docker compose run --rm prepare /secrets --certificates
"""

import datetime
import os
import secrets
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import nkeys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared.auth import Keys
from shared.sealing import master_key

SERVICES = ("intake", "placements", "recognition")
USER = 10001
POSTGRES = 999
"""The users of the containers; PostgreSQL takes no key that belongs to somebody else."""
NODES = ("nats-1", "nats-2", "nats-3")
SERVERS = {"nats": NODES, "postgres": ("postgres",)}
"""Who has a certificate, and the names it is for."""
AUTHORITY_DAYS, SERVER_DAYS = 3650, 800


def password() -> str:
    """Letters first: the configuration of NATS reads a value that begins with a digit as a number."""
    return "p" + secrets.token_hex(24)


def prepare(folder: Path) -> None:
    """Fill an empty folder: office/ with everything, a folder for each service, what NATS and PostgreSQL need."""
    office = folder / "office"
    Keys(office, create=True)
    for name in ("intake", "placements"):
        master_key(office, name, create=True)
    _authority(office)
    certificates(folder)
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
    whole = {**passwords, "postgres": password()}
    _write(folder / "postgres.env", "".join(f"{name.upper()}_PASSWORD={text}\n" for name, text in whole.items()))
    _backups(office, folder / "backup", whole["postgres"])


def _identity(office: Path, name: str) -> str:
    """A NATS key pair: the seed into a file, the public half back."""
    seed = nkeys.encode_seed(secrets.token_bytes(32), nkeys.PREFIX_BYTE_USER)
    _write(office / f"{name}.seed", seed.decode())
    return nkeys.from_seed(bytearray(seed)).public_key.decode()


def _share(office: Path, folder: Path, name: str, passwords: dict[str, str]) -> None:
    """What one service may hold: the public session key, the site key, its own secrets. Only intake signs sessions."""
    files = ["session.pub", "site.key", "authority.pem", f"{name}.seed"]
    files += ["session.key", "intake.key"] if name == "intake" else []
    files += ["placements.key"] if name == "placements" else []
    folder.mkdir(parents=True)
    for file in files:
        shutil.copyfile(office / file, folder / file)
    _write(folder / "pgpass", _pgpass(passwords, ["intake", "keys"] if name == "intake" else [name]))


def _backups(office: Path, folder: Path, word: str) -> None:
    """The job that makes backups seals them for the office, which alone can open them: `openssl cms -decrypt`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Steadfast, backups")])
    _write(office / "backup.key", _private(key))
    _write(folder / "backup.pem", _public(_draft(name, name, key, AUTHORITY_DAYS).sign(key, hashes.SHA256())))
    for place in (office, folder.parent / "postgres/tls"):  # the server seals its log for the office, too
        shutil.copyfile(folder / "backup.pem", place / "backup.pem")
    shutil.copyfile(office / "authority.pem", folder / "authority.pem")
    _write(folder / "pgpass", f"postgres:5432:*:postgres:{word}\n")


def _authority(office: Path) -> None:
    """Vouches for the servers of this installation and for nothing else; its key stays with the office."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Steadfast, inside")])
    vouches = x509.BasicConstraints(ca=True, path_length=0)
    uses = x509.KeyUsage(
        False, False, False, False, False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False
    )
    draft = (
        _draft(name, name, key, AUTHORITY_DAYS).add_extension(vouches, critical=True).add_extension(uses, critical=True)
    )
    _write(office / "authority.key", _private(key))
    _write(office / "authority.pem", _public(draft.sign(key, hashes.SHA256())))


def certificates(folder: Path, servers: Mapping[str, tuple[str, ...]] = SERVERS) -> None:
    """A new key and certificate for each server, signed by the office's authority; the old ones are replaced."""
    office = folder / "office"
    signer = serialization.load_pem_private_key((office / "authority.key").read_bytes(), None)
    authority = x509.load_pem_x509_certificate((office / "authority.pem").read_bytes())
    for server, names in servers.items():
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, server)])
        both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        draft = _draft(subject, authority.subject, key, SERVER_DAYS).add_extension(both, critical=False)
        draft = draft.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), critical=False)
        place = folder / server / "tls"
        _write(place / f"{server}.key", _private(key))
        _write(place / f"{server}.pem", _public(draft.sign(signer, hashes.SHA256())))
        shutil.copyfile(office / "authority.pem", place / "authority.pem")


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - datetime.timedelta(hours=1),
        not_valid_after=now + datetime.timedelta(days=days),
    )


def _private(key: ec.EllipticCurvePrivateKey) -> str:
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*form).decode()


def _public(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _pgpass(passwords: dict[str, str], names: list[str]) -> str:
    return "".join(f"postgres:5432:{name}:{name}:{passwords[name]}\n" for name in names)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_text(text)


def close(folder: Path) -> None:
    """Files 0400, folders 0500, owned by the user of the containers where we may give them away."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
        if os.geteuid() == 0:
            owner = POSTGRES if path.is_relative_to(folder / "postgres" / "tls") else USER
            os.chown(path, owner, owner)


def _open(folder: Path) -> None:
    """So that certificates can be replaced by the owner, too, and not by root alone; `close` ends it."""
    for path in [folder, *(folder / server / "tls" for server in SERVERS)]:
        path.chmod(0o700)


def main(folder: Path, renew: bool) -> None:
    """Fill an empty folder, or make new certificates in a filled one."""
    filled = folder.exists() and any(folder.iterdir())
    if filled and not renew:
        sys.exit(f"{folder} is not empty: nothing was changed. --certificates makes new ones for the servers")
    if renew:
        _open(folder)
        certificates(folder)
    else:
        prepare(folder)
    close(folder)


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--certificates"]
    main(Path(words[0] if words else "secrets"), "--certificates" in sys.argv)
