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
	// taken is what was read of the line that is being read, and again what is to
	// be read once more before anything else.
	taken, again []byte
}

type read struct {
	b   byte
	err error
}

func (in *input) next(ctx context.Context) (byte, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if len(in.again) > 0 {
		c := in.again[0]
		in.again = in.again[1:]
		in.take(c)
		return c, nil
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
		if got.err == nil {
			in.take(got.b)
		}
		return got.b, got.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// take notes a byte of the line. Of one that is too long it notes no more than makes
// it so.
func (in *input) take(c byte) {
	if len(in.taken) <= maxLine {
		in.taken = append(in.taken, c)
	}
}

// restore has the line that was not read to its end read from its beginning again.
func (in *input) restore() {
	in.again = append(in.taken, in.again...)
	in.taken = nil
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
