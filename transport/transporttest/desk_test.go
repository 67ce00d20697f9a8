package transporttest_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// Where the password comes first, a code second, and the token with the answer,
// Transports can be broken in other ways.
func TestBrokenDeskTransportsFail(t *testing.T) {
	const (
		whole  = "signs in and out"
		driver = "a Driver signs in"
		wrong  = "a wrong value"
		past   = "a context that has ended"
		cut    = "a server that cannot be reached"
		lost   = "an answer that is lost"
	)
	whoAmI := func(says func(flow.Answer) flow.Answer) func(perform) perform {
		return answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if call.Name == flow.CallWhoAmI && err == nil {
				return says(a), nil
			}
			return a, err
		})
	}
	for _, tt := range []struct {
		name  string
		spoil func(good perform) perform
		fails []string
	}{
		{"forgets who", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, after, err := good(ctx, call, s)
				if call.Name == flow.CallSendCode {
					after = s
				}
				return answer, after, err
			}
		}, []string{whole, driver}},
		{"is blind to the name", whoAmI(func(a flow.Answer) flow.Answer {
			if _, wanted := a.(flow.PasswordWanted); wanted {
				return flow.Nobody{}
			}
			return a
		}), []string{whole, wrong, past}},
		{"is blind to the code that is out", whoAmI(func(a flow.Answer) flow.Answer {
			if _, out := a.(flow.CodeSent); out {
				return flow.Nobody{}
			}
			return a
		}), []string{whole, wrong}},
		{"knows another code than the one that is out", whoAmI(func(a flow.Answer) flow.Answer {
			if sent, out := a.(flow.CodeSent); out {
				sent.Sent.Hash = codes.NewSecret("another")
				return sent
			}
			return a
		}), []string{whole}},
		{"forgets what the code is for", whoAmI(func(a flow.Answer) flow.Answer {
			if sent, out := a.(flow.CodeSent); out {
				sent.Sent.Purpose = codes.SignIn
				return sent
			}
			return a
		}), []string{whole}},
		{"makes a new key for each name", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if call.Name == flow.CallSendCode && s.Fingerprint() != "" {
					_, s, _ = good(ctx, flow.Call{Name: flow.CallConnect}, s)
				}
				return good(ctx, call, s)
			}
		}, []string{past, cut}},
		{"gives the password again", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, after, err := good(ctx, call, s)
				if err != nil && call.Name == flow.CallCheckPassword {
					return good(ctx, call, s)
				}
				return answer, after, err
			}
		}, []string{lost}},
		{"does not know how to go on", func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, after, err := good(ctx, call, s)
				if err != nil {
					_, after, _ = good(ctx, flow.Call{Name: flow.CallLogOut}, s)
				}
				if call.Name == flow.CallWhoAmI && answer == (flow.Nobody{}) && after.Fingerprint() != "" {
					answer = flow.PasswordWanted{}
				}
				return answer, after, err
			}
		}, []string{lost}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, check := range tt.fails {
				said := recorded(t, func(r testing.TB) {
					transporttest.Check(r, check, startDesk(t, true).server(r, tt.spoil))
				})
				t.Logf("%s: %q", check, said)
				require.NotEmpty(t, said, check)
			}
		})
	}
}

// Who says that a lost login can be found must find it.
func TestLostTokenIsFoundOrNot(t *testing.T) {
	const lost = "an answer that is lost"
	for _, factor := range []bool{false, true} {
		said := recorded(t, func(r testing.TB) {
			s := startDesk(t, factor).server(r, unchanged)
			s.TokenInAnswer = false
			transporttest.Check(r, lost, s)
		})
		require.NotEmpty(t, said)
	}
}
