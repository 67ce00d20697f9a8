package transporttest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// Each promise about rare calls can be broken, by those who have them and by those
// who do not.
func TestBrokenRareCallsFail(t *testing.T) {
	const check = "a call that few systems have"
	told := func(name flow.CallName, secret func(flow.Call) string) func(perform) perform {
		return answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if not, ok := a.(flow.NotSent); ok && call.Name == name {
				return flow.NotSent{Err: fmt.Errorf("%s: %w", secret(call), not.Err)}, nil
			}
			return a, err
		})
	}
	said := func(name flow.CallName, change func(flow.Answer, error) (flow.Answer, error)) func(perform) perform {
		return answers(func(call flow.Call, a flow.Answer, err error) (flow.Answer, error) {
			if call.Name == name {
				return change(a, err)
			}
			return a, err
		})
	}
	lost := errors.New("lost")
	for _, tt := range []struct {
		name  string
		desk  bool // which has none of these calls
		spoil func(perform) perform
		want  string
	}{
		{"tells the address", false, told(flow.CallSendEmailCode, func(c flow.Call) string { return c.Email.Reveal() }),
			"shows the e-mail address"},
		{"tells the e-mail code", false, told(flow.CallVerifyEmail, func(c flow.Call) string { return c.Code.Reveal() }),
			"shows the e-mail code"},
		{"tells the recovery code", false, told(flow.CallRecoverPassword, func(c flow.Call) string { return c.Code.Reveal() }),
			"shows the e-mail code"},
		{"tells the token", false, told(flow.CallSignInEmail, func(c flow.Call) string { return c.Token.Reveal() + "." }),
			"shows the token"},
		{"tells the new password", false, told(flow.CallRecoverPassword, func(c flow.Call) string { return c.Password.Reveal() + "." }),
			"shows the new password"},
		{"tells the hint", false, told(flow.CallRecoverPassword, func(c flow.Call) string { return c.Hint.Reveal() + "." }), "shows the hint"},
		{"tells the password", false, told(flow.CallDeleteAccount, func(c flow.Call) string { return c.Password.Reveal() }),
			"shows the new password"},
		{"tells what it lacks", true, told(flow.CallSendEmailCode, func(c flow.Call) string { return c.Email.Reveal() }),
			"shows the e-mail address"},
		{"does what was refused", false, said(flow.CallDeleteAccount, func(a flow.Answer, err error) (flow.Answer, error) {
			if _, ok := a.(flow.Refused); ok {
				return flow.Done{}, nil
			}
			return a, err
		}), "want flow.Refused"},
		{"has an answer to what is lost", false, said(flow.CallResetPassword, func(a flow.Answer, err error) (flow.Answer, error) {
			if err != nil {
				return flow.NotSent{Err: err}, nil
			}
			return a, nil
		}), "whose answer is lost"},
		{"gives what is lost again", false, func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, s, err := good(ctx, call, s)
				if err != nil && ctx.Err() == nil && call.Name == flow.CallDeleteAccount {
					_, s, _ = good(ctx, call, s)
				}
				return answer, s, err
			}
		}, "was examined 2 times"},
		{"does not look at its context", false, func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if call.Name == flow.CallRequestRecovery {
					ctx = context.WithoutCancel(ctx)
				}
				return good(ctx, call, s)
			}
		}, "under an ended context"},
		{"changes the key", false, func(good perform) perform {
			return func(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				answer, s, err := good(ctx, call, s)
				if call.Name == flow.CallResetLoginEmail && err != nil {
					_, s, _ = good(context.WithoutCancel(ctx), flow.Call{Name: flow.CallConnect}, s)
				}
				return answer, s, err
			}
		}, "fingerprint was"},
		{"does what it does not have", true, said(flow.CallDeleteAccount, func(flow.Answer, error) (flow.Answer, error) {
			return flow.Done{}, nil
		}), "want NotSent"},
		{"does not know what it lacks", true, said(flow.CallResetPassword, func(flow.Answer, error) (flow.Answer, error) {
			return nil, lost
		}), "want NotSent"},
		{"refuses what it lacks", true, said(flow.CallRequestRecovery, func(flow.Answer, error) (flow.Answer, error) {
			return flow.Refused{Err: errors.Local(errors.NotAllowed)}, nil
		}), "want NotSent"},
		{"says that it cannot reach what it lacks", true, said(flow.CallRecoverPassword, func(flow.Answer, error) (flow.Answer, error) {
			return flow.NotSent{Err: lost}, nil
		}), "want flow.Refused"},
		{"lacks it now and then", true, func() func(perform) perform {
			times := 0
			return said(flow.CallVerifyEmail, func(a flow.Answer, err error) (flow.Answer, error) {
				if times++; times > 2 {
					return flow.NotSent{Err: lost}, nil
				}
				return a, err
			})
		}(), "want errors.NotAllowed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			complaints := strings.Join(recorded(t, func(r testing.TB) {
				if tt.desk {
					transporttest.Check(r, check, startDesk(t, true).server(r, tt.spoil))
					return
				}
				transporttest.Check(r, check, serve(r, tt.spoil))
			}), "\n")
			require.Contains(t, complaints, tt.want)
		})
	}
}
