package wire

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

// link is a connection whose transport has been recognised.
type link struct {
	framing
	r io.Reader
	w io.Writer

	proxied bool  // the client used the proxy's secret
	dc      int16 // the data centre that it then named
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

var (
	errNoSense   = errors.New("an obfuscated header that makes no sense")
	errNotPadded = errors.New("the proxy's secret is for padded connections only")
)

// headerSize is the length of the header of an obfuscated connection.
const headerSize = 64

// detect recognises the transport by the first bytes of a connection. It reads
// no more than it needs, because a client may wait after its tag. proxy may be
// nil.
//
// A full frame starts with its length and the number 0; an obfuscated header
// never has those four zeros, nor a tag, at its start.
// See https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation.
func detect(r *bufio.Reader, w io.Writer, proxy *Proxy) (link, error) {
	plain := func(f framing, tag int) (link, error) {
		_, err := r.Discard(tag)
		return link{framing: f, r: r, w: w}, err
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
	var header [headerSize]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return link{}, err
	}
	return deobfuscate(header, r, w, proxy)
}

// deobfuscate understands the header of an obfuscated connection: as that of a
// client without a proxy's secret, or else of one with it. Under a wrong secret
// a header is noise, so it can be both in three of 2^32 cases only.
func deobfuscate(header [headerSize]byte, r io.Reader, w io.Writer, proxy *Proxy) (link, error) {
	l, err := decipher(header, nil, r, w)
	if err == nil || proxy == nil {
		return l, err
	}
	if l, err = decipher(header, proxy.Secret, r, w); err != nil {
		return link{}, err
	}
	if proxy.PaddedOnly && !l.padded() {
		return link{}, errNotPadded
	}
	l.proxied = true
	return l, nil
}

// decipher reads a header: bytes 8 to 40 are the client's AES-CTR key and 40 to
// 56 its IV; the server's are the same 48 bytes reversed. Deciphered, the bytes
// from 56 on are a transport's tag, and from 60 on the number of a data centre.
func decipher(header [headerSize]byte, secret []byte, r io.Reader, w io.Writer) (link, error) {
	keyAndIV := bytes.Clone(header[8:56])
	in, err := ctr(keyAndIV, secret)
	if err != nil {
		return link{}, err
	}
	slices.Reverse(keyAndIV)
	out, err := ctr(keyAndIV, secret)
	if err != nil {
		return link{}, err
	}
	in.XORKeyStream(header[:], header[:])

	l := link{
		r: cipher.StreamReader{S: in, R: r}, w: cipher.StreamWriter{S: out, W: w},
		dc: int16(binary.LittleEndian.Uint16(header[60:])), // signed
	}
	switch tag := header[56:60]; {
	case bytes.Equal(tag, abridgedTag):
		l.framing = abridged{}
	case bytes.Equal(tag, intermediateTag):
		l.framing = intermediate{}
	case bytes.Equal(tag, paddedTag):
		l.framing = paddedIntermediate{}
	default:
		return link{}, errNoSense
	}
	return l, nil
}

// ctr makes a cipher of a key and its IV, the key mixed with a proxy's secret if
// there is one.
func ctr(keyAndIV, secret []byte) (cipher.Stream, error) {
	key, iv := keyAndIV[:32], keyAndIV[32:]
	if secret != nil {
		mixed := sha256.Sum256(slices.Concat(key, secret))
		key = mixed[:]
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewCTR(block, iv), nil
}
