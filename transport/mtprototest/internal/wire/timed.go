package wire

import (
	"bufio"
	"errors"
	"net"
	"time"
)

// timed is a connection whose client may be silent for ever, but has only so
// long for a packet once it has begun it, and for taking one.
//
// The limit is on the whole packet and not on each byte of it: a byte a second
// would hold a connection, and what waits on it, for ever.
type timed struct {
	conn  net.Conn
	r     *bufio.Reader // of conn
	limit time.Duration

	// cutAt, if not 0, is how much of the next frame to send before the connection
	// is closed.
	cutAt int
}

var errCutOnPurpose = errors.New("cut on purpose")

// newTimed has as small a buffer as detection can do with, which is the
// obfuscated header: what it cannot hold is read past it, and an idle
// connection keeps it.
func newTimed(conn net.Conn, limit time.Duration) *timed {
	return &timed{conn: conn, r: bufio.NewReaderSize(conn, headerSize), limit: limit}
}

// begin waits for the next packet, and lets its time run from the first byte.
func (t *timed) begin() error {
	if err := t.conn.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	if _, err := t.r.Peek(1); err != nil {
		return err
	}
	return t.conn.SetReadDeadline(time.Now().Add(t.limit))
}

// Write sends a frame. If that fails it closes the connection: part of the
// frame may be out, and nothing can follow it.
func (t *timed) Write(frame []byte) (n int, err error) {
	if t.cutAt > 0 {
		frame = frame[:min(t.cutAt, len(frame))]
	}
	if err = t.conn.SetWriteDeadline(time.Now().Add(t.limit)); err == nil {
		n, err = t.conn.Write(frame)
	}
	if err == nil && t.cutAt > 0 {
		err = errCutOnPurpose
	}
	if err != nil {
		_ = t.conn.Close()
	}
	return n, err
}
