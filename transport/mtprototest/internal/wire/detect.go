package wire

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"fmt"
	"io"
	"slices"
)

// link is a connection whose transport has been recognised.
type link struct {
	framing
	r io.Reader
	w io.Writer
}

func (l link) receive() ([]byte, error)     { return l.framing.read(l.r) }
func (l link) transmit(packet []byte) error { return l.framing.write(l.w, packet) }

// padded reports whether packets arrive with transport padding.
func (l link) padded() bool {
	_, ok := l.framing.(paddedIntermediate)
	return ok
}

// Tags that begin a connection, or stand inside an obfuscated header.
var (
	abridgedTag     = []byte{0xef, 0xef, 0xef, 0xef} // plain: one byte only
	intermediateTag = []byte{0xee, 0xee, 0xee, 0xee}
	paddedTag       = []byte{0xdd, 0xdd, 0xdd, 0xdd}
)

// detect recognises the transport by the first bytes of a connection. It reads
// no more than it needs, because a client may wait after its tag.
//
// A full frame starts with its length and the number 0; an obfuscated header
// never has those four zeros, nor a tag, at its start.
// See https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation.
func detect(rw io.ReadWriter) (link, error) {
	r := bufio.NewReader(rw)
	plain := func(f framing, tag int) (link, error) {
		_, err := r.Discard(tag)
		return link{framing: f, r: r, w: rw}, err
	}
	head, err := r.Peek(1)
	if err != nil {
		return link{}, err
	}
	if head[0] == abridgedTag[0] {
		return plain(abridged{}, 1)
	}
	if head, err = r.Peek(4); err != nil {
		return link{}, err
	}
	switch {
	case bytes.Equal(head, intermediateTag):
		return plain(intermediate{}, 4)
	case bytes.Equal(head, paddedTag):
		return plain(paddedIntermediate{}, 4)
	}
	if head, err = r.Peek(8); err != nil {
		return link{}, err
	}
	if bytes.Equal(head[4:], make([]byte, 4)) {
		return plain(&full{}, 0)
	}
	return deobfuscate(r, rw)
}

// deobfuscate reads the 64-byte header of an obfuscated connection without a
// proxy secret: bytes 8 to 40 are the client's AES-CTR key and 40 to 56 its IV;
// the server's are the same 48 bytes reversed.
func deobfuscate(r io.Reader, w io.Writer) (link, error) {
	var header [64]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return link{}, err
	}
	secret := bytes.Clone(header[8:56])
	in, err := ctr(secret)
	if err != nil {
		return link{}, err
	}
	slices.Reverse(secret)
	out, err := ctr(secret)
	if err != nil {
		return link{}, err
	}
	in.XORKeyStream(header[:], header[:])

	l := link{r: cipher.StreamReader{S: in, R: r}, w: cipher.StreamWriter{S: out, W: w}}
	switch tag := header[56:60]; {
	case bytes.Equal(tag, abridgedTag):
		l.framing = abridged{}
	case bytes.Equal(tag, intermediateTag):
		l.framing = intermediate{}
	case bytes.Equal(tag, paddedTag):
		l.framing = paddedIntermediate{}
	default:
		return link{}, fmt.Errorf("unknown transport %x", tag)
	}
	return l, nil
}

func ctr(keyAndIV []byte) (cipher.Stream, error) {
	block, err := aes.NewCipher(keyAndIV[:32])
	if err != nil {
		return nil, err
	}
	return cipher.NewCTR(block, keyAndIV[32:48]), nil
}
