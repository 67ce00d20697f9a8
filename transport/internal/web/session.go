package web

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"io"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// envelope is what a session's bytes are: whose they are, and the data.
type envelope[T any] struct {
	System      string `json:"system"`
	Fingerprint string `json:"fingerprint"`
	Data        T      `json:"data"`
}

// New returns the first session of a login, under a new fingerprint. It is random:
// a token may change while a login lasts, and the fingerprint must not.
func New[T any](system string, data T) flow.Session {
	return seal(system, rand.Text()[:16], data)
}

// Change returns a session with other data and the same fingerprint.
func Change[T any](system string, s flow.Session, data T) flow.Session {
	return seal(system, s.Fingerprint(), data)
}

func seal[T any](system, fingerprint string, data T) flow.Session {
	bytes, err := json.Marshal(envelope[T]{system, fingerprint, data})
	if err != nil {
		return flow.Session{} // of a struct of strings, times and numbers there is none
	}
	return flow.NewSession(fingerprint, bytes)
}

// Open reads what New and Change made for a system. No session gives no data; what
// else is not of their making is errors.BadRecord.
func Open[T any](system string, s flow.Session) (data T, err error) {
	bytesOf := s.Bytes()
	if s.Fingerprint() == "" && len(bytesOf) == 0 {
		return data, nil
	}
	var e envelope[T]
	d := json.NewDecoder(bytes.NewReader(bytesOf))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return data, errors.Local(errors.BadRecord)
	}
	if _, err := d.Token(); err != io.EOF || e.System != system || e.Fingerprint == "" || e.Fingerprint != s.Fingerprint() {
		return data, errors.Local(errors.BadRecord)
	}
	return e.Data, nil
}
