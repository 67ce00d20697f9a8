package mtproto_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/conformance"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
	"github.com/stepin-go/stepin/transport/transporttest"
)

func TestConformance(t *testing.T) {
	transporttest.Run(t, transporttest.Config{Serve: func(t testing.TB) transporttest.Server {
		model, s := conformance.Model(t, 0)
		srv, err := mtprototest.Start(model, mtprototest.Config{})
		require.NoError(t, err)
		t.Cleanup(srv.Close)
		s.Transport = func() flow.Transport { return srv.Transport() }
		s.Unreachable = func() flow.Transport {
			tr := srv.Transport()
			tr.DCs = []mtproto.DataCentre{{ID: tr.DC, Addrs: []string{closedPort(t)}}}
			return tr
		}
		return s
	}})
}
