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

// inflate returns what a gzip_packed object holds. The documentation says gzip
// (1f 8b); TDLib and mtcute send zlib (78), which Telegram takes as well. More
// than maxFrame bytes are refused.
func inflate(b *bin.Buffer) ([]byte, error) {
	if err := b.ConsumeID(proto.GZIPTypeID); err != nil {
		return nil, err
	}
	packed, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("gzip_packed: %w", err)
	}
	var r io.ReadCloser
	if len(packed) > 0 && packed[0] == 0x78 {
		r, err = zlib.NewReader(bytes.NewReader(packed))
	} else {
		r, err = gzip.NewReader(bytes.NewReader(packed))
	}
	if err != nil {
		return nil, fmt.Errorf("gzip_packed: %w", err)
	}
	defer func() { _ = r.Close() }() // frees; checksums are read with the last byte
	out, err := io.ReadAll(io.LimitReader(r, maxFrame+1))
	if err != nil {
		return nil, fmt.Errorf("gzip_packed: %w", err)
	}
	if len(out) > maxFrame {
		return nil, fmt.Errorf("gzip_packed holds more than %d bytes", maxFrame)
	}
	return out, nil
}
