#!/bin/sh
# Signs in to examples/server with TDLib, through each kind of proxy, in a network
# of its own: TDLib holds Telegram's addresses, and tries them if something fails.
#
#	npm ci --ignore-scripts --prefix examples/interop/tdlib
#	go build -o /tmp/server ./examples/server
#	unshare -rn examples/interop/tdlib/run.sh /tmp/server
set -eu
server=$1
cd "$(dirname "$0")"
ip link set lo up
scratch=$(mktemp -d)
line=$scratch/server.json tdlib=$scratch/libtdjson.so pid=
trap 'kill $pid 2>/dev/null || true; rm -r "$scratch"' EXIT

# serve starts the server with a secret for its MTProxy.
serve() {
	[ -z "$pid" ] || kill "$pid"
	rm -f "$line"
	"$server" -any-dc -proxy-secret "$1" -key "$scratch/key.pem" \
		-account 'phone=+9996620001,code=22222,id=7000000001' \
		-account 'phone=+9996620002,code=22222,id=7000000002,password=secret' >"$line" 2>"$scratch/log" &
	pid=$!
	for _ in $(seq 100); do
		[ ! -s "$line" ] || return 0
		sleep 0.1
	done
	cat "$scratch/log"
	return 1
}

with_tdlib() {
	timeout 60 node with_tdlib.mjs "$line" "$tdlib" "$@"
}

# must prints a line, and fails unless it is there.
must() {
	printf '%s\n' "$2"
	case $2 in *"$1"*) ;; *) echo "not as it should be: $1"; exit 1 ;; esac
}

secret=000102030405060708090a0b0c0d0e0f
serve $secret
node with_own_key.mjs "$line" node_modules/@prebuilt-tdlib/linux-x64-glibc/libtdjson.so "$tdlib"
for secret in $secret dd$secret; do
	serve $secret
	must '"user":7000000001}' "$(with_tdlib +9996620001 22222 11111)"
	must '"user":7000000002}' "$(with_tdlib +9996620002 22222 11111 secret guess)"
done
# A server that accepts a wrong code or password must be noticed.
must 'checkAuthenticationCode was accepted' "$(with_tdlib +9996620001 22222 22222 2>&1)"
must 'checkAuthenticationPassword was accepted' "$(with_tdlib +9996620002 22222 11111 secret secret 2>&1)"
