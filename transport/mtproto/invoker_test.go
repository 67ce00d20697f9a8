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

// The other calls ask what they ask on the wire.
func TestInvokerCalls(t *testing.T) {
	address, err := codes.Email("ada@example.com")
	require.NoError(t, err)
	secret := codes.NewSecret("secret")
	sent := codes.Sent{Hash: codes.NewSecret("hash"), To: phone(t, ada)}
	setUp := &tg.EmailVerifyPurposeLoginSetup{PhoneNumber: ada, PhoneCodeHash: "hash"}
	in := &tg.AuthAuthorization{User: &tg.UserEmpty{ID: 7}}
	who := flow.Authorized{Account: flow.Account{ID: "7"}}
	coded := &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: 5}}
	code := flow.CodeSent{Sent: codes.Sent{Delivery: codes.App, Length: 5}}
	signIn := func(proof tg.EmailVerificationClass) *tg.AuthSignInRequest {
		q := &tg.AuthSignInRequest{PhoneNumber: ada, PhoneCodeHash: "hash"}
		q.SetEmailVerification(proof)
		return q
	}
	for _, tt := range []struct {
		call   flow.Call
		query  bin.Encoder
		answer bin.Encoder
		want   flow.Answer
	}{
		{flow.Call{Name: flow.CallSendEmailCode, Sent: sent, Email: address},
			&tg.AccountSendVerifyEmailCodeRequest{Purpose: setUp, Email: "ada@example.com"},
			&tg.AccountSentEmailCode{EmailPattern: "a*", Length: 6},
			flow.EmailCodeSent{Sent: codes.Sent{Delivery: codes.Mail, Pattern: "a*", Length: 6}}},
		{flow.Call{Name: flow.CallVerifyEmail, Sent: sent, Code: secret},
			&tg.AccountVerifyEmailRequest{Purpose: setUp, Verification: &tg.EmailVerificationCode{Code: "secret"}},
			&tg.AccountEmailVerifiedLogin{SentCode: coded}, code},
		{flow.Call{Name: flow.CallVerifyEmail, Sent: sent, Token: secret, TokenKind: flow.AppleTokenKind},
			&tg.AccountVerifyEmailRequest{Purpose: setUp, Verification: &tg.EmailVerificationApple{Token: "secret"}},
			&tg.AccountEmailVerifiedLogin{SentCode: &tg.AuthSentCodeSuccess{Authorization: in}}, who},
		{flow.Call{Name: flow.CallSignInEmail, Sent: sent, Code: secret},
			signIn(&tg.EmailVerificationCode{Code: "secret"}), in, who},
		{flow.Call{Name: flow.CallSignInEmail, Sent: sent, Token: secret, TokenKind: flow.GoogleTokenKind},
			signIn(&tg.EmailVerificationGoogle{Token: "secret"}), in, who},
		{flow.Call{Name: flow.CallResetLoginEmail, Sent: sent},
			&tg.AuthResetLoginEmailRequest{PhoneNumber: ada, PhoneCodeHash: "hash"}, coded, code},
		{flow.Call{Name: flow.CallRequestRecovery},
			&tg.AuthRequestPasswordRecoveryRequest{}, &tg.AuthPasswordRecovery{EmailPattern: "a*"}, flow.RecoverySent{Pattern: "a*"}},
		{flow.Call{Name: flow.CallCheckRecoveryCode, Code: secret},
			&tg.AuthCheckRecoveryPasswordRequest{Code: "secret"}, &tg.BoolTrue{}, flow.Done{}},
		{flow.Call{Name: flow.CallRecoverPassword, Code: secret}, &tg.AuthRecoverPasswordRequest{Code: "secret"}, in, who},
		{flow.Call{Name: flow.CallResetPassword}, &tg.AccountResetPasswordRequest{}, &tg.AccountResetPasswordOk{}, flow.Done{}},
		{flow.Call{Name: flow.CallDeclinePasswordReset},
			&tg.AccountDeclinePasswordResetRequest{}, &tg.BoolTrue{}, flow.Done{}},
		{flow.Call{Name: flow.CallDeleteAccount, Reason: codes.NewSecret("a new life")},
			&tg.AccountDeleteAccountRequest{Reason: "a new life"}, &tg.BoolTrue{}, flow.Done{}},
	} {
		t.Run(tt.call.Name.String()+tt.call.TokenKind, func(t *testing.T) {
			var asked bin.Encoder
			i := &invoker{answer: func(in bin.Encoder) (bin.Encoder, error) {
				asked = in
				return tt.answer, nil
			}}
			require.Equal(t, tt.want, over(t, i, tt.call))
			require.Equal(t, 1, i.asked)
			require.Equal(t, tt.query, asked)

			// A refusal is an answer, and of what else goes wrong nobody knows.
			refusing := failing(tgerr.New(420, "FLOOD_WAIT_42"))
			require.ErrorIs(t, refused(t, over(t, refusing, tt.call)), errors.FloodWait)
			require.Equal(t, 1, refusing.asked)
			broken := failing(errors.New("connection reset"))
			tr := &mtproto.InvokerTransport{Invoker: broken}
			tt.call.Sent.Key = "client"
			answer, _, err := tr.Perform(t.Context(), tt.call, connected(t, tr))
			require.Error(t, err)
			require.Nil(t, answer)
			require.Equal(t, 1, broken.asked, "nothing is repeated")
		})
	}
}

// The numbers of an account's password are asked for in the call that deletes it, and
// those of a new one in the call that sets it.
func TestInvokerPasswordsOfOtherCalls(t *testing.T) {
	for call, tt := range map[flow.CallName]struct {
		answer bin.Encoder
		want   flow.Answer
	}{
		flow.CallDeleteAccount: {&tg.BoolTrue{}, flow.Done{}},
		flow.CallRecoverPassword: {
			&tg.AuthAuthorization{User: &tg.UserEmpty{ID: 7}}, flow.Authorized{Account: flow.Account{ID: "7"}},
		},
	} {
		i := told(t, goodPassword(t), tt.answer)
		answer := over(t, i, flow.Call{Name: call, Code: codes.NewSecret("864209"), Password: codes.NewSecret("correct horse")})
		require.Equal(t, tt.want, answer, call)
		require.Equal(t, 2, i.asked, call)
	}
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
