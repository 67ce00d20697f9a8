package wire

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto"
)

// room is how many bytes the gzip_packed objects of a packet may still hold, all
// together: a packet never grows beyond what a client could have sent as it is.
type room struct{ left int }

func newRoom() *room { return &room{maxFrame} }

// inflate returns what a gzip_packed object holds. The documentation says gzip
// (1f 8b); TDLib and mtcute send zlib (78), which Telegram takes as well.
func (r *room) inflate(b *bin.Buffer) ([]byte, error) {
	if err := b.ConsumeID(proto.GZIPTypeID); err != nil {
		return nil, err
	}
	packed, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("gzip_packed: %w", err)
	}
	var stream io.ReadCloser
	if len(packed) > 0 && packed[0] == 0x78 {
		stream, err = zlib.NewReader(bytes.NewReader(packed))
	} else {
		stream, err = gzip.NewReader(bytes.NewReader(packed))
	}
	if err != nil {
		return nil, fmt.Errorf("gzip_packed: %w", err)
	}
	defer func() { _ = stream.Close() }() // frees; checksums are read with the last byte
	out, err := io.ReadAll(io.LimitReader(stream, int64(r.left)+1))
	if err != nil {
		return nil, fmt.Errorf("gzip_packed: %w", err)
	}
	if len(out) > r.left {
		return nil, fmt.Errorf("gzip_packed: the packet holds more than %d bytes", maxFrame)
	}
	r.left -= len(out)
	return out, nil
}
