package flow_test

import (
	"context"
	"flag"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

var update = flag.Bool("update", false, "rewrite testdata from what is seen; read the difference before committing it")

// TestStoriesFake tells every story to a server in memory: what the file says
// of calls, answers and requests is what the server did.
func TestStoriesFake(t *testing.T) {
	for _, s := range stories(t) {
		if s.only != "" && s.only != "fake" {
			continue
		}
		t.Run(s.file, func(t *testing.T) {
			seen, err := s.tellServer(t, func(srv *fake.Server, l *line) error {
				l.Transport = &fake.Transport{Server: srv, AppID: storyAppID, AppHash: codes.NewSecret(storyAppHash)}
				l.forget = srv.ForgetKey
				return nil
			})
			require.NoError(t, err)
			if *update {
				s.rewrite(t, seen)
				return
			}
			s.compare(t, seen)
		})
	}
}

func (s *story) compare(t *testing.T, seen []step) {
	for i, st := range s.steps {
		require.Equal(t, st.told(true), seen[i].told(true), "%s:%d: %s", s.file, st.line, st.input)
	}
}

// line is a transport over a line that can be down, which is noticed, or
// silent, which leaves everybody guessing.
type line struct {
	flow.Transport
	// forget makes the server forget a key.
	forget func(key string) bool
	// wired transports find out by themselves that the line is down.
	wired        bool
	down, silent atomic.Bool
}

// Listen hears as long as the line is well, if the transport does.
func (l *line) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	listener, ok := l.Transport.(flow.Listener)
	if !ok || l.down.Load() || l.silent.Load() {
		return nil, s, errors.New("nothing can be heard")
	}
	return listener.Listen(ctx, s)
}

func (l *line) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	if l.down.Load() && !l.wired {
		return flow.NotSent{Err: errors.New("the line is down")}, s, nil
	}
	if l.silent.Load() {
		return nil, s, errors.New("the line is silent")
	}
	return l.Transport.Perform(ctx, call, s)
}

// A door puts a line to a server.
type door func(*fake.Server, *line) error

// tellServer tells a story to a server behind a door.
func (s *story) tellServer(t testing.TB, open door) ([]step, error) {
	var accounts []fake.Account
	authenticators := map[string]*fake.Authenticator{}
	var shown []string // of passkeys, in place of what is another one each time
	for _, line := range s.accounts {
		a, err := parseAccount(line)
		if err != nil {
			return nil, err
		}
		if _, has := pairs(line)["passkey"]; has {
			keys := fake.NewAuthenticator()
			p := keys.Credential(a.DC, a.ID)
			a.Passkeys, authenticators[a.Phone] = []fake.Passkey{p}, keys
			shown = append(shown, p.ID, fmt.Sprintf("passkey%d", len(authenticators)))
		}
		for _, token := range []string{a.BotToken, a.WebToken, a.PNVToken} {
			leak.Secret(leak.Token, token)
		}
		accounts = append(accounts, a)
	}
	srv, err := fake.New(accounts...)
	if err != nil {
		return nil, err
	}
	leak.Server(t, srv, accounts...)
	wire, requests := &line{}, 0
	at := &stage{
		transport: wire, now: storyTime,
		received: func() (all []string) {
			for _, r := range srv.Requests()[requests:] {
				text := strings.NewReplacer(shown...).Replace(fmt.Sprintf("dc%d %s %s", r.DC, r.Key, r))
				all = append(all, signature.ReplaceAllString(text, "$1=<$1>"))
				requests++
			}
			return all
		},
	}
	at.happen = func(what string) error { return happen(srv, wire, at.state, what) }
	at.said = func(input string) string {
		return signed(input, func(phone string) string {
			response, err := authenticators[phone].Assert(at.state.Passkey.Options)
			require.NoError(t, err)
			return response
		})
	}
	at.answered = func(a flow.Answer) string { return renderAnswerAt(a, at.now) }
	srv.Now, srv.Predictable = at.clock, true
	for k, v := range s.server {
		switch k {
		case "dcs":
			srv.DCs = nil
			for n := range strings.SplitSeq(v, ",") {
				dc, err := strconv.Atoi(n)
				if err != nil {
					return nil, err
				}
				srv.DCs = append(srv.DCs, dc)
			}
		case "half_login":
			srv.HalfLogin = v
		case "app_id":
			if srv.AppID, err = strconv.Atoi(v); err != nil {
				return nil, err
			}
		case "token_life":
			if srv.LoginTokenLife, err = time.ParseDuration(v); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("a server has no %q", k)
		}
	}
	if err := open(srv, wire); err != nil {
		return nil, err
	}
	told, err := s.play(t, at)
	if n := srv.Faults(); n > 0 && err == nil {
		err = fmt.Errorf("%s: %d faults that were announced have not happened", s.file, n)
	}
	return told, err
}

// A stage is where a story is told: a server, and the way to it.
type stage struct {
	transport flow.Transport
	now       time.Time
	state     flow.State // after the last step
	// happen does what a line with an exclamation mark says.
	happen func(what string) error
	// said is what a person really types, nil if that is what is told.
	said func(input string) string
	// answered is how an answer is told.
	answered func(flow.Answer) string
	// received are the requests that have come since it was asked last.
	received func() []string
}

// signature are the fields of a passkey that are others each time.
var signature = regexp.MustCompile(`(client_data|authenticator_data|signature)=("(?:[^"\\]|\\.)*"|\S+)`)

func (at *stage) clock() time.Time { return at.now }

// play tells a story on a stage. Every step is taken by a new driver, which knows
// what the store knows and nothing else.
func (s *story) play(t testing.TB, at *stage) (told []step, err error) {
	store := &flow.MemoryStore{}
	ctx := context.Background()
	key := ""
	for _, st := range s.steps {
		seen := step{}
		d := leak.Driver(t, &flow.Driver{
			Transport: at.transport, Store: store, Limits: s.limits, Now: at.clock,
			Observe: func(o flow.Observation) {
				if a, ok := o.Event.(flow.Answered); ok {
					text := nameOfCall(a.Call.Name) + ": " + at.answered(a.Answer)
					if key != "" && a.Key == "" {
						text += keyLost
					}
					key = a.Key
					seen.answers = append(seen.answers, text)
				}
			},
		})
		fail := func(err error) ([]step, error) { return nil, fmt.Errorf("%s:%d: %w", s.file, st.line, err) }
		for _, what := range st.happened {
			after, clock := strings.CutPrefix(what, "clock +")
			switch {
			case clock:
				var d time.Duration
				d, err = time.ParseDuration(after)
				at.now = at.now.Add(d)
			case what == newLogin:
				err, key = d.Forget(ctx, "story"), ""
			default:
				err = at.happen(what)
			}
			if err != nil {
				return fail(err)
			}
		}
		if st.late != "" {
			return fail(errors.New("no server says a thing twice; only a machine can be told"))
		}
		input := st.input
		if at.said != nil {
			input = at.said(input)
		}
		var state flow.State
		if input == listens {
			state, err = listen(ctx, d)
		} else {
			var in flow.Input
			if in, err = parseInput(input); err != nil {
				return fail(err)
			}
			state, err = d.Do(ctx, "story", in)
			leak.Saw(t, in)
		}
		leak.Saw(t, state, err)
		at.state = state
		seen.state = renderState(state, err, at.now)
		seen.received = at.received()
		told = append(told, seen)
	}
	return told, nil
}

// listen waits for what is pushed, for a while: what a story tells has been pushed
// already, or the time to ask has come.
func listen(ctx context.Context, d *flow.Driver) (flow.State, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return d.Listen(ctx, "story")
}

// newLogin is what happens when a person begins again after the end.
const newLogin = "new login"

// happen does what a line with an exclamation mark says.
func happen(srv *fake.Server, wire *line, s flow.State, what string) error {
	f := fields(what)
	verb := f[0]
	f = append(f[1:], "", "", "")
	switch verb {
	case "refuse":
		code, err := strconv.Atoi(f[1])
		srv.Refuse(f[0], code, f[2])
		return err
	case "cut-before": // the connection is cut before the server acts
		srv.Inject(fake.Fault{Method: f[0], Disconnect: true})
	case "cut-after": // the server acts, and the connection is cut before the answer
		srv.Inject(fake.Fault{Method: f[0], Disconnect: true, LoseAfter: true})
	case "down":
		wire.down.Store(true)
	case "silent":
		wire.silent.Store(true)
	case "up":
		wire.down.Store(false)
		wire.silent.Store(false)
	case "forget":
		wire.forget(srv.Key(f[0]))
	case "revoke":
		srv.RevokeSession(srv.Key(f[0]))
	case "scan":
		err := srv.Scan(f[0], s.LoginToken.URL())
		if f[1] == "" {
			return err
		}
		if refused, is := errors.AsType[*fake.RPCError](err); !is || refused.Text != f[1] {
			return fmt.Errorf("who scans is told %v", err)
		}
	case "pay":
		return srv.Pay(f[0])
	case "challenge":
		srv.Challenge(f[0], f[1], f[2])
	case "ban":
		return srv.Ban(f[0])
	case "password":
		return srv.SetPassword(f[0], f[1], f[2])
	case "move":
		dc, err := strconv.Atoi(f[1])
		if err != nil {
			return err
		}
		return srv.Move(f[0], dc)
	default:
		return fmt.Errorf("nothing like %q can happen", what)
	}
	return nil
}
