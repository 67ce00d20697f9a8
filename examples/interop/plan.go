package main

import (
	"bytes"
	"path/filepath"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A client is one of another project, with the version that is pinned: the recipe
// says which one it has used, and another one fails.
type client struct {
	name    string
	version string
	layer   int      // of the schema that this version speaks
	command []string // runs the recipe
	trials  []trial

	// dropsZeros says that the client drops a leading zero byte of the auth key,
	// so that one key in 256 is not the server's: Telethon
	// (telethon/network/authenticator.py) and GramJS
	// (gramjs/network/Authenticator.ts) write g_ab in as few bytes as it needs.
	// When they notice that new_nonce_hash does not fit they make another key by
	// themselves. A retry is for such a key that they do not notice.
	dropsZeros bool
}

// A trial is one way for a client to reach a server: a transport, in the words
// that the recipe takes, and what is special about the server.
type trial struct {
	transport string
	secret    []byte // the server is an MTProxy, too
	answers   mtprototest.Compression
}

// String is the trial's name in the table.
func (t trial) String() string {
	switch t.answers {
	case mtprototest.Gzip:
		return t.transport + ", all answers in gzip"
	case mtprototest.Zlib:
		return t.transport + ", all answers in zlib"
	default:
		return t.transport
	}
}

// Secrets of an MTProxy: any of its transports, or padded ones only
// (core.telegram.org/mtproto/mtproto-transports#transport-obfuscation).
var (
	plainSecret  = bytes.Repeat([]byte{0x17}, 16)
	paddedSecret = append([]byte{0xdd}, plainSecret...)
)

// allClients lists the clients and all that each offers but HTTP and web
// sockets, which the server does not speak.
func allClients(folder, python, gotd string) []client {
	recipe := func(name string) string { return filepath.Join(folder, name) }
	return []client{{
		name: "Telethon", version: "1.25.1", layer: 144, dropsZeros: true,
		command: []string{python, recipe("with_telethon.py")},
		trials: []trial{
			{transport: "full"},
			{transport: "abridged"},
			{transport: "intermediate"},
			{transport: "obfuscated abridged"},
			{transport: "mtproxy abridged", secret: plainSecret},
			{transport: "mtproxy intermediate", secret: plainSecret},
			{transport: "mtproxy padded", secret: paddedSecret},
			{transport: "full", answers: mtprototest.Gzip},
		},
	}, {
		name: "mtcute", version: "0.30.3", layer: 227,
		command: []string{"node", recipe("with_mtcute.mjs")},
		trials: []trial{
			{transport: "intermediate"},
			{transport: "padded"},
			{transport: "obfuscated intermediate"},
			{transport: "obfuscated padded"},
			{transport: "intermediate, PFS"},
			{transport: "obfuscated padded, PFS"},
			{transport: "mtproxy intermediate", secret: plainSecret},
			{transport: "mtproxy padded", secret: paddedSecret},
			{transport: "intermediate", answers: mtprototest.Gzip},
		},
	}, {
		name: "GramJS", version: "2.26.22", layer: 198, dropsZeros: true,
		command: []string{"node", recipe("with_gramjs.mjs")},
		trials: []trial{
			{transport: "full"},
			{transport: "abridged"},
			{transport: "obfuscated abridged"},
			{transport: "mtproxy abridged", secret: plainSecret},
			{transport: "full", answers: mtprototest.Gzip},
			{transport: "full", answers: mtprototest.Zlib},
		},
	}, {
		name: "gotd", version: "v0.162.0", layer: 229,
		command: []string{gotd},
		trials: []trial{
			{transport: "full"},
			{transport: "abridged"},
			{transport: "intermediate"},
			{transport: "padded"},
			{transport: "obfuscated abridged"},
			{transport: "obfuscated intermediate"},
			{transport: "obfuscated padded"},
			{transport: "intermediate, PFS"},
			{transport: "mtproxy abridged", secret: plainSecret},
			{transport: "mtproxy intermediate", secret: plainSecret},
			{transport: "mtproxy padded", secret: paddedSecret},
			{transport: "intermediate", answers: mtprototest.Gzip},
		},
	}}
}
