package mtproto

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gotd/td/crypto"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// session is what the transport keeps between calls.
type session struct {
	dc     int
	key    crypto.AuthKey // zero: none
	salt   int64
	offset time.Duration // what the server's clock is ahead of ours
	srp    *srp.Params   // of the last account.getPassword; nil: none, or used
}

// stored is the session's stored form.
type stored struct {
	Version int           `json:"v"`
	DC      int           `json:"dc"`
	Key     []byte        `json:"key,omitempty"`
	Salt    int64         `json:"salt,omitempty"`
	Offset  time.Duration `json:"offset,omitempty"`
	SRP     *challenge    `json:"srp,omitempty"`
}

type challenge struct {
	ID    int64  `json:"id"`
	Salt1 []byte `json:"salt1"`
	Salt2 []byte `json:"salt2"`
	G     int    `json:"g"`
	P     []byte `json:"p"`
	B     []byte `json:"b"`
}

const sessionVersion = 1

// fingerprint names the auth key: a phone_code_hash works under this key, in
// this data centre.
func (s *session) fingerprint() string {
	if s.key.Zero() {
		return ""
	}
	return fmt.Sprintf("dc%d-%x", s.dc, s.key.ID)
}

func (s *session) encode() flow.Session {
	if s.dc == 0 {
		return flow.Session{}
	}
	w := stored{Version: sessionVersion, DC: s.dc, Offset: s.offset}
	if !s.key.Zero() {
		w.Key, w.Salt = s.key.Value[:], s.salt
	}
	if p := s.srp; p != nil {
		w.SRP = &challenge{p.ID, p.Salt1, p.Salt2, p.G, p.P, p.B}
	}
	data, err := json.Marshal(w)
	if err != nil {
		return flow.Session{}
	}
	return flow.NewSession(s.fingerprint(), data)
}

// decode reads a session. Bytes that encode did not write are errors.BadRecord.
func (s *session) decode(from flow.Session) error {
	data := from.Bytes()
	if len(data) == 0 && from.Fingerprint() == "" {
		return nil
	}
	var w stored
	if err := json.Unmarshal(data, &w); err != nil || w.Version != sessionVersion || w.DC == 0 {
		return errors.Local(errors.BadRecord)
	}
	read := session{dc: w.DC, salt: w.Salt, offset: w.Offset}
	if len(w.Key) > 0 {
		var key crypto.Key
		if len(w.Key) != len(key) {
			return errors.Local(errors.BadRecord)
		}
		copy(key[:], w.Key)
		read.key = key.WithID()
	}
	if c := w.SRP; c != nil {
		read.srp = &srp.Params{ID: c.ID, Salt1: c.Salt1, Salt2: c.Salt2, G: c.G, P: c.P, B: c.B}
	}
	// Written again it must be the same: fields that are missing, unknown,
	// doubled or spelt otherwise are not ours.
	if again := read.encode(); again.Fingerprint() != from.Fingerprint() || !bytes.Equal(again.Bytes(), data) {
		return errors.Local(errors.BadRecord)
	}
	*s = read
	return nil
}
