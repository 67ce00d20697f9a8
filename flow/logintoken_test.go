package flow_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// TestLoginTokenURL: the address is the one that core.telegram.org/api/qr-login
// describes, and the accepting device reads the token in it.
func TestLoginTokenURL(t *testing.T) {
	require.Empty(t, flow.LoginToken{}.URL())
	require.Empty(t, flow.LoginToken{Expires: storyTime, Except: []int64{1}}.URL(), "there is nothing to show")
	for name, tt := range map[string]struct{ token, address string }{
		"a byte":       {"\xff", "tg://login?token=_w"},
		"two bytes":    {"\xfb\xff", "tg://login?token=-_8"},
		"three zeroes": {"\x00\x00\x00", "tg://login?token=AAAA"},
		"a text":       {"a token", "tg://login?token=YSB0b2tlbg"},
	} {
		t.Run(name, func(t *testing.T) {
			address := flow.LoginToken{Token: codes.NewSecret(tt.token)}.URL()
			require.Equal(t, tt.address, address)
			for _, given := range []string{
				address, " " + address + "\n", address + "=", strings.Replace(address, "tg:", "TG:", 1),
				strings.Replace(address, "?", "?a=b&", 1), strings.Replace(address, "login?", "login/?", 1),
			} {
				token, err := flow.ParseLoginToken(given)
				require.NoError(t, err)
				require.True(t, token.Equal(codes.NewSecret(tt.token)))
			}
		})
	}
}

func TestBadLoginTokenURL(t *testing.T) {
	for name, address := range map[string]string{
		"nothing":          "",
		"white space":      " ",
		"a number":         "+9996620001",
		"the token alone":  "YSB0b2tlbg",
		"another scheme":   "https://login?token=YSB0b2tlbg",
		"another address":  "tg://resolve?token=YSB0b2tlbg",
		"a path":           "tg:login?token=YSB0b2tlbg",
		"no token":         "tg://login",
		"no token's value": "tg://login?token=",
		"only padding":     "tg://login?token====",
		"a cut token":      "tg://login?token=A",
		"another alphabet": "tg://login?token=%2B%2F8",
		"a broken escape":  "tg://login?token=%zz",
		"control bytes":    "tg://login?token=AAAA\x00",
		"not text":         "tg://login?token=\xff\xff",
	} {
		t.Run(name, func(t *testing.T) {
			token, err := flow.ParseLoginToken(address)
			refusal := requireReason(t, err, errors.AuthTokenInvalid)
			require.True(t, token.IsZero())
			require.NotContains(t, refusal.Error(), "YSB0b2tlbg")
		})
	}
}

// FuzzLoginToken: every token makes the round trip, and whatever is read as a token
// makes it too.
func FuzzLoginToken(f *testing.F) {
	f.Add("a token", "tg://login?token=YSB0b2tlbg")
	f.Add("\x00\xff", "tg://login?token=%41%41&token=BB")
	f.Add("", "TG://login?token=AA==#x")
	f.Fuzz(func(t *testing.T, token, address string) {
		trip := func(token codes.Secret) {
			again, err := flow.ParseLoginToken(flow.LoginToken{Token: token}.URL())
			require.NoError(t, err)
			require.True(t, again.Equal(token))
		}
		if token != "" {
			trip(codes.NewSecret(token))
		}
		read, err := flow.ParseLoginToken(address)
		if err != nil {
			requireReason(t, err, errors.AuthTokenInvalid)
			require.True(t, read.IsZero())
			return
		}
		trip(read)
	})
}

// shows is a login with a token to show, which a server said lasts so long.
func shows(t *testing.T, life time.Duration) flow.State {
	t.Helper()
	s, call, err := flow.Step(flow.State{Key: "key-1"}, flow.RequestQRCode(1001), storyTime)
	require.NoError(t, err)
	require.Equal(t, []int64{1001}, call.Except)
	s, _, err = flow.Step(s, flow.Answered{Call: call, Key: "key-1", Answer: flow.LoginTokenShown{
		Token: codes.NewSecret(sampleLoginToken), Expires: storyTime.Add(life),
	}}, storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.WaitOtherDevice, s.Phase)
	return s
}

// TestLoginTokenLife: a clock that is wrong, here or there, makes nobody ask without
// a pause, or never again.
func TestLoginTokenLife(t *testing.T) {
	for name, tt := range map[string]struct{ said, kept time.Duration }{
		"as usual":       {30 * time.Second, 30 * time.Second},
		"over already":   {-time.Hour, time.Second},
		"now":            {0, time.Second},
		"a moment":       {time.Millisecond, time.Second},
		"tomorrow":       {24 * time.Hour, flow.DefaultCodeLife},
		"five minutes":   {flow.DefaultCodeLife, flow.DefaultCodeLife},
		"a hundred ages": {1<<63 - 1, flow.DefaultCodeLife},
	} {
		t.Run(name, func(t *testing.T) {
			s := shows(t, tt.said)
			require.Equal(t, tt.kept, s.LoginToken.Expires.Sub(storyTime))
			require.Equal(t, []int64{1001}, s.LoginToken.Except)
		})
	}
}

// TestLoginTokenForOthers: a token is shown only as long as it keeps out whom it is
// to keep out, even if another one cannot be had now.
func TestLoginTokenForOthers(t *testing.T) {
	for name, tt := range map[string]struct {
		except []int64
		shown  bool
	}{
		"the same":    {[]int64{1001}, true},
		"another":     {[]int64{2002}, false},
		"one more":    {[]int64{1001, 2002}, false},
		"nobody else": {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, call, err := flow.Step(shows(t, time.Minute), flow.RequestQRCode(tt.except...), storyTime)
			require.NoError(t, err)
			s, _, err = flow.Step(s, flow.Answered{Call: call, Answer: flow.NotSent{Err: errCut}, Key: "key-1"}, storyTime)
			require.NoError(t, err)
			require.Equal(t, flow.WaitOtherDevice, s.Phase)
			require.Equal(t, tt.shown, s.LoginToken.URL() != "")
			_, call, err = flow.Step(s, flow.Poll(), storyTime)
			require.NoError(t, err)
			require.Equal(t, tt.except, call.Except)
		})
	}
}

// TestLoginTokenOfNothing: what is no token, or no end of one, is no answer.
func TestLoginTokenOfNothing(t *testing.T) {
	endless := codes.NewSecret(strings.Repeat("t", 1<<10+1))
	for name, answer := range map[string]flow.Answer{
		"shown": flow.LoginTokenShown{Expires: storyTime}, "moved": flow.LoginTokenMoved{DC: 4},
		"shown without end": flow.LoginTokenShown{Token: endless}, "moved without end": flow.LoginTokenMoved{DC: 4, Token: endless},
	} {
		t.Run(name, func(t *testing.T) {
			before, call, err := flow.Step(shows(t, time.Minute), flow.Poll(), storyTime)
			require.NoError(t, err)
			s, _, err := flow.Step(before, flow.Answered{Call: call, Answer: answer, Key: "key-1"}, storyTime)
			requireReason(t, err, errors.NotAllowed)
			require.True(t, sameState(&before, &s))
		})
	}
}

// TestLoginTokenIsPushedToItsKey: an update counts only where its token is shown,
// under the key that shows it, and while nothing is being asked.
func TestLoginTokenIsPushedToItsKey(t *testing.T) {
	stands := shows(t, time.Minute)
	polling, _, err := flow.Step(stands, flow.Poll(), storyTime)
	require.NoError(t, err)
	doubtful := stands
	doubtful.Doubt = flow.CallExportLoginToken
	for name, tt := range map[string]struct {
		stands flow.State
		key    string
		answer flow.Answer
	}{
		"another key":       {stands, "key-2", flow.LoginTokenAccepted{}},
		"no key":            {stands, "", flow.LoginTokenAccepted{}},
		"while asking":      {polling, "key-1", flow.LoginTokenAccepted{}},
		"while in doubt":    {doubtful, "key-1", flow.LoginTokenAccepted{}},
		"nothing is shown":  {flow.State{Key: "key-1"}, "key-1", flow.LoginTokenAccepted{}},
		"signed in":         {flow.State{Phase: flow.Ready, Key: "key-1"}, "key-1", flow.LoginTokenAccepted{}},
		"it is over":        {flow.State{Phase: flow.LoggedOut, Key: "key-1"}, "key-1", flow.LoginTokenAccepted{}},
		"a code was sent":   {stands, "key-1", flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash")}}},
		"somebody is in":    {stands, "key-1", flow.Authorized{}},
		"a token is shown":  {stands, "key-1", flow.LoginTokenShown{Token: codes.NewSecret("another")}},
		"a token has moved": {stands, "key-1", flow.LoginTokenMoved{DC: 4, Token: codes.NewSecret("another")}},
	} {
		t.Run(name, func(t *testing.T) {
			s, call, err := flow.Step(tt.stands, flow.Answered{Answer: tt.answer, Key: tt.key}, storyTime)
			requireReason(t, err, errors.Conflict)
			require.Equal(t, flow.NoCall, call.Name)
			require.True(t, sameState(&tt.stands, &s))
		})
	}
	accepted := flow.Answered{Answer: flow.LoginTokenAccepted{}, Key: "key-1"}
	require.Equal(t, "unasked: LoginTokenAccepted", accepted.String())
	s, call, err := flow.Step(stands, accepted, storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.CallExportLoginToken, call.Name)
	require.Equal(t, []int64{1001}, call.Except)
	require.True(t, s.LoginToken.Token.Equal(stands.LoginToken.Token))
}

// TestLateOtherWays: who has signed in otherwise than by a code, and is heard of when
// nobody waits for it any more, is signed in, and after the end logged out.
func TestLateOtherWays(t *testing.T) {
	elsewhere := fake.Account{Phone: phone, DC: 4}
	bot := fake.Account{BotToken: sampleToken}
	for _, test := range []struct {
		name    string
		account fake.Account
		before  []flow.Input
		says    flow.Input
		call    flow.CallName // that is late
		leaves  bool
		phase   flow.Phase
		in      int // keys signed in
	}{
		{"an import counts", elsewhere, []flow.Input{flow.RequestQRCode()}, flow.Poll(), flow.CallImportLoginToken, false, flow.Ready, 1},
		{"an import is undone", elsewhere, []flow.Input{flow.RequestQRCode()}, flow.Poll(), flow.CallImportLoginToken, true, flow.LoggedOut, 0},
		{"a bot counts", bot, nil, flow.BotToken(sampleToken), flow.CallImportToken, false, flow.Ready, 1},
		{"a bot is undone", bot, nil, flow.BotToken(sampleToken), flow.CallImportToken, true, flow.LoggedOut, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv, door := newServer(t, test.account)
				srv.LoginTokenLife = time.Hour
				store := &flow.MemoryStore{}
				other := &flow.Driver{Transport: door, Store: store}
				for _, in := range test.before {
					s := do(t, other, in)
					require.NoError(t, srv.Scan(phone, s.LoginToken.URL()))
				}
				g := newGate(t, door, test.call, true)
				done := g.start(t, &flow.Driver{Transport: g, Store: store}, test.says)
				time.Sleep(flow.DefaultLease)
				_, err := other.Resume(t.Context(), "login")
				require.NoError(t, err)
				if test.leaves {
					require.Equal(t, flow.LoggedOut, do(t, other, flow.Cancel()).Phase)
				}
				g.open()

				got := <-done
				require.NoError(t, got.err)
				require.Equal(t, test.phase, got.state.Phase)
				require.Len(t, srv.SignedIn(), test.in)
				r, err := other.Load(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, test.phase, r.State.Phase)
				for _, c := range srv.SignedIn() {
					require.Equal(t, c.Key, r.Session.Fingerprint())
				}
			})
		})
	}
}

// TestCrashOtherWays: whenever the program dies, no key is signed in that no record
// has, and a new program carries on.
func TestCrashOtherWays(t *testing.T) {
	elsewhere := fake.Account{Phone: phone, DC: 4, FirstName: "Ada"}
	bot := fake.Account{BotToken: sampleToken, DC: 4}
	for _, test := range []struct {
		name    string
		account fake.Account
		says    flow.Input
	}{
		{"another device", elsewhere, flow.RequestQRCode()},
		{"a bot", bot, flow.BotToken(sampleToken)},
	} {
		t.Run(test.name, func(t *testing.T) {
			// The calls in order, and whether the program dies before the server has
			// acted or after.
			for dies := range 12 {
				now := storyTime
				srv, err := fake.New(test.account)
				require.NoError(t, err)
				srv.Now = func() time.Time { return now }
				store := &flow.MemoryStore{}
				door := &fake.Transport{Server: srv}
				calls := 0
				mortal := performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
					calls++
					if calls == dies/2+1 && dies%2 == 1 {
						_, _, _ = door.Perform(ctx, c, s)
					}
					if calls == dies/2+1 {
						panic("dies")
					}
					return door.Perform(ctx, c, s)
				})
				sign := func(d *flow.Driver) flow.State {
					for range 10 {
						s, err := d.Do(t.Context(), "login", test.says)
						if s.Phase == flow.WaitOtherDevice {
							require.NoError(t, err)
							if srv.Scan(phone, s.LoginToken.URL()) == nil {
								s, err = d.Do(t.Context(), "login", flow.Poll())
							}
						}
						if s.Phase == flow.Ready {
							return s
						}
						require.NoError(t, err)
					}
					return flow.State{}
				}
				func() {
					defer func() { _ = recover() }()
					sign(&flow.Driver{Transport: mortal, Store: store, Now: srv.Now})
				}()
				signedInIsStored := func() {
					data, _, err := store.Load(t.Context(), "login")
					require.NoError(t, err)
					var r flow.Record
					require.NoError(t, r.UnmarshalBinary(data))
					for _, c := range srv.SignedIn() {
						require.Equal(t, c.Key, r.Session.Fingerprint(), "after %d calls", dies/2)
					}
				}
				signedInIsStored()
				now = now.Add(flow.DefaultLease)
				d := &flow.Driver{Transport: door, Store: store, Now: srv.Now}
				s, err := d.Resume(t.Context(), "login")
				require.NoError(t, err)
				if s.Phase != flow.Ready {
					sign(d)
				}
				signedInIsStored()
				require.Len(t, srv.SignedIn(), 1)
			}
		})
	}
}
