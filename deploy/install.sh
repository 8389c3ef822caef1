#!/bin/sh
# Steadfast without containers, on Debian or Ubuntu with systemd. As root, in a checkout of the version: sh deploy/install.sh
# Again with a later version it upgrades: each has a folder of its own below /opt/steadfast, and the settings stay as they are.
# DESTDIR: into another root, where nothing is started and no user is made. VENV: an environment that has the packages already.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
to=${DESTDIR:-}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/pyproject.toml")
release=$to/opt/steadfast/$version
say() { printf '%s\n' "$*"; }
[ -n "$to" ] || [ "$(id -u)" = 0 ] || { say "as root, or with DESTDIR"; exit 1; }
python=$(command -v "${PYTHON:-python3}") || { say "python3 is missing: apt-get install python3 python3-venv"; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed; say PYTHON=python3.12"; exit 1; }

say "steadfast $version -> $release"
umask 022
rm -rf "$release.making"
mkdir -p "$release.making/app/deploy" "$release.making/bin" "$release.making/deploy"
for part in services shared web; do cp -R "$here/$part" "$release.making/app/$part"; done
cp "$here/deploy/README.md" "$here/deploy/Caddyfile" "$release.making/deploy/"
find "$release.making/app" -name __pycache__ -type d -prune -exec rm -rf {} +
if [ -n "${VENV:-}" ]; then
    ln -s "$VENV" "$release.making/venv"
else
    "$python" -m venv "$release.making/venv" || { say "python3 has no venv: apt-get install python3-venv"; exit 1; }
    "$release.making/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --only-binary :all: --no-binary nkeys -r "$here/requirements/run.txt"
fi
"$release.making/venv/bin/python" -m compileall -q -j 0 --invalidation-mode unchecked-hash "$release.making/app"
cat > "$release.making/bin/steadfast" <<'END'
#!/bin/sh
here=$(dirname "$(dirname "$(readlink -f "$0")")")
PYTHONPATH=$here/app PYTHONDONTWRITEBYTECODE=1 exec "$here/venv/bin/python" -m services "$@"
END
chmod 755 "$release.making/bin/steadfast"
rm -rf "$release"
mv "$release.making" "$release"
ln -sfn "$version" "$to/opt/steadfast/current"

mkdir -p "$to/usr/lib/systemd/system" "$to/usr/lib/sysusers.d" "$to/usr/sbin" "$to/etc/steadfast"
install -m 644 "$here/deploy/systemd/steadfast.service" "$to/usr/lib/systemd/system/steadfast.service"
install -m 644 "$here/deploy/systemd/sysusers.conf" "$to/usr/lib/sysusers.d/steadfast.conf"
install -m 755 "$here/deploy/systemd/command.sh" "$to/usr/sbin/steadfast"
if [ -e "$to/etc/steadfast/steadfast.env" ]; then
    install -m 640 "$here/deploy/systemd/steadfast.env" "$to/etc/steadfast/steadfast.env.new"
else
    install -m 640 "$here/deploy/systemd/steadfast.env" "$to/etc/steadfast/steadfast.env"
fi
[ -e "$to/etc/steadfast/backup.key" ] || (umask 077 && head -c 32 /dev/urandom > "$to/etc/steadfast/backup.key")

if [ -z "$to" ]; then
    systemd-sysusers
    chown root:steadfast /etc/steadfast /etc/steadfast/*
    chmod 750 /etc/steadfast
    chmod 640 /etc/steadfast/backup.key
    systemctl daemon-reload
    systemctl enable --quiet steadfast
fi
say "done. Settings: /etc/steadfast/steadfast.env. Then: systemctl restart steadfast; steadfast doctor"
