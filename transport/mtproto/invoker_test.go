package mtproto_test

import (
	"context"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// invoker answers queries by a function, and counts them.
type invoker struct {
	asked  int
	answer func(in bin.Encoder) (bin.Encoder, error)
}

func (i *invoker) Invoke(ctx context.Context, in bin.Encoder, out bin.Decoder) error {
	i.asked++
	answer, err := i.answer(in)
	if err != nil {
		return err
	}
	var b bin.Buffer
	if err := answer.Encode(&b); err != nil {
		return err
	}
	return out.Decode(&b)
}

// failing is an invoker all of whose queries fail.
func failing(err error) *invoker {
	return &invoker{answer: func(bin.Encoder) (bin.Encoder, error) { return nil, err }}
}

// connected is the session after CallConnect, which asks nothing.
func connected(t *testing.T, tr *mtproto.InvokerTransport) flow.Session {
	t.Helper()
	answer, s, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallConnect}, flow.Session{})
	require.NoError(t, err)
	require.Equal(t, flow.Connected{}, answer)
	require.NotEmpty(t, s.Fingerprint())
	return s
}

func TestInvokerQuery(t *testing.T) {
	i := &invoker{answer: func(in bin.Encoder) (bin.Encoder, error) {
		require.Equal(t, &tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 7, APIHash: "hash"}, in)
		return &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: 5}, PhoneCodeHash: "h"}, nil
	}}
	tr := &mtproto.InvokerTransport{Invoker: i, AppID: 7, AppHash: codes.NewSecret("hash"), Name: "main"}
	s := connected(t, tr)
	require.Equal(t, "client-main", s.Fingerprint())
	require.Zero(t, i.asked, "to connect is the client's business")
	answer, kept, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallSendCode, To: phone(t, ada)}, s)
	require.NoError(t, err)
	require.IsType(t, flow.CodeSent{}, answer)
	require.Equal(t, s.Fingerprint(), kept.Fingerprint())
	require.Equal(t, 1, i.asked)
}

// A refusal is an answer, a move that the client did not make is not sent, and
// of everything else nobody knows.
func TestInvokerErrors(t *testing.T) {
	broken := errors.New("connection reset")
	send := flow.Call{Name: flow.CallSendCode}
	for _, tt := range []struct {
		name string
		err  error
		want flow.Answer // nil: an error
	}{
		{"refused", tgerr.New(420, "FLOOD_WAIT_42"), flow.Refused{Err: errors.FromRPC("auth.sendCode", 420, "FLOOD_WAIT_42")}},
		{"not moved", tgerr.New(303, "PHONE_MIGRATE_4"), flow.NotSent{Err: errors.Local(errors.UnknownDC)}},
		{"broken", broken, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := failing(tt.err)
			tr := &mtproto.InvokerTransport{Invoker: i}
			s := connected(t, tr)
			answer, kept, err := tr.Perform(t.Context(), send, s)
			require.Equal(t, tt.want, answer)
			if tt.want == nil {
				require.ErrorIs(t, err, tt.err)
			} else {
				require.NoError(t, err)
			}
			require.Equal(t, s.Fingerprint(), kept.Fingerprint())
			require.Equal(t, 1, i.asked, "nothing is repeated")
		})
	}
}

// The key of a client that Telegram has given up is forgotten.
func TestInvokerKeyDuplicated(t *testing.T) {
	tr := &mtproto.InvokerTransport{Invoker: failing(tgerr.New(406, "AUTH_KEY_DUPLICATED"))}
	answer, kept, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallSendCode}, connected(t, tr))
	require.NoError(t, err)
	require.ErrorIs(t, refused(t, answer), errors.AuthKeyDuplicated)
	require.Empty(t, kept.Fingerprint())
}

// A password's numbers are asked for in the call that uses them, so the record
// keeps none.
func TestInvokerPassword(t *testing.T) {
	var methods []string
	i := &invoker{answer: func(in bin.Encoder) (bin.Encoder, error) {
		methods = append(methods, in.(interface{ TypeName() string }).TypeName())
		return &tg.AccountPassword{ // no password any more
			NewAlgo: &tg.PasswordKdfAlgoUnknown{}, NewSecureAlgo: &tg.SecurePasswordKdfAlgoUnknown{},
		}, nil
	}}
	tr := &mtproto.InvokerTransport{Invoker: i}
	call := flow.Call{Name: flow.CallCheckPassword, Password: codes.NewSecret("secret")}
	answer, kept, err := tr.Perform(t.Context(), call, connected(t, tr))
	require.NoError(t, err)
	require.ErrorIs(t, refused(t, answer), errors.PasswordEmpty)
	require.Equal(t, []string{"account.getPassword"}, methods)
	require.Empty(t, kept.Bytes())
}

// What is not this client's is not sent.
func TestInvokerNotSent(t *testing.T) {
	i := failing(errors.New("asked"))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	send := flow.Call{Name: flow.CallSendCode}
	mine := connected(t, &mtproto.InvokerTransport{Invoker: i, Name: "mine"})
	for _, tt := range []struct {
		name    string
		ctx     context.Context
		tr      *mtproto.InvokerTransport
		session flow.Session
		want    error // nil: any
	}{
		{"no invoker", t.Context(), &mtproto.InvokerTransport{}, flow.Session{}, nil},
		{"not connected", t.Context(), &mtproto.InvokerTransport{Invoker: i}, flow.Session{}, errors.NotAllowed},
		{"context ended", ended, &mtproto.InvokerTransport{Invoker: i, Name: "mine"}, mine, context.Canceled},
		{"another client's", t.Context(), &mtproto.InvokerTransport{Invoker: i, Name: "theirs"}, mine, errors.KeyMismatch},
		{"a Transport's", t.Context(), &mtproto.InvokerTransport{Invoker: i}, fullSession().Close(), errors.KeyMismatch},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer, kept, err := tt.tr.Perform(tt.ctx, send, tt.session)
			require.NoError(t, err)
			why := notSent(t, answer)
			if tt.want != nil {
				require.ErrorIs(t, why, tt.want)
			}
			require.Equal(t, tt.session.Fingerprint(), kept.Fingerprint())
			require.Equal(t, tt.session.Bytes(), kept.Bytes())
		})
	}
	require.Zero(t, i.asked)
}
