package wire

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// maxFrame bounds what a client may send in one piece, in bytes.
const maxFrame = 1 << 20

// quickAck is the highest bit of a length: the client wants a quick ack. It
// may be left unanswered, so it is only taken off the length.
// See https://core.telegram.org/mtproto/mtproto-transports#quick-ack.
const quickAck = 1 << 31

// framing cuts a byte stream into MTProto packets.
// See https://core.telegram.org/mtproto/mtproto-transports.
//
// These are ours and not those of gotd's proto/codec because a server must not
// allocate what a length prefix merely promises, and because that full codec
// panics on a length below 12.
type framing interface {
	// read returns the next packet, of 1 to maxFrame bytes.
	read(r io.Reader) ([]byte, error)
	// write sends a packet with one call of w.Write.
	write(w io.Writer, packet []byte) error
}

// readN reads exactly n bytes. Its memory grows with what really comes.
func readN(r io.Reader, n int) ([]byte, error) {
	if n <= 0 || n > maxFrame {
		return nil, fmt.Errorf("frame length %d is not in 1..%d", n, maxFrame)
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("frame of %d bytes: %w", n, err)
	}
	return b.Bytes(), nil
}

type abridged struct{}

func (abridged) read(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:1]); err != nil {
		return nil, err
	}
	words := uint32(head[0] &^ 0x80) // the quick ack bit of this transport
	if words == 0x7f {
		if _, err := io.ReadFull(r, head[:3]); err != nil {
			return nil, err
		}
		words = binary.LittleEndian.Uint32(head[:]) // head[3] is still 0
	}
	return readN(r, int(words)*4)
}

func (abridged) write(w io.Writer, packet []byte) error {
	var frame []byte
	if words := len(packet) / 4; words < 0x7f {
		frame = append(frame, byte(words))
	} else {
		frame = binary.LittleEndian.AppendUint32(frame, uint32(words)<<8|0x7f)
	}
	_, err := w.Write(append(frame, packet...))
	return err
}

type intermediate struct{}

func (intermediate) read(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	return readN(r, int(binary.LittleEndian.Uint32(head[:])&^quickAck))
}

func (intermediate) write(w io.Writer, packet []byte) error {
	frame := binary.LittleEndian.AppendUint32(nil, uint32(len(packet)))
	_, err := w.Write(append(frame, packet...))
	return err
}

// paddedIntermediate has 0 to 15 random bytes after each packet. Nothing in
// the frame says how many: the packet itself has to (see trimPadding).
type paddedIntermediate struct{ intermediate }

// write pads with 3 bytes at most: some clients, gotd's among them, only take
// the padding off that breaks a packet's alignment to 4 bytes.
func (p paddedIntermediate) write(w io.Writer, packet []byte) error {
	var padding [4]byte
	_, _ = rand.Read(padding[:]) // crypto/rand.Read never fails
	n := padding[3] % 4
	return p.intermediate.write(w, append(bytes.Clone(packet), padding[:n]...))
}

// trimPadding takes transport padding off an encrypted packet, which is 24
// bytes of auth_key_id and msg_key and then whole blocks of 16 bytes.
func trimPadding(packet []byte) []byte {
	const head = 8 + 16
	if len(packet) < head {
		return packet
	}
	return packet[:len(packet)-(len(packet)-head)%16]
}

// full numbers its frames and protects them with a CRC32.
type full struct{ received, sent uint32 }

const fullOverhead = 4 + 4 + 4 // length, number, crc

func (f *full) read(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(head[:])
	if length <= fullOverhead || length > maxFrame {
		return nil, fmt.Errorf("frame length %d is not in %d..%d", length, fullOverhead+1, maxFrame)
	}
	rest, err := readN(r, int(length)-4)
	if err != nil {
		return nil, err
	}
	body, sum := rest[:len(rest)-4], rest[len(rest)-4:]
	crc := crc32.Update(crc32.ChecksumIEEE(head[:]), crc32.IEEETable, body)
	if crc != binary.LittleEndian.Uint32(sum) {
		return nil, errors.New("frame with a wrong CRC32")
	}
	if n := binary.LittleEndian.Uint32(body); n != f.received {
		return nil, fmt.Errorf("frame number %d instead of %d", n, f.received)
	}
	f.received++
	return body[4:], nil
}

func (f *full) write(w io.Writer, packet []byte) error {
	frame := binary.LittleEndian.AppendUint32(nil, uint32(len(packet)+fullOverhead))
	frame = binary.LittleEndian.AppendUint32(frame, f.sent)
	frame = append(frame, packet...)
	frame = binary.LittleEndian.AppendUint32(frame, crc32.ChecksumIEEE(frame))
	f.sent++
	_, err := w.Write(frame)
	return err
}
