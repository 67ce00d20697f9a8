package docs_test

import (
	"context"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// elsewhere is a client whose every QR code was scanned by an account of another data
// centre.
type elsewhere struct{}

func (elsewhere) Invoke(_ context.Context, _ bin.Encoder, out bin.Decoder) error {
	var b bin.Buffer
	if err := (&tg.AuthLoginTokenMigrateTo{DCID: 4, Token: []byte("token")}).Encode(&b); err != nil {
		return err
	}
	return out.Decode(&b)
}

// TestInvokerStays holds coming-from-gotd.md to what it says of QR codes over a client
// that already runs.
func TestInvokerStays(t *testing.T) {
	transport := &mtproto.InvokerTransport{Invoker: elsewhere{}}
	_, hears := any(transport).(flow.Listener)
	require.False(t, hears)
	d := &flow.Driver{Transport: transport}
	s, err := d.Do(t.Context(), "me", flow.RequestQRCode())
	require.ErrorIs(t, err, errors.UnknownDC)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)
}
