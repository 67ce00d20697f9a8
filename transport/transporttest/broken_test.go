package transporttest_test

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/internal/conformance"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// A perform is the one method of a Transport.
type perform func(context.Context, flow.Call, flow.Session) (flow.Answer, flow.Session, error)

func (p perform) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	return p(ctx, call, s)
}

// unchanged is a Transport that is not broken.
func unchanged(good perform) perform { return good }

// serve makes the server of a check, with Transports that have been broken.
func serve(t testing.TB, spoil func(good perform) perform) transporttest.Server {
	model, s := conformance.Model(t, 0)
	s.Transport = func() flow.Transport { return spoil((&fake.Transport{Server: model}).Perform) }
	s.Unreachable = func() flow.Transport { return spoil((&fake.Transport{Server: new(fake.Server)}).Perform) }
	return s
}

// answers changes what a Transport answers.
func answers(change func(call flow.Call, a flow.Answer, err error) (flow.Answer, error)) func(perform) perform {
	return func(good perform) perform {
		return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
			answer, s, err := good(ctx, call, s)
			answer, err = change(call, answer, err)
			return answer, s, err
		}
	}
}

// A Transport that is broken on purpose fails the checks that are there for it.
// The controls that check the checks.
func TestBrokenTransportsFail(t *testing.T) {
	const (
		no        = "without a session"
		whole     = "signs in and out"
		driver    = "a Driver signs in"
		wrong     = "a wrong value"
		anyCall   = "any call"
		strange   = "a session that is none of its own"
		otherKey  = "a hash of another key"
		past      = "a context that has ended"
		during    = "a context that ends"
		cut       = "a server that cannot be reached"
		lost      = "an answer that is lost"
		several   = "several at once"
		left      = "nothing is left running"
		printed   = "no secret is printed"
		rarely    = "a call that few systems have"
		hearing   = "what is said unasked"
		impatient = 500 * time.Millisecond
	)
	transporttest.SetPatience(t, impatient)
	ended := make(chan struct{}) // ends what the broken ones leave running
	defer close(ended)
	missed := map[string]bool{}
	for _, name := range transporttest.Names() {
		missed[name] = true
	}
	for _, tt := range []struct {
		name  string
		spoil func(good perform) perform
		fails []string
	}{
		{"sends again what was not answered", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, s, err := good(ctx, call, s)
				if err != nil && ctx.Err() == nil {
					return good(ctx, call, s)
				}
				return answer, s, err
			}
		}, []string{lost, rarely}},
		{"sends again what was refused", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, s, err := good(ctx, call, s)
				if _, ok := answer.(flow.Refused); ok {
					return good(ctx, call, s)
				}
				return answer, s, err
			}
		}, []string{wrong}},
		{"swallows the context", func(good perform) perform {
			return func(_ context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				go func() {
					select {
					case <-ended:
						cancel()
					case <-ctx.Done():
					}
				}()
				return good(ctx, call, s)
			}
		}, []string{past, during}},
		{"loses the session with the answer", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, s, err := good(ctx, call, s)
				if err != nil {
					s = flow.NewSession("", []byte(`{"dc":2}`))
				}
				return answer, s, err
			}
		}, []string{lost, during}},
		{"calls what is lost not sent", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if err != nil {
				return flow.NotSent{Err: err}, nil
			}
			return a, nil
		}), []string{lost, during}},
		{"calls what is lost refused", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if err != nil {
				return flow.Refused{Err: errors.FromRPC(call.Name.String(), 500, "LOST")}, nil
			}
			return a, nil
		}), []string{lost, during}},
		{"has an answer to what is lost", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if err != nil {
				return flow.Done{}, err
			}
			return a, nil
		}), []string{lost}},
		{"calls what is not sent lost", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if a, ok := a.(flow.NotSent); ok {
				return nil, a.Err
			}
			return a, err
		}), []string{cut, no, anyCall}},
		{"does not say why", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.NotSent); ok {
				return flow.NotSent{}, nil
			}
			return a, err
		}), []string{cut}},
		{"takes silence for nobody", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.NotSent); ok && call.Name == flow.CallWhoAmI {
				return flow.Nobody{}, nil
			}
			return a, err
		}), []string{cut, strange}},
		{"ignores the fingerprint", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				call.Sent.Key = s.Fingerprint()
				return good(ctx, call, s)
			}
		}, []string{otherKey}},
		{"looks at the fingerprint too late", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if call.Sent.IsZero() || call.Sent.Key == s.Fingerprint() {
					return good(ctx, call, s)
				}
				call.Sent.Key = s.Fingerprint()
				answer, s, err := good(ctx, call, s)
				if _, not := answer.(flow.NotSent); !not {
					answer, err = flow.Refused{Err: errors.Local(errors.KeyMismatch)}, nil
				}
				return answer, s, err
			}
		}, []string{otherKey}},
		{"panics at what it does not know", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if call.Name > flow.CallLogOut {
					panic("no such call")
				}
				return good(ctx, call, s)
			}
		}, []string{anyCall}},
		{"says nothing to what it does not know", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if call.Name == flow.NoCall {
				return nil, nil
			}
			return a, err
		}), []string{anyCall}},
		{"takes a damaged session for none", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, after, err := good(ctx, call, s)
				if not, ok := answer.(flow.NotSent); ok && errors.Is(not.Err, errors.BadRecord) {
					return good(ctx, call, flow.Session{})
				}
				return answer, after, err
			}
		}, []string{strange}},
		{"keeps the session to itself", func(good perform) perform {
			kept := map[string]flow.Session{}
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if own, ok := kept[s.Fingerprint()]; ok {
					s = own
				}
				answer, s, err := good(ctx, call, s)
				kept[s.Fingerprint()] = s
				return answer, flow.NewSession(s.Fingerprint(), nil), err
			}
		}, []string{whole, driver}},
		{"changes its fingerprint", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				own := s
				if text := s.Fingerprint(); text != "" {
					own = flow.NewSession(text[:26], s.Bytes())
				}
				if key := call.Sent.Key; key != "" && key == s.Fingerprint() {
					call.Sent.Key = own.Fingerprint()
				}
				answer, after, err := good(ctx, call, own)
				if after.Fingerprint() == "" {
					return answer, after, err
				}
				return answer, flow.NewSession(after.Fingerprint()+s.Fingerprint()[min(26, len(s.Fingerprint())):]+"'", after.Bytes()), err
			}
		}, []string{whole}},
		{"makes a key where there is none", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if s.Fingerprint() == "" && call.Name == flow.CallSendCode {
					_, s, _ = good(ctx, flow.Call{Name: flow.CallConnect}, s)
				}
				return good(ctx, call, s)
			}
		}, []string{no}},
		{"is blind to half logins", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, half := a.(flow.PasswordWanted); half && call.Name == flow.CallWhoAmI {
				return flow.Nobody{}, nil
			}
			return a, err
		}), []string{whole, lost}},
		{"does not log out", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if call.Name == flow.CallLogOut {
					return flow.Done{}, s, nil
				}
				return good(ctx, call, s)
			}
		}, []string{whole}},
		{"gives no reason", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.Refused); ok {
				return flow.Refused{Err: new(errors.Error)}, nil
			}
			return a, err
		}), []string{wrong}},
		{"gives no class", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.Refused); ok {
				return flow.Refused{Err: errors.FromRPC(call.Name.String(), 400, "NO")}, nil
			}
			return a, err
		}), []string{wrong}},
		{"refuses with nothing", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.Refused); ok {
				return flow.Refused{}, nil
			}
			return a, err
		}), []string{wrong, anyCall}},
		{"answers by pointers", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if a, ok := a.(flow.PasswordWanted); ok {
				return &a, nil
			}
			return a, err
		}), []string{whole, driver}},
		{"carries one at a time", func() func(good perform) perform {
			var busy sync.Mutex
			var together sync.WaitGroup
			together.Add(8)
			return func(good perform) perform {
				return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
					if call.Name == flow.CallConnect {
						first := busy.TryLock()
						together.Done()
						together.Wait()
						if !first {
							return flow.NotSent{Err: errors.New("busy")}, s, nil
						}
					}
					return good(ctx, call, s)
				}
			}
		}(), []string{several}},
		{"leaves something running", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				go func() { <-ended }()
				return good(ctx, call, s)
			}
		}, []string{left}},
		{"tells the number", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if not, ok := a.(flow.NotSent); ok && call.Name == flow.CallSendCode {
				return flow.NotSent{Err: fmt.Errorf("sending to %s: %w", call.To.Reveal(), not.Err)}, nil
			}
			return a, err
		}), []string{printed}},
		{"tells the code", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if err != nil && call.Name == flow.CallSignIn {
				return nil, fmt.Errorf("auth.signIn %s: %w", call.Code.Reveal(), err)
			}
			return a, err
		}), []string{printed}},
		{"tells the password", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.NotSent); ok && call.Name == flow.CallCheckPassword {
				return flow.NotSent{Err: &errors.Error{Reason: errors.NotSent, Text: call.Password.Reveal()}}, nil
			}
			return a, err
		}), []string{printed}},
		{"tells the hash", answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if not, ok := a.(flow.NotSent); ok && !call.Sent.Hash.IsZero() {
				return flow.NotSent{Err: fmt.Errorf("%q: %w", call.Sent.Hash.Reveal(), not.Err)}, nil
			}
			return a, err
		}), []string{printed}},
		{"tells the session", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, after, err := good(ctx, call, s)
				if err != nil {
					err = fmt.Errorf("under %x: %w", s.Bytes(), err)
				}
				return answer, after, err
			}
		}, []string{printed}},
		{"sends no hash", answers(func(_ flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if sent, ok := a.(flow.CodeSent); ok {
				sent.Sent.Hash = codes.Secret{}
				return sent, nil
			}
			return a, err
		}), []string{whole}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, check := range tt.fails {
				said := runRecorded(t, check, tt.spoil)
				t.Logf("%s: %q", check, said)
				require.NotEmpty(t, said, check)
				delete(missed, check)
			}
		})
	}
	for name, listen := range brokenListeners {
		t.Run(name, func(t *testing.T) {
			said := recorded(t, func(r testing.TB) {
				server := serve(r, unchanged)
				good, nowhere := server.Transport, server.Unreachable
				server.Transport = func() flow.Transport { return ears{good(), listen} }
				server.Unreachable = func() flow.Transport { return ears{nowhere(), listen} }
				transporttest.Check(r, hearing, server)
			})
			t.Logf("%q", said)
			require.NotEmpty(t, said)
			delete(missed, hearing)
		})
	}
	t.Run("hears nobody while it listens", func(t *testing.T) {
		said := recorded(t, func(r testing.TB) {
			server := serve(r, unchanged)
			good, nowhere, busy := server.Transport, server.Unreachable, new(sync.Mutex)
			server.Transport = func() flow.Transport { return oneEar{good(), busy} }
			server.Unreachable = func() flow.Transport { return ears{nowhere(), brokenListeners["does not wait"]} }
			transporttest.Check(r, hearing, server)
		})
		t.Logf("%q", said)
		require.NotEmpty(t, said)
	})
	require.Empty(t, slices.Collect(maps.Keys(missed)), "nothing fails these checks")
}

// ears make a listener of a Transport.
type ears struct {
	flow.Transport
	listen func(context.Context, flow.Session) (flow.Answer, flow.Session, error)
}

func (e ears) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	return e.listen(ctx, s)
}

// oneEar makes no call while it listens.
type oneEar struct {
	flow.Transport
	busy *sync.Mutex
}

func (e oneEar) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	if len(s.Bytes()) == 0 || s.Bytes()[len(s.Bytes())-1] == 'x' {
		return nil, s, errors.New("none of mine")
	}
	if !e.busy.TryLock() {
		return nil, s, errors.New("busy")
	}
	defer e.busy.Unlock()
	<-ctx.Done()
	return nil, s, ctx.Err()
}

func (e oneEar) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	e.busy.Lock()
	defer e.busy.Unlock()
	return e.Transport.Perform(ctx, call, s)
}

var brokenListeners = map[string]func(context.Context, flow.Session) (flow.Answer, flow.Session, error){
	"hears without a session": func(context.Context, flow.Session) (flow.Answer, flow.Session, error) {
		return flow.LoginTokenAccepted{}, flow.Session{}, nil
	},
	"waits without a session": func(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
		<-ctx.Done()
		return nil, s, ctx.Err()
	},
	"does not wait": func(_ context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
		return nil, s, errors.New("deaf")
	},
	"listens under another session": func(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
		if s.Fingerprint() == "" || s.Bytes()[len(s.Bytes())-1] == 'x' {
			return nil, s, errors.New("none of mine")
		}
		<-ctx.Done()
		return nil, flow.NewSession("another", s.Bytes()), ctx.Err()
	},
}

// The controls' ground: what is not broken fails nothing.
func TestGoodTransportFailsNothing(t *testing.T) {
	for _, check := range transporttest.Names() {
		require.Empty(t, runRecorded(t, check, unchanged), check)
		for _, factor := range []bool{false, true} {
			require.Empty(t, recorded(t, func(r testing.TB) {
				transporttest.Check(r, check, startDesk(t, factor).server(r, unchanged))
			}), "%s, with a code after the password: %v", check, factor)
		}
	}
}

// runRecorded runs a check and returns what it complained about.
func runRecorded(t *testing.T, check string, spoil func(perform) perform) []string {
	return recorded(t, func(r testing.TB) { transporttest.Check(r, check, serve(r, spoil)) })
}

// recorded returns what is complained about.
func recorded(t *testing.T, check func(testing.TB)) []string {
	r := &recorder{TB: t}
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		check(r)
	}()
	<-finished
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.said)
}

// recorder is a testing.TB that takes complaints for itself.
type recorder struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

func (r *recorder) Fatal(args ...any) { r.Fatalf("%s", fmt.Sprint(args...)) }
