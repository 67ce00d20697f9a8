package flow_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// A tokenSystem is a system to which tokens, and nothing else, sign in. It says
// what it is told to say, and remembers what it was asked.
type tokenSystem struct {
	says map[flow.CallName][]any // answers, and errors: lost ones; the last one stays
	got  []string                // "ImportToken bot" for each call
	// tokens are those that it has been given by ImportToken.
	tokens []string
	// crash is a call that ends in a panic.
	crash flow.CallName
}

func (x *tokenSystem) Perform(_ context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	x.got = append(x.got, fmt.Sprint(c.Name, " ", c.TokenKind))
	if c.Name == x.crash {
		panic("crash")
	}
	if c.Name == flow.CallConnect {
		return flow.Connected{}, flow.NewSession("key", nil), nil
	}
	if c.Name == flow.CallImportToken {
		x.tokens = append(x.tokens, c.Token.Reveal())
	}
	said := x.says[c.Name][0]
	if len(x.says[c.Name]) > 1 {
		x.says[c.Name] = x.says[c.Name][1:]
	}
	if err, lost := said.(error); lost {
		return nil, s, err
	}
	return said.(flow.Answer), s, nil
}

// answers sets what is said to a call, time after time.
func (x *tokenSystem) answers(c flow.CallName, all ...any) *tokenSystem {
	if x.says == nil {
		x.says = map[flow.CallName][]any{}
	}
	x.says[c] = all
	return x
}

var (
	robot    = flow.Authorized{Account: flow.Account{ID: "7", FirstName: "Robot"}}
	errCut   = errors.New("connection cut")
	botToken = flow.Token("bot", " "+sampleToken+"\n")
)

// tokenLogin is a driver at a system, on a clock that the test moves.
func tokenLogin(t *testing.T, x *tokenSystem) (d *flow.Driver, later func(time.Duration)) {
	now := storyTime
	store := &flow.MemoryStore{}
	d = leak.Driver(t, &flow.Driver{Transport: x, Store: store, Now: func() time.Time { return now }})
	return d, func(after time.Duration) {
		now = now.Add(after)
		leak.Saw(t, recordOf(t, store).State) // no token in it, whatever has happened
	}
}

// recordOf returns the stored record, in whose bytes there is no token.
func recordOf(t *testing.T, store flow.Store) flow.Record {
	data, _, err := store.Load(t.Context(), "login")
	require.NoError(t, err)
	require.False(t, leak.In(string(data), sampleToken), "a token is stored")
	var r flow.Record
	require.NoError(t, r.UnmarshalBinary(data))
	return r
}

// Without a key the token waits in memory until there is one, and goes out once.
func TestTokenWithoutKey(t *testing.T) {
	x := new(tokenSystem).answers(flow.CallImportToken, robot).answers(flow.CallLogOut, flow.Done{})
	d, later := tokenLogin(t, x)
	s := do(t, d, botToken)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, "Robot", s.Account.FirstName)
	require.Equal(t, []string{"Connect bot", "ImportToken bot"}, x.got)
	require.Equal(t, []string{sampleToken}, x.tokens, "once, and without the white space around it")
	later(0)
	require.Equal(t, flow.LoggedOut, do(t, d, flow.LogOut()).Phase)
}

// With a key it goes out at once.
func TestTokenWithKey(t *testing.T) {
	x := new(tokenSystem).answers(flow.CallImportToken, flow.Refused{Err: errors.FromRPC("", 400, "ACCESS_TOKEN_INVALID")}, robot)
	d, _ := tokenLogin(t, x)
	s, err := d.Do(t.Context(), "login", flow.Token("bot", "wrong"))
	refusal := requireReason(t, err, errors.AccessTokenInvalid)
	require.Equal(t, errors.Reenter, refusal.Class)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
	require.Equal(t, flow.Ready, do(t, d, botToken).Phase)
	require.Equal(t, []string{"Connect bot", "ImportToken bot", "ImportToken bot"}, x.got)
	require.Equal(t, []string{"wrong", sampleToken}, x.tokens)
}

// A process that dies with a token in memory loses the token and nothing else.
func TestTokenCrash(t *testing.T) {
	for _, at := range []flow.CallName{flow.CallConnect, flow.CallImportToken} {
		t.Run(at.String(), func(t *testing.T) {
			x := new(tokenSystem).answers(flow.CallImportToken, robot).answers(flow.CallWhoAmI, flow.Nobody{})
			d, later := tokenLogin(t, x)
			x.crash = at
			require.Panics(t, func() { _, _ = d.Do(t.Context(), "login", botToken) })
			x.crash = flow.NoCall
			later(flow.DefaultLease + 1)

			s, err := d.Resume(t.Context(), "login")
			require.NoError(t, err)
			require.Equal(t, flow.WaitPhoneNumber, s.Phase)
			require.Equal(t, errors.Unanswered, s.Last.Reason)
			require.Empty(t, x.tokens, "it is not given behind anybody's back")
			require.Equal(t, flow.Ready, do(t, d, botToken).Phase)
			require.Equal(t, []string{sampleToken}, x.tokens)
		})
	}
}

// A lost answer to a token is found out about, and the token is not given twice.
func TestTokenLost(t *testing.T) {
	for _, tt := range []struct {
		who   flow.Answer
		phase flow.Phase
		err   errors.Reason // "": none
	}{
		{flow.Nobody{}, flow.WaitPhoneNumber, errors.Unanswered},
		{robot, flow.Ready, ""},
		{flow.PasswordWanted{}, flow.WaitPassword, ""},
		{flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash"), Delivery: codes.SMS}}, flow.WaitCode, ""},
	} {
		t.Run(tt.phase.String(), func(t *testing.T) {
			x := new(tokenSystem).answers(flow.CallImportToken, errCut).answers(flow.CallWhoAmI, tt.who)
			d, _ := tokenLogin(t, x)
			s, err := d.Do(t.Context(), "login", botToken)
			require.Equal(t, tt.phase, s.Phase)
			require.Equal(t, tt.err, reasonIn(err))
			require.Len(t, x.tokens, 1)
		})
	}
}

// Whether it was taken is not known, one is given again, and the first turns out to
// have signed in. It is not known that they are the same, so the second is told that it
// was not asked for: else whoever gave another one would take its account for theirs.
func TestTokenGivenAgain(t *testing.T) {
	for name, again := range map[string]flow.Input{"the same": botToken, "another": flow.Token("bot", "another")} {
		t.Run(name, func(t *testing.T) {
			x := new(tokenSystem).answers(flow.CallImportToken, errCut).answers(flow.CallWhoAmI, errCut, robot)
			d, _ := tokenLogin(t, x)
			s, err := d.Do(t.Context(), "login", botToken)
			requireReason(t, err, errors.Unanswered)
			require.Equal(t, flow.CallImportToken, s.Doubt)
			s, err = d.Do(t.Context(), "login", again)
			requireReason(t, err, errors.NotAllowed)
			require.Equal(t, flow.Ready, s.Phase)
			require.Equal(t, robot.Account, s.Account)
			require.Len(t, x.tokens, 1, "the second is not sent")
		})
	}
}

// After a token anything may be wanted, although nobody has said who signs in.
func TestTokenIsHalf(t *testing.T) {
	sent := flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash"), Delivery: codes.Authenticator, Length: 6, Purpose: codes.SecondFactor}}
	x := new(tokenSystem).answers(flow.CallImportToken, flow.PasswordWanted{Password: flow.PasswordInfo{Hint: "pet"}}).
		answers(flow.CallCheckPassword, sent).answers(flow.CallSignIn, robot)
	d, _ := tokenLogin(t, x)
	s := do(t, d, botToken)
	require.Equal(t, "pet", s.Password.Hint)
	s = do(t, d, flow.Password(secret))
	require.Equal(t, codes.Authenticator, s.Sent.Delivery)
	require.Equal(t, codes.SecondFactor, s.Sent.Purpose)
	require.True(t, s.Identifier.IsZero())
	require.Equal(t, flow.Ready, do(t, d, flow.Code("123456")).Phase)
}

// Who is asked for something by now has said who signs in.
func TestTokenTooLate(t *testing.T) {
	_, door := newServer(t, protected)
	d := &flow.Driver{Transport: door}
	for _, in := range []flow.Input{flow.PhoneNumber(phone), flow.Code(phoneCode), flow.Password(secret)} {
		before := do(t, d, in)
		s, err := d.Do(t.Context(), "login", botToken)
		requireReason(t, err, errors.NotAllowed)
		require.True(t, sameState(&before, &s))
	}
}

// A token's answer that comes when it has been given up for lost still counts.
func TestTokenLate(t *testing.T) {
	for _, ended := range []bool{false, true} {
		m := flow.Machine{}
		s, call := flow.State{Key: "key"}, flow.Call{}
		step := func(e flow.Event) {
			t.Helper()
			var err error
			s, call, err = m.Step(s, e, storyTime)
			require.NoError(t, err)
		}
		step(botToken)
		token := call
		step(flow.Answered{Call: flow.Call{Name: token.Name, Number: token.Number}, Answer: flow.Unanswered{}, Key: "key"})
		step(flow.Answered{Call: call, Answer: flow.Nobody{}, Key: "key"})
		if ended {
			step(flow.Cancel())
		}
		step(flow.Answered{Call: token, Answer: robot, Key: "key"})
		if ended {
			require.Equal(t, flow.LoggedOut, s.Phase)
			require.Equal(t, flow.CallLogOut, call.Name, "the login is not left behind")
			continue
		}
		require.Equal(t, flow.Ready, s.Phase)
		require.Equal(t, "7", s.Account.ID)
	}
}

// A token that must wait is refused before a key is made for it; another one need
// not wait, nor a number.
func TestTokenWaits(t *testing.T) {
	flood := flow.Refused{Err: errors.FromRPC("", 420, "FLOOD_WAIT_60")}
	x := new(tokenSystem).answers(flow.CallImportToken, flood, robot)
	d, later := tokenLogin(t, x)
	_, err := d.Do(t.Context(), "login", botToken)
	requireReason(t, err, errors.FloodWait)
	_, err = d.Do(t.Context(), "login", botToken)
	requireReason(t, err, errors.TooEarly)
	require.Len(t, x.tokens, 1)
	later(time.Minute)
	require.Equal(t, flow.Ready, do(t, d, botToken).Phase)

	x = new(tokenSystem).answers(flow.CallImportToken, flood, robot)
	d, _ = tokenLogin(t, x)
	_, err = d.Do(t.Context(), "login", botToken)
	requireReason(t, err, errors.FloodWait)
	require.Equal(t, flow.Ready, do(t, d, flow.Token("bot", "another")).Phase)
}

// A system has its own kinds of tokens: another is an error of its own, before
// anything is sent, and no end.
func TestTokenOfNoKind(t *testing.T) {
	srv, door := newServer(t, registered)
	d := &flow.Driver{Transport: door}
	s, err := d.Do(t.Context(), "login", flow.Token("social", sampleToken))
	refusal := requireReason(t, err, errors.NotAllowed)
	require.ErrorIs(t, err, errors.NotSent)
	require.Contains(t, refusal.Error(), "ImportToken: not_allowed")
	require.Contains(t, refusal.Advice(), "cannot be done here")
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
	require.Empty(t, srv.Requests())
	require.Equal(t, flow.Ready, do(t, d, flow.PhoneNumber(phone), flow.Code(phoneCode)).Phase)
}

// Nobody reads a token in what a login shows of itself.
func TestTokenIsNotShown(t *testing.T) {
	s, call, err := flow.Step(flow.State{Key: "key"}, botToken, storyTime)
	require.NoError(t, err)
	require.Equal(t, sampleToken, call.Token.Reveal())
	view, err := json.Marshal(s)
	require.NoError(t, err)
	for _, text := range []string{string(view), s.String(), call.String(), fmt.Sprintf("%#v %+v", call, s), botToken.String()} {
		require.False(t, leak.In(text, sampleToken))
	}
}

// Telegram knows people by their numbers: whatever else says who signs in never
// reaches it.
func TestIdentifierAtTelegram(t *testing.T) {
	mail, err := codes.Email(sampleEmail)
	require.NoError(t, err)
	name, err := codes.Name("ada")
	require.NoError(t, err)
	for what, who := range map[string]codes.Identifier{"e-mail": mail, "name": name, "nobody": {}} {
		t.Run(what, func(t *testing.T) {
			srv, err := fake.New(registered)
			require.NoError(t, err)
			d := leak.Driver(t, &flow.Driver{Transport: &fake.Transport{Server: srv}})
			s, err := d.Do(t.Context(), "login", flow.Identifier(who))
			refusal := requireReason(t, err, errors.PhoneNumberInvalid)
			require.Equal(t, errors.Reenter, refusal.Class)
			require.Equal(t, flow.WaitPhoneNumber, s.Phase)
			require.Empty(t, srv.Requests())
			number, err := codes.ParsePhone(phone)
			require.NoError(t, err)
			require.Equal(t, flow.WaitCode, do(t, d, flow.Identifier(number)).Phase)
		})
	}
}
