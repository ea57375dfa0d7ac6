#!/usr/bin/env bash
# Linux 4.11 and later: with TCP_FASTOPEN_CONNECT and TCP_FASTOPEN_NO_COOKIE a connect chooses the local port and returns success at once,
# although nothing is sent, and although nothing listens at the destination. The first segment waits for data; until then getpeername says that
# the socket is not connected.
#
# Expected: ECONNREFUSED, or at least one segment sent.
# Seen (Linux 6.18): success, a local port, and no segment counted in the namespace (TcpOutSegs), which is new, so that nobody else sends there.
set -euo pipefail
if [[ $(id -u) != 0 ]] || ! command -v unshare >/dev/null; then
    echo "needs root, for a network namespace"
    exit 1
fi

seen=$(unshare --net sh -c '
    ip link set lo up
    exec python3 - <<"PY"
import socket

def sent():
    with open("/proc/thread-self/net/snmp") as file:
        names, values = [line.split() for line in file if line.startswith("Tcp:")]
    return int(values[names.index("OutSegs")])

before = sent()
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.setsockopt(socket.IPPROTO_TCP, 30, 1)   # TCP_FASTOPEN_CONNECT
client.setsockopt(socket.IPPROTO_TCP, 34, 1)   # TCP_FASTOPEN_NO_COOKIE
client.connect(("127.0.0.1", 9))
print("connected, from a port of its own:", client.getsockname()[1] > 0)
try:
    print("peer:", client.getpeername())
except OSError as error:
    print("peer:", error.strerror)
print("segments sent:", sent() - before)
PY')
uname -r
echo "$seen"
[[ $seen == $'connected, from a port of its own: True\npeer: Transport endpoint is not connected\nsegments sent: 0' ]] || { echo "The behavior has changed."; exit 1; }
