package wire

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
)

// Compression is how results are packed. Refusals never are: they are short,
// and clients look for rpc_error before they inflate anything.
type Compression int

// The framings that clients meet. Telegram's servers send gzip.
const (
	Plain Compression = iota
	Gzip
	Zlib
)

// pack returns a result as it goes into rpc_result.
func (c Compression) pack(result []byte) ([]byte, error) {
	var packed bytes.Buffer
	var w io.WriteCloser
	switch c {
	case Gzip:
		w = gzip.NewWriter(&packed)
	case Zlib:
		w = zlib.NewWriter(&packed)
	default:
		return result, nil
	}
	if _, err := w.Write(result); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	var b bin.Buffer
	err := b.Encode(&mt.GzipPacked{PackedData: packed.Bytes()})
	return b.Buf, err
}
