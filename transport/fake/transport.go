package fake

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strconv"
	"time"

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

// door is one call on its way in and its answer on its way out.
type door struct {
	t       *Transport
	call    flow.Call
	session session
}

func (d *door) Fingerprint() string { return d.session.Key }
func (d *door) DropKey()            { d.session.Key, d.session.SRPID = "", 0 }
func (d *door) Challenged() bool    { return d.session.SRPID != 0 }

func (d *door) Connect(ctx context.Context, dc int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if dc == 0 {
		dc = d.session.DC
	}
	if dc == 0 {
		dc = d.t.DC
	}
	dcs := d.t.Server.DCs
	if dc == 0 && len(dcs) > 0 {
		dc = dcs[0]
	}
	if !slices.Contains(dcs, dc) {
		return errors.Local(errors.UnknownDC)
	}
	d.session = session{DC: dc, Key: rand.Text()}
	return nil
}

// Ask puts one query and turns the answer into flow's words.
func (d *door) Ask(ctx context.Context, rpc string) (flow.Answer, error) {
	answer, err := d.t.Server.Call(ctx, Caller{DC: d.session.DC, Key: d.session.Key}, d.query(rpc))
	if refusal, ok := errors.AsType[*RPCError](err); ok {
		return flow.Refused{Err: errors.FromRPC(rpc, refusal.Code, refusal.Text)}, nil
	}
	switch {
	case errors.Is(err, ErrUnknownKey):
		return flow.Refused{Err: errors.FromRPC(rpc, -404, "")}, nil
	case errors.Is(err, ErrUnknownDC):
		return flow.NotSent{Err: errors.Local(errors.UnknownDC)}, nil
	case errors.Is(err, ErrLost):
		return nil, ErrLost // a LostError would carry the answer along
	case errors.Is(err, ErrDisconnect):
		return nil, ErrDisconnect
	case err != nil:
		return nil, err
	}
	switch a := answer.(type) {
	case SentCode:
		return flow.CodeSent{Sent: sent(a), ResendAfter: a.Timeout.Truncate(time.Second)}, nil
	case SentCodeSuccess:
		return authorized(a.Authorization.User), nil
	case Authorization:
		return authorized(a.User), nil
	case User:
		return authorized(a), nil
	case SignUpRequired:
		return flow.RegistrationWanted{Terms: flow.Terms{ID: a.TermsID, Text: a.Terms, MinAge: a.MinAge}}, nil
	case Password:
		if !a.HasPassword {
			return flow.Refused{Err: errors.FromRPC(rpc, 400, string(errors.PasswordEmpty))}, nil
		}
		d.session.SRPID = a.SRPID
		return flow.PasswordWanted{Password: flow.PasswordInfo{Hint: a.Hint}}, nil
	default:
		return flow.Done{}, nil
	}
}

// query makes the query of an RPC from the call.
func (d *door) query(rpc string) Query {
	number, hash := d.call.Sent.To.Reveal(), d.call.Sent.Hash.Reveal()
	switch rpc {
	case telegram.SendCode:
		return SendCode{PhoneNumber: d.call.To.Reveal(), AppID: d.t.AppID, AppHash: d.t.AppHash.Reveal()}
	case telegram.ResendCode:
		return ResendCode{PhoneNumber: number, PhoneCodeHash: hash}
	case telegram.CancelCode:
		return CancelCode{PhoneNumber: number, PhoneCodeHash: hash}
	case telegram.SignIn:
		return SignIn{PhoneNumber: number, PhoneCodeHash: hash, PhoneCode: d.call.Code.Reveal()}
	case telegram.SignUp:
		return SignUp{
			PhoneNumber: number, PhoneCodeHash: hash,
			FirstName: d.call.FirstName, LastName: d.call.LastName, NoJoinedNotifications: d.call.Quiet,
		}
	case telegram.GetPassword:
		return GetPassword{}
	case telegram.CheckPassword:
		q := CheckPassword{SRPID: d.session.SRPID, Password: d.call.Password.Reveal()}
		d.session.SRPID = 0
		return q
	case telegram.GetSelf:
		return GetSelf{}
	case telegram.LogOut:
		return LogOut{}
	default:
		return Other{Name: rpc}
	}
}

func sent(a SentCode) codes.Sent {
	return codes.Sent{
		Hash: codes.NewSecret(a.Hash), Delivery: a.Delivery, Length: a.Length,
		Pattern: a.Pattern, Prefix: a.Prefix, URL: codes.NewSecret(a.URL), Beginning: a.Beginning, Next: a.Next,
	}
}

func authorized(u User) flow.Authorized {
	return flow.Authorized{Account: flow.Account{
		ID: strconv.FormatInt(u.ID, 10), FirstName: u.FirstName, LastName: u.LastName,
	}}
}
