package mtproto_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A sign-in costs the server these RPCs and no others: nothing is asked that
// the sign-in does not need, and nothing twice.
func TestRPCsOfASignIn(t *testing.T) {
	for _, tt := range []struct {
		name, number, code string
		want               map[string]int
	}{
		{"code", ada, adaCode, map[string]int{"auth.sendCode": 1, "auth.signIn": 1}},
		{"code and password", bea, beaCode, map[string]int{
			"auth.sendCode": 1, "auth.signIn": 1, "account.getPassword": 1, "auth.checkPassword": 1,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := &client{t: t, tr: srv.Transport()}
			require.Equal(t, flow.Connected{}, c.connect())
			require.IsType(t, flow.CodeSent{}, c.sendCode(tt.number))
			answer := c.signIn(tt.code)
			if wanted, ok := answer.(flow.PasswordWanted); ok {
				require.Equal(t, "battery", wanted.Password.Hint)
				answer = c.checkPassword(beaPassword)
			}
			require.IsType(t, flow.Authorized{}, answer)
			require.Equal(t, tt.want, srv.Calls())
			require.Equal(t, 1, srv.Keys())
			require.Equal(t, fmt.Sprintf("%x", c.open().Key.ID), srv.SignedIn()[0].Key)
		})
	}
}

func TestRegistrationAndTheRest(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{
		Phone: "+9996640004", Unregistered: true, Terms: "Be good.", TermsID: "terms-1", MinAge: 16, Next: codes.SMS,
	})
	c := &client{t: t, tr: srv.Transport()}
	c.connect()
	c.sendCode("+9996640004")
	first := c.sent
	require.IsType(t, flow.CodeSent{}, c.ask(flow.Call{Name: flow.CallResendCode, Sent: c.sent, To: first.To}))
	require.False(t, c.sent.Hash.Equal(first.Hash))
	require.Equal(t, flow.RegistrationWanted{Terms: flow.Terms{ID: "terms-1", Text: "Be good.", MinAge: 16}}, c.signIn("44444"))
	signUp := flow.Call{Name: flow.CallSignUp, Sent: c.sent, FirstName: "Cy", LastName: "Dee"}
	want := flow.Account{ID: "1001", FirstName: "Cy", LastName: "Dee"}
	require.Equal(t, flow.Authorized{Account: want}, c.ask(signUp))
	require.Equal(t, flow.Authorized{Account: want}, c.ask(flow.Call{Name: flow.CallWhoAmI}))
	require.Equal(t, flow.Done{}, c.ask(flow.Call{Name: flow.CallLogOut}))
	require.Equal(t, flow.Nobody{}, c.ask(flow.Call{Name: flow.CallWhoAmI}))
	c.sendCode("+9996640004")
	require.Equal(t, flow.Done{}, c.ask(flow.Call{Name: flow.CallCancelCode, Sent: c.sent}))
	require.ErrorIs(t, refused(t, c.signIn("44444")), errors.PhoneCodeExpired)
}

// All that a server says of a sent code arrives.
func TestDeliveries(t *testing.T) {
	type account = mtprototest.Account
	for _, tt := range []struct {
		account account
		want    codes.Sent
		after   time.Duration
	}{
		{account{Delivery: codes.App, Code: "12345", Next: codes.SMS, ResendAfter: time.Minute},
			codes.Sent{Delivery: codes.App, Length: 5, Next: codes.SMS}, time.Minute},
		{account{Delivery: codes.SMS, Length: 6, Next: codes.Call}, codes.Sent{Delivery: codes.SMS, Length: 6, Next: codes.Call}, 0},
		{account{Delivery: codes.Call, Next: codes.FlashCall, Code: "15550007777"},
			codes.Sent{Delivery: codes.Call, Length: 11, Next: codes.FlashCall}, 0},
		{account{Delivery: codes.FlashCall, Code: "15550007777", Pattern: "+1 555 ***", Next: codes.MissedCall},
			codes.Sent{Delivery: codes.FlashCall, Pattern: "+1 555 ***", Next: codes.MissedCall}, 0},
		{account{Delivery: codes.MissedCall, Code: "7777", Prefix: "+1555", Next: codes.FragmentSMS},
			codes.Sent{Delivery: codes.MissedCall, Length: 4, Prefix: "+1555", Next: codes.FragmentSMS}, 0},
		{account{Delivery: codes.FragmentSMS, URL: "https://fragment.com/x", Code: "12345"},
			codes.Sent{Delivery: codes.FragmentSMS, Length: 5, URL: codes.NewSecret("https://fragment.com/x")}, 0},
		{account{Delivery: codes.FirebaseSMS, Code: "12345"}, codes.Sent{Delivery: codes.FirebaseSMS, Length: 5, Next: codes.SMS}, 0},
		{account{Delivery: codes.FirebaseSMS, Code: "12345", Next: codes.Call, Firebase: &fake.Firebase{
			Nonce: "for SafetyNet", PlayIntegrityProject: 7, PlayIntegrityNonce: "for Play", Receipt: "for iOS", PushTimeout: 9 * time.Second,
		}}, codes.Sent{Delivery: codes.FirebaseSMS, Length: 5, Next: codes.Call, Firebase: codes.Firebase{
			Nonce: codes.NewSecret("for SafetyNet"), PlayIntegrityProject: 7, PlayIntegrityNonce: codes.NewSecret("for Play"),
			Receipt: codes.NewSecret("for iOS"), PushTimeout: 9 * time.Second,
		}}, 0},
		{account{Delivery: codes.SMSWord, Code: "apple", Beginning: "a"}, codes.Sent{Delivery: codes.SMSWord, Beginning: "a"}, 0},
		{account{Delivery: codes.SMSPhrase, Code: "an apple a day", Beginning: "an"},
			codes.Sent{Delivery: codes.SMSPhrase, Beginning: "an"}, 0},
	} {
		t.Run(tt.want.Delivery.String(), func(t *testing.T) {
			tt.account.Phone = "+15550100"
			c := &client{t: t, tr: mtprototest.New(t, tt.account).Transport()}
			c.connect()
			answer := c.sendCode("+15550100")
			require.IsType(t, flow.CodeSent{}, answer)
			sent := answer.(flow.CodeSent)
			require.Equal(t, tt.after, sent.ResendAfter)
			require.False(t, sent.Sent.Hash.IsZero())
			sent.Sent.Hash = codes.Secret{}
			require.True(t, tt.want.Equal(sent.Sent), "%+v", sent.Sent)
		})
	}
}

// recorded keeps what a connection sends and receives.
type recorded struct {
	net.Conn
	mu             sync.Mutex
	sent, received []byte
}

func (r *recorded) Read(b []byte) (int, error) {
	n, err := r.Conn.Read(b)
	r.mu.Lock()
	r.received = append(r.received, b[:n]...)
	r.mu.Unlock()
	return n, err
}

func (r *recorded) Write(b []byte) (int, error) {
	r.mu.Lock()
	r.sent = append(r.sent, b...)
	r.mu.Unlock()
	return r.Conn.Write(b)
}

// What the server is told of the client, read from the wire.
func TestInitConnection(t *testing.T) {
	for _, tt := range []struct {
		name   string
		device mtproto.Device
		want   tg.InitConnectionRequest
	}{
		{"defaults", mtproto.Device{}, tg.InitConnectionRequest{
			DeviceModel: "Computer", SystemVersion: "Unknown", AppVersion: "stepin", SystemLangCode: "en", LangCode: "en",
		}},
		{"given", mtproto.Device{
			Model: "Toaster", System: "CrumbOS 3", App: "Jam 1.2", Language: "de", SystemLanguage: "fr", LanguagePack: "bread",
			TimeZone: time.FixedZone("Kathmandu", 5*3600+45*60),
		}, tg.InitConnectionRequest{
			DeviceModel: "Toaster", SystemVersion: "CrumbOS 3", AppVersion: "Jam 1.2", SystemLangCode: "fr", LangCode: "de", LangPack: "bread",
			Flags:  1 << 1, // params
			Params: &tg.JSONObject{Value: []tg.JSONObjectValue{{Key: "tz_offset", Value: &tg.JSONNumber{Value: 20700}}}},
		}},
		{"west of Greenwich", mtproto.Device{TimeZone: time.FixedZone("Lima", -5*3600)}, tg.InitConnectionRequest{
			DeviceModel: "Computer", SystemVersion: "Unknown", AppVersion: "stepin", SystemLangCode: "en", LangCode: "en",
			Flags:  1 << 1,
			Params: &tg.JSONObject{Value: []tg.JSONObjectValue{{Key: "tz_offset", Value: &tg.JSONNumber{Value: -18000}}}},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := &client{t: t, tr: srv.Transport()}
			c.tr.AppID, c.tr.AppHash, c.tr.Device = 17349, codes.NewSecret("app hash"), tt.device
			c.connect()
			var last *recorded
			c.tr.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
				conn, err := new(net.Dialer).DialContext(ctx, network, address)
				last = &recorded{Conn: conn}
				return last, err
			}
			c.sendCode(ada)

			var layered tg.InvokeWithLayerRequest
			layered.Query = new(tg.InitConnectionRequest)
			var sendCode tg.AuthSendCodeRequest
			init := layered.Query.(*tg.InitConnectionRequest)
			init.Query = &tg.InvokeWithoutUpdatesRequest{Query: &sendCode}
			require.NoError(t, layered.Decode(firstMessage(t, last.sent, c.open().Key)))
			require.Equal(t, tg.Layer, layered.Layer)
			require.Equal(t, tg.AuthSendCodeRequest{PhoneNumber: ada, APIID: 17349, APIHash: "app hash"}, sendCode)
			tt.want.APIID = 17349
			init.Query = nil
			require.Equal(t, tt.want, *init)
		})
	}
}

// firstMessage decrypts the first message of an intermediate connection.
func firstMessage(t *testing.T, sent []byte, key crypto.AuthKey) *bin.Buffer {
	t.Helper()
	const tag = 4 // 0xeeeeeeee
	n := binary.LittleEndian.Uint32(sent[tag:])
	packet := sent[tag+4:][:n]
	m, err := crypto.NewServerCipher(crypto.DefaultRand()).DecryptFromBuffer(key, &bin.Buffer{Buf: packet})
	require.NoError(t, err)
	return &bin.Buffer{Buf: m.Data()}
}

// Test servers are told by 10000 more on the data centre's number, which the
// server alone can read (core.telegram.org/mtproto/auth_key).
func TestTestServers(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	srv := serve(t, mtprototest.Config{Key: key})
	for test, want := range map[bool]int{false: 2, true: 10002} {
		c := &client{t: t, tr: srv.Transport()}
		c.tr.Test = test
		var conn *recorded
		c.tr.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			raw, err := new(net.Dialer).DialContext(ctx, network, address)
			conn = &recorded{Conn: raw}
			return conn, err
		}
		c.connect()
		// The tag, req_pq_multi, req_DH_params.
		sent := conn.sent[4:]
		sent = sent[4+binary.LittleEndian.Uint32(sent):]
		var message proto.UnencryptedMessage
		require.NoError(t, message.Decode(&bin.Buffer{Buf: sent[4:][:binary.LittleEndian.Uint32(sent)]}))
		var req mt.ReqDHParamsRequest
		require.NoError(t, req.Decode(&bin.Buffer{Buf: message.MessageData}))
		plain, err := crypto.DecodeRSAPad(req.EncryptedData, key)
		require.NoError(t, err)
		var inner mt.PQInnerDataDC
		require.NoError(t, inner.Decode(&bin.Buffer{Buf: plain}))
		require.Equal(t, want, inner.DC)
		require.Equal(t, 2, c.open().DC)
	}
}

// A hash never travels under another key, nor is anybody asked.
func TestKeyMismatch(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := clientAt(t, srv, flow.CallSignIn)
	made, _ := srv.Connections()
	before := c.session
	for _, name := range []flow.CallName{flow.CallSignIn, flow.CallResendCode, flow.CallCancelCode, flow.CallSignUp} {
		call := flow.Call{Name: name, Sent: c.sent, Code: codes.NewSecret(adaCode), FirstName: "Ada"}
		call.Sent.Key = "dc2-0123456789abcdef"
		refusal := refused(t, c.ask(call))
		require.ErrorIs(t, refusal, errors.KeyMismatch)
		require.Zero(t, refusal.Code, "no server said so")
		require.Equal(t, before.Bytes(), c.session.Bytes())
	}
	after, _ := srv.Connections()
	require.Equal(t, made, after)
	require.IsType(t, flow.Authorized{}, c.signIn(adaCode), "the hash is as good as before")
}

// A key that the server has forgotten is said to be gone; making a new one is
// another call, because all that hung on the old one is lost.
func TestForgottenKey(t *testing.T) {
	for _, next := range []flow.CallName{flow.CallSendCode, flow.CallSignIn, flow.CallCheckPassword, flow.CallWhoAmI, flow.CallLogOut} {
		t.Run(next.String(), func(t *testing.T) {
			srv := serve(t, mtprototest.Config{})
			c := clientAt(t, srv, next)
			old := c.session.Fingerprint()
			require.True(t, srv.ForgetKey(fmt.Sprintf("%x", c.open().Key.ID)))
			keys := srv.Keys()

			call := flow.Call{Name: next, To: phone(t, ada), Sent: c.sent, Code: codes.NewSecret(adaCode), Password: codes.NewSecret(beaPassword)}
			if next != flow.CallSignIn {
				call.Sent = codes.Sent{}
			}
			refusal := refused(t, c.ask(call))
			require.ErrorIs(t, refusal, errors.TransportKeyUnknown)
			require.Equal(t, errors.SessionLost, refusal.Class)
			require.Equal(t, -404, refusal.Code)
			require.Equal(t, keys, srv.Keys(), "no key exchange")
			require.Empty(t, c.session.Fingerprint())
			s := c.open()
			require.Equal(t, mtproto.Session{DC: 2, Offset: s.Offset}, s, "only the data centre is left")

			if next == flow.CallWhoAmI {
				require.Equal(t, flow.Nobody{}, c.ask(call), "that much is known without a server")
			} else {
				require.ErrorIs(t, notSent(t, c.ask(call)), errors.NotAllowed)
			}
			require.Equal(t, keys, srv.Keys(), "nor does asking again make one")
			c.connect()
			require.Equal(t, keys+1, srv.Keys())
			require.NotEqual(t, old, c.session.Fingerprint())
			c.sendCode(ada)
			require.IsType(t, flow.Authorized{}, c.signIn(adaCode))
		})
	}
}

// The same, as a person sees it.
func TestForgottenKeyThroughTheDriver(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	d := leak.Driver(t, &flow.Driver{Transport: srv.Transport()})
	_, err := d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	require.True(t, srv.ForgetKey(srv.Key("key1")))
	s, err := d.Do(t.Context(), "me", flow.Code(adaCode))
	require.ErrorIs(t, err, errors.TransportKeyUnknown)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
	require.Equal(t, 1, srv.Keys())
	var calls []string
	d.Observe = func(o flow.Observation) {
		if o.Call.Name != flow.NoCall {
			calls = append(calls, o.Call.Name.String())
		}
	}
	s, err = d.Do(t.Context(), "me", flow.PhoneNumber(ada))
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, s.Phase)
	require.Equal(t, []string{"Connect", "SendCode"}, calls)
	require.Equal(t, 2, srv.Keys())
}

// A salt that is out of date costs one message and nothing else.
func TestWrongSalt(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := clientAt(t, srv, flow.CallSignIn)
	s := c.open()
	right := s.Salt
	require.NotZero(t, right)
	s.Salt ^= 1
	c.session = s.Close()
	require.IsType(t, flow.Authorized{}, c.signIn(adaCode))
	require.Equal(t, map[string]int{"auth.sendCode": 1, "auth.signIn": 1}, srv.Calls())
	require.Equal(t, right, c.open().Salt, "the right one is kept")
}

// All that is needed is in the session: another transport goes on with it, in
// any order of calls.
func TestSessionIsEnough(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := clientAt(t, srv, flow.CallCheckPassword)
	c.tr = srv.Transport()
	c.session = flow.NewSession(c.session.Fingerprint(), c.session.Bytes())
	require.IsType(t, flow.PasswordWanted{}, c.ask(flow.Call{Name: flow.CallWhoAmI}))
	c.tr = srv.Transport()
	require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
}

// A connection that lingers does so for as long as it is told, or until nobody
// wants it to; the answer is there all the same.
func TestLinger(t *testing.T) {
	sendCode := func(linger time.Duration, end func(srv *mtprototest.Server, cancel func())) flow.Answer {
		srv := serve(t, mtprototest.Config{})
		c := clientAt(t, srv, flow.CallSendCode)
		c.tr.Linger = linger
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var answer flow.Answer
		var asking sync.WaitGroup
		asking.Go(func() { answer, _ = c.perform(ctx, flow.Call{Name: flow.CallSendCode, To: phone(t, ada)}) })
		end(srv, cancel)
		asking.Wait()
		return answer
	}
	require.IsType(t, flow.CodeSent{}, sendCode(time.Millisecond, func(*mtprototest.Server, func()) {}))
	for name, end := range map[string]func(srv *mtprototest.Server, cancel func()){
		"the context ends":  func(_ *mtprototest.Server, cancel func()) { cancel() },
		"the server closes": func(srv *mtprototest.Server, _ func()) { srv.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			// Nobody sees from outside when the answer has arrived, so the end
			// comes later and later.
			for after := time.Millisecond; ; after *= 2 {
				answer := sendCode(24*time.Hour, func(srv *mtprototest.Server, cancel func()) {
					time.Sleep(after)
					end(srv, cancel)
				})
				if _, ok := answer.(flow.CodeSent); ok {
					return
				}
				require.Less(t, after, patience)
			}
		})
	}
}

func TestManyAtOnce(t *testing.T) {
	var accounts []mtprototest.Account
	for n := range 20 {
		a := mtprototest.Account{Phone: fmt.Sprintf("+999662%04d", n)}
		if n%5 == 0 { // they are costly
			a.Password = "one for all"
		}
		accounts = append(accounts, a)
	}
	srv := mtprototest.New(t, accounts...)
	d := leak.Driver(t, &flow.Driver{Transport: srv.Transport()})
	var all sync.WaitGroup
	for n, a := range accounts {
		all.Go(func() {
			s, err := d.Run(t.Context(), fmt.Sprint("login ", n), func(_ context.Context, s flow.State) (flow.Input, error) {
				switch {
				case s.Last != nil:
					return flow.Input{}, s.Last
				case s.Phase == flow.WaitPhoneNumber:
					return flow.PhoneNumber(a.Phone), nil
				case s.Phase == flow.WaitCode:
					return flow.Code("22222"), nil
				default:
					return flow.Password("one for all"), nil
				}
			})
			if err != nil || s.Phase != flow.Ready {
				t.Errorf("login %d: %s: %v", n, s, err)
			}
		})
	}
	all.Wait()
	require.Len(t, srv.SignedIn(), 20)
	require.Equal(t, 20, srv.Keys())
}
