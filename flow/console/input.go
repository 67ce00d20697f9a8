package console

import (
	"context"
	"io"
	"strings"

	"github.com/stepin-go/stepin/errors"
)

// input reads single bytes and can be told to wait no longer.
//
// No portable way ends a Read of a terminal or a pipe. So it runs in a goroutine
// of its own; if nobody waits for its byte any more, the next who asks gets it.
// There is never more than one, and it never reads what nobody has asked for.
type input struct {
	r       io.Reader
	pending chan read // nil: no Read is under way
}

type read struct {
	b   byte
	err error
}

func (in *input) next(ctx context.Context) (byte, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if in.pending == nil {
		// The goroutine must not block when nobody takes its byte.
		in.pending = make(chan read, 1)
		go func(r io.Reader, done chan<- read) {
			var b [1]byte
			_, err := io.ReadFull(r, b[:])
			done <- read{b[0], err}
		}(in.r, in.pending)
	}
	select {
	case got := <-in.pending:
		in.pending = nil
		return got.b, got.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// maxLine is the longest answer in bytes; term.Terminal has the same limit.
const maxLine = 4096

// errLong is the error for a longer one.
var errLong = errors.New("too long for an answer")

// line reads a line without its end. The last one need not be ended.
func (in *input) line(ctx context.Context) (string, error) {
	var b strings.Builder
	length := 0
	for {
		c, err := in.next(ctx)
		if errors.Is(err, io.EOF) && length > 0 {
			err = nil
			c = '\n'
		}
		switch {
		case err != nil:
			return "", err
		case c != '\n':
			if length++; length <= maxLine {
				b.WriteByte(c)
			}
		case length > maxLine:
			return "", errLong
		default:
			return strings.TrimSuffix(b.String(), "\r"), nil
		}
	}
}
