package fake

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
)

// A Transport is the door in memory: a [flow.Transport] that puts a login's
// calls to a Server, with no network and no encryption in between. It makes
// the very calls that package mtproto makes, in the same order, so that what a
// test learns here holds on the wire.
type Transport struct {
	// Server answers. It must be set.
	Server *Server
	// DC is the data centre to begin with; 0 is the server's first.
	DC int
	// AppID and AppHash are the application's
	// (core.telegram.org/api/obtaining_api_id).
	AppID   int
	AppHash codes.Secret
}

// Perform implements [flow.Transport].
func (t *Transport) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	d := door{t: t, call: call}
	if err := d.session.decode(s); err != nil {
		return flow.NotSent{Err: err}, s, nil
	}
	answer, err := telegram.Perform(ctx, call, &d)
	return answer, d.session.flow(), err
}

// session is what the door keeps between calls.
type session struct {
	DC    int    `json:"dc"`
	Key   string `json:"key,omitempty"`
	SRPID int64  `json:"srp_id,omitempty"`
}

func (s session) flow() flow.Session {
	if s == (session{}) {
		return flow.Session{}
	}
	data, err := json.Marshal(s)
	if err != nil {
		return flow.Session{}
	}
	return flow.NewSession(s.Key, data)
}

// decode reads a session. One that flow did not make is errors.BadRecord: taken
// for an empty one, it would say that nobody is signed in.
func (s *session) decode(from flow.Session) error {
	data := from.Bytes()
	if len(data) == 0 && from.Fingerprint() == "" {
		return nil
	}
	var read session
	if json.Unmarshal(data, &read) != nil {
		return errors.Local(errors.BadRecord)
	}
	if again := read.flow(); again.Fingerprint() != from.Fingerprint() || !bytes.Equal(again.Bytes(), data) {
		return errors.Local(errors.BadRecord)
	}
	*s = read
	return nil
}
