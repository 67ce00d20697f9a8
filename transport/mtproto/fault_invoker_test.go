package mtproto_test

import (
	"context"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// stubborn is an invoker that does not look at contexts, and answers late.
type stubborn struct{ asked, release chan struct{} }

func (s stubborn) Invoke(_ context.Context, _ bin.Encoder, out bin.Decoder) error {
	s.asked <- struct{}{}
	<-s.release
	var b bin.Buffer
	answer := &tg.AuthAuthorization{User: &tg.UserEmpty{ID: 7}}
	return errors.Join(answer.Encode(&b), out.Decode(&b))
}

// TestInvokerCancel: a call over a running client returns when its context ends,
// whatever the client does, and the answer that comes later does no harm.
func TestInvokerCancel(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	late := stubborn{make(chan struct{}), make(chan struct{})}
	defer close(late.release)
	tr := &mtproto.InvokerTransport{Invoker: late}
	s := connected(t, tr)
	c := &client{t: t}
	c.sent.Key = s.Fingerprint()
	for _, call := range []flow.Call{
		{Name: flow.CallSendCode}, c.signInCall(adaCode), {Name: flow.CallWhoAmI}, {Name: flow.CallLogOut},
	} {
		t.Run(call.Name.String(), func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			type result struct {
				answer flow.Answer
				kept   flow.Session
				err    error
			}
			done := make(chan result, 1)
			go func() {
				answer, kept, err := tr.Perform(ctx, call, s)
				done <- result{answer, kept, err}
			}()
			within(t, late.asked, "nobody is asked")
			cancel()
			got := within(t, done, "Perform waits for the client")
			require.Nil(t, got.answer, "nobody knows what becomes of it")
			require.ErrorIs(t, got.err, context.Canceled)
			require.Equal(t, s.Fingerprint(), got.kept.Fingerprint())
		})
	}
}
