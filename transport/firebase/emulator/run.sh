#!/bin/sh
# Runs a command beside Firebase's Auth emulator, which the command finds by
# FIREBASE_AUTH_EMULATOR_HOST and GCLOUD_PROJECT:
#
#	npm ci --ignore-scripts --no-audit --no-fund --prefix transport/firebase/emulator
#	transport/firebase/emulator/run.sh go test -v -run Emulator ./transport/firebase ./transport/quickblox
#
# It needs Node 20. The emulator listens on 127.0.0.1 only, on ports that are free,
# wants no account, asks nobody on the network, and ends with the command, whose
# exit code this has.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# What firebase-tools writes (settings, logs) goes here, and is deleted.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Other emulators look for free ports by themselves; that of Auth does not.
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
cat >"$scratch/firebase.json" <<-EOF
	{"emulators": {
		"auth": {"host": "127.0.0.1", "port": $port},
		"hub": {"host": "127.0.0.1"},
		"logging": {"host": "127.0.0.1"},
		"ui": {"enabled": false},
		"singleProjectMode": true
	}}
EOF

# quoted prints its arguments as a shell reads them.
quoted() {
	for word; do
		printf "'%s' " "$(printf %s "$word" | sed "s/'/'\\\\''/g")"
	done
}

# The command keeps its own home and folder, and leaves word which process it is.
command="echo \$\$ >pid && cd $(quoted "$PWD") && exec env $(quoted HOME="$HOME" XDG_CONFIG_HOME="${XDG_CONFIG_HOME-}" "$@")"
cd "$scratch"
# In the background, so that the shell heeds a signal at once.
HOME=$scratch XDG_CONFIG_HOME=$scratch TMPDIR=$scratch CI=1 NO_UPDATE_NOTIFIER=1 \
	"$here/node_modules/.bin/firebase" emulators:exec --only auth --project demo-stepin "$command" <&0 &
pid=$!
trap 'kill "$pid" $(cat pid 2>/dev/null); wait "$pid"; exit 130' HUP INT TERM
wait "$pid"
