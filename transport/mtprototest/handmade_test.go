package mtprototest_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"math"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// What a server may say that the model never does, and how package mtproto
// takes it.

var handMadeKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// A handMade server answers each method with a fixed reply.
type handMade struct {
	t       *testing.T
	wire    *wire.Server
	tr      *mtproto.Transport
	session flow.Session

	mu   sync.Mutex
	last wire.Request
}

func newHandMade(t *testing.T, replies map[uint32]wire.Reply) *handMade {
	t.Helper()
	key, err := handMadeKey()
	require.NoError(t, err)
	h := &handMade{t: t}
	h.wire = &wire.Server{Key: key, Handler: func(_ context.Context, r wire.Request) wire.Reply {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.last = r
		return replies[r.Method]
	}}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- h.wire.Serve(ctx, ln) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-ended)
	})
	h.tr = &mtproto.Transport{
		AppID: 1, AppHash: codes.NewSecret("any"), PublicKeys: []*rsa.PublicKey{&key.PublicKey},
		DCs: []mtproto.DataCentre{{ID: 2, Addrs: []string{ln.Addr().String()}}},
	}
	answer, err := h.perform(flow.Call{Name: flow.CallConnect})
	require.NoError(t, err)
	require.Equal(t, flow.Connected{}, answer)
	return h
}

func (h *handMade) perform(call flow.Call) (flow.Answer, error) {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), time.Minute)
	defer cancel()
	if call.Name == flow.CallSendCode {
		who, err := codes.ParsePhone("+15550100")
		require.NoError(h.t, err)
		call.To = who
	}
	answer, session, err := h.tr.Perform(ctx, call, h.session)
	h.session = session
	return answer, err
}

// What this version has no phase for is named, so that a person can be told.
func TestUnsupported(t *testing.T) {
	h := newHandMade(t, map[uint32]wire.Reply{
		tg.AccountVerifyEmailRequestTypeID: {Result: &tg.AccountEmailVerified{Email: mailbox}}, // an address changed
	})
	answer, err := h.perform(flow.Call{Name: flow.CallVerifyEmail, Sent: codes.Sent{Key: h.session.Fingerprint()}})
	require.NoError(t, err)
	require.Equal(t, flow.Unsupported{Wanted: "account.emailVerified"}, answer)
}

// A constructor of a later layer cannot even be read. The call has been
// executed, so that is no refusal.
func TestUnknownConstructor(t *testing.T) {
	for name, result := range map[string]raw{
		"unknown": {1, 2, 3, 4, 5, 6, 7, 8},
		"short":   {0x02, 0x25, 0x00, 0x5e}, // auth.sentCode and no more
		"another": {0xb5, 0x75, 0x72, 0x99}, // boolTrue
	} {
		t.Run(name, func(t *testing.T) {
			h := newHandMade(t, map[uint32]wire.Reply{tg.AuthSendCodeRequestTypeID: {Result: result}})
			answer, err := h.perform(flow.Call{Name: flow.CallSendCode})
			require.Nil(t, answer)
			require.ErrorContains(t, err, "auth.sendCode")
			require.NotErrorIs(t, err, context.Canceled, "the cause is told")
			require.NotEmpty(t, h.session.Fingerprint())
		})
	}
}

// Numbers that no code and no wait can have harm nobody.
func TestOddNumbers(t *testing.T) {
	for _, tt := range []struct {
		name            string
		length, timeout int
		want            int
		after           time.Duration
	}{
		{"negative", -5, -60, 0, 0},
		{"huge", math.MaxInt32, math.MaxInt32, 0, math.MaxInt32 * time.Second},
		{"least", math.MinInt32, math.MinInt32, 0, 0},
		{"nothing", 0, 0, 0, 0},
		{"usual", 5, 120, 5, 2 * time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sent := &tg.AuthSentCode{Type: &tg.AuthSentCodeTypeApp{Length: tt.length}, PhoneCodeHash: "hash"}
			sent.SetTimeout(tt.timeout)
			h := newHandMade(t, map[uint32]wire.Reply{tg.AuthSendCodeRequestTypeID: {Result: sent}})
			answer, err := h.perform(flow.Call{Name: flow.CallSendCode})
			require.NoError(t, err)
			require.IsType(t, flow.CodeSent{}, answer)
			require.Equal(t, tt.want, answer.(flow.CodeSent).Sent.Length)
			require.Equal(t, tt.after, answer.(flow.CodeSent).ResendAfter)
		})
	}
}

// accountPassword is an account.password with these numbers.
func accountPassword(p srp.Params) *tg.AccountPassword {
	out := &tg.AccountPassword{
		NewAlgo: &tg.PasswordKdfAlgoUnknown{}, NewSecureAlgo: &tg.SecurePasswordKdfAlgoUnknown{},
	}
	out.SetHasPassword(true)
	out.SetCurrentAlgo(&tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow{
		Salt1: p.Salt1, Salt2: p.Salt2, G: p.G, P: p.P,
	})
	out.SetSRPB(p.B)
	out.SetSRPID(p.ID)
	return out
}

// A server that makes up numbers to get at the password gets no proof.
func TestBadProofNumbers(t *testing.T) {
	g, p := wire.Group()
	// A multiple of 12 more changes nothing for g.
	composite := new(big.Int).Add(new(big.Int).SetBytes(p), big.NewInt(12)).Bytes()
	good := srp.Params{Salt1: make([]byte, 40), Salt2: make([]byte, 16), G: g, P: p}
	for check, spoil := range map[string]func(p *srp.Params){
		srp.CheckBRange:     func(p *srp.Params) { p.B = []byte{0} },
		srp.CheckPSafePrime: func(p *srp.Params) { p.P = composite; p.B = composite[:255] },
		srp.CheckG:          func(p *srp.Params) { p.G = 2 },
		srp.CheckPSize:      func(p *srp.Params) { p.P = p.P[:128] },
	} {
		t.Run(check, func(t *testing.T) {
			params := good
			spoil(&params)
			h := newHandMade(t, map[uint32]wire.Reply{
				tg.AuthSignInRequestTypeID:         {Err: &mt.RPCError{ErrorCode: 401, ErrorMessage: "SESSION_PASSWORD_NEEDED"}},
				tg.AccountGetPasswordRequestTypeID: {Result: accountPassword(params)},
			})
			answer, err := h.perform(flow.Call{Name: flow.CallSignIn})
			require.NoError(t, err)
			require.IsType(t, flow.PasswordWanted{}, answer)
			for range 2 { // with the numbers at hand, and with new ones
				answer, err = h.perform(flow.Call{Name: flow.CallCheckPassword, Password: codes.NewSecret("correct horse")})
				require.NoError(t, err)
				require.IsType(t, flow.NotSent{}, answer)
				why := answer.(flow.NotSent).Err
				require.ErrorIs(t, why, errors.InsecureServer)
				require.ErrorContains(t, why, check)
			}
			require.Zero(t, h.wire.Counts().Methods["auth.checkPassword"])
		})
	}
}

func TestUnknownPasswordAlgorithm(t *testing.T) {
	password := accountPassword(srp.Params{})
	password.SetCurrentAlgo(&tg.PasswordKdfAlgoUnknown{})
	h := newHandMade(t, map[uint32]wire.Reply{
		tg.AuthSignInRequestTypeID:         {Err: &mt.RPCError{ErrorCode: 401, ErrorMessage: "SESSION_PASSWORD_NEEDED"}},
		tg.AccountGetPasswordRequestTypeID: {Result: password},
	})
	answer, err := h.perform(flow.Call{Name: flow.CallSignIn})
	require.NoError(t, err)
	require.Equal(t, flow.PasswordWanted{}, answer, "the code was right all the same")
	answer, err = h.perform(flow.Call{Name: flow.CallCheckPassword, Password: codes.NewSecret("correct horse")})
	require.NoError(t, err)
	require.Equal(t, flow.Unsupported{Wanted: "passwordKdfAlgoUnknown"}, answer)
}

func TestWhoAmIAnswers(t *testing.T) {
	refusal := func(code int, text string) wire.Reply {
		return wire.Reply{Err: &mt.RPCError{ErrorCode: code, ErrorMessage: text}}
	}
	users := func(all ...tg.UserClass) wire.Reply {
		return wire.Reply{Result: &tg.UserClassVector{Elems: all}}
	}
	g, p := wire.Group()
	half := wire.Reply{Result: accountPassword(srp.Params{G: g, P: p, B: []byte{1}})}
	nobody := refusal(401, "AUTH_KEY_UNREGISTERED")
	self := &tg.User{ID: 7}
	self.SetUsername("ada")
	for _, tt := range []struct {
		name                  string
		getUsers, getPassword wire.Reply
		want                  flow.Answer
	}{
		{"signed in", users(self), nobody, flow.Authorized{Account: flow.Account{ID: "7", Username: "ada"}}},
		{"no user", users(), half, flow.Nobody{}},
		{"nobody", nobody, nobody, flow.Nobody{}},
		{"half", nobody, half, flow.PasswordWanted{}},
		{"half, said so", refusal(401, "SESSION_PASSWORD_NEEDED"), half, flow.PasswordWanted{}},
		{"said half, and is not", refusal(401, "SESSION_PASSWORD_NEEDED"), nobody, flow.Nobody{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHandMade(t, map[uint32]wire.Reply{
				tg.UsersGetUsersRequestTypeID: tt.getUsers, tg.AccountGetPasswordRequestTypeID: tt.getPassword,
			})
			answer, err := h.perform(flow.Call{Name: flow.CallWhoAmI})
			require.NoError(t, err)
			require.Equal(t, tt.want, answer)
		})
	}
}

// What a call carries arrives, to the last field.
func TestSignUpRequest(t *testing.T) {
	for _, quiet := range []bool{false, true} {
		h := newHandMade(t, map[uint32]wire.Reply{
			tg.AuthSignUpRequestTypeID: {Result: &tg.AuthAuthorization{User: &tg.User{ID: 7}}},
		})
		who, err := codes.ParsePhone("+15550100")
		require.NoError(t, err)
		answer, err := h.perform(flow.Call{
			Name: flow.CallSignUp, FirstName: "Ada", LastName: "Lovelace", Quiet: quiet,
			Sent: codes.Sent{To: who, Hash: codes.NewSecret("hash"), Key: h.session.Fingerprint()},
		})
		require.NoError(t, err)
		require.IsType(t, flow.Authorized{}, answer)
		var got tg.AuthSignUpRequest
		require.NoError(t, got.Decode(&bin.Buffer{Buf: h.last.Body}))
		want := tg.AuthSignUpRequest{PhoneNumber: "+15550100", PhoneCodeHash: "hash", FirstName: "Ada", LastName: "Lovelace"}
		want.SetNoJoinedNotifications(quiet)
		require.Equal(t, want, got)
		require.Equal(t, tg.Layer, h.last.Layer)
		require.Equal(t, 1, h.last.AppID)
	}
}
