package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"net"
	"slices"
	"sync"
)

// A tap remembers how each connection begins, to know which transport was
// spoken: the server takes them all, so that a client with another one than it
// was told would go unnoticed.
type tap struct {
	mu    sync.Mutex
	first [][]byte
}

// headerLen is the length of an obfuscated connection's header; no other
// transport's is longer (core.telegram.org/mtproto/mtproto-transports).
const headerLen = 64

// listen opens a listener on loopback.
func (t *tap) listen(int) (net.Listener, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	return tapped{ln, t}, err
}

type tapped struct {
	net.Listener
	tap *tap
}

// Accept implements net.Listener.
func (l tapped) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.tap.mu.Lock()
	defer l.tap.mu.Unlock()
	l.tap.first = append(l.tap.first, nil)
	return &tappedConn{Conn: conn, tap: l.tap, n: len(l.tap.first) - 1}, nil
}

type tappedConn struct {
	net.Conn
	tap *tap
	n   int
}

// Read implements net.Conn.
func (c *tappedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.tap.mu.Lock()
	defer c.tap.mu.Unlock()
	first := &c.tap.first[c.n]
	*first = append(*first, p[:min(n, headerLen-len(*first))]...)
	return n, err
}

// transports names that of each connection on which anything was said.
func (t *tap) transports(secret []byte) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var names []string
	for _, first := range t.first {
		if len(first) > 0 {
			names = append(names, transportOf(first, secret))
		}
	}
	return names
}

// tags are by what a connection begins, and what an obfuscated header has at its
// byte 56.
var tags = map[uint32]string{
	0xefefefef: "abridged",
	0xeeeeeeee: "intermediate",
	0xdddddddd: "padded",
}

// transportOf names a transport by the first bytes of a connection
// (core.telegram.org/mtproto/mtproto-transports).
func transportOf(first, secret []byte) string {
	if first[0] == 0xef {
		return "abridged"
	}
	if len(first) < headerLen {
		return "unknown"
	}
	if name, ok := tags[binary.LittleEndian.Uint32(first)]; ok {
		return name
	}
	if binary.LittleEndian.Uint32(first[4:]) == 0 { // the first packet's number
		return "full"
	}
	if name, ok := tags[tag(first, first[8:40])]; ok {
		return "obfuscated " + name
	}
	if len(secret) > 16 {
		secret = secret[1:]
	}
	key := sha256.Sum256(slices.Concat(first[8:40], secret))
	if name, ok := tags[tag(first, key[:])]; ok && secret != nil {
		return "mtproxy " + name
	}
	return "unknown"
}

// tag decrypts a header and returns its tag.
func tag(header, key []byte) uint32 {
	block, err := aes.NewCipher(key)
	if err != nil {
		return 0
	}
	plain := make([]byte, headerLen)
	cipher.NewCTR(block, header[40:56]).XORKeyStream(plain, header)
	return binary.LittleEndian.Uint32(plain[56:])
}
