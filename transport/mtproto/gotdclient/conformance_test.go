package gotdclient_test

import (
	"context"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/conformance"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

// cut is a client without a connection.
type cut struct{}

func (cut) Invoke(context.Context, bin.Encoder, bin.Decoder) error {
	return errors.New("not connected")
}

// mtproto.InvokerTransport over gotd's client keeps all promises but those that
// its documentation takes back. One client, whose start takes long, does for all
// checks.
func TestInvokerConformance(t *testing.T) {
	model, s := conformance.Model(t, 0)
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	require.NoError(t, err)
	t.Cleanup(srv.Close)
	tr := srv.Transport()
	client := telegram.NewClient(tr.AppID, tr.AppHash.Reveal(), newOptions(t, tr))
	start(t, client)
	over := func(i tg.Invoker) func() flow.Transport {
		return func() flow.Transport {
			return &mtproto.InvokerTransport{Invoker: i, AppID: tr.AppID, AppHash: tr.AppHash}
		}
	}
	s.Transport, s.Unreachable = over(client), over(cut{})
	transporttest.Run(t, transporttest.Config{
		Serve: func(testing.TB) transporttest.Server { return s },
		Except: map[string]string{
			"a session that is none of its own": "the session is the client's, and the record has none",
			"a server that cannot be reached":   "the client does not tell whether a query was sent",
			"a call that few systems have":      "the client does not tell whether a query was sent",
			"an answer that is lost":            "the client may send a query again on the next connection",
		},
	})
}
