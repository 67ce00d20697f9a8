package mtproto

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto"
)

// errNested is a message that no server sends: a container in a container
// (core.telegram.org/mtproto/service_messages#containers forbids it), or either
// of them packed. gotd opens whatever is inside whatever, copying it each time: a
// small frame could take all memory.
var errNested = errors.New("mtproto: a container within a container")

// checkNesting refuses a message that would not be opened in one or two steps.
func checkNesting(data []byte) error {
	switch idOf(data) {
	case proto.GZIPTypeID:
		return checkPacked(data)
	case proto.MessageContainerTypeID:
	default:
		return nil
	}
	var c proto.MessageContainer
	if err := c.Decode(&bin.Buffer{Buf: data}); err != nil {
		return err
	}
	for _, m := range c.Messages {
		switch idOf(m.Body) {
		case proto.MessageContainerTypeID:
			return errNested
		case proto.GZIPTypeID:
			if err := checkPacked(m.Body); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPacked refuses a gzip_packed that holds a container or another
// gzip_packed; no more than its beginning is unpacked.
func checkPacked(data []byte) error {
	b := &bin.Buffer{Buf: data[4:]}
	packed, err := b.Bytes()
	if err != nil {
		return err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	var id [4]byte
	if _, err := io.ReadFull(r, id[:]); err != nil {
		return err
	}
	switch idOf(id[:]) {
	case proto.MessageContainerTypeID, proto.GZIPTypeID:
		return errNested
	default:
		return nil
	}
}

// idOf returns the constructor's id that data begin with; 0 if they are too
// short for one.
func idOf(data []byte) uint32 {
	if len(data) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(data)
}
