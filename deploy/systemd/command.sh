#!/bin/sh
# `steadfast` for whoever looks after this machine: as the user of the service, with its settings.
set -eu
umask 077
set -a
. /etc/steadfast/steadfast.env
STEADFAST_DATA=/var/lib/steadfast
set +a
cd /
exec runuser -u steadfast -- /opt/steadfast/current/bin/steadfast "$@"
