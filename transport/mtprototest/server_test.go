package mtprototest_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func TestSignIn(t *testing.T) {
	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620002", Password: "secret", Hint: "pet", FirstName: "Ada", DC: 4})
	tr := srv.Transport()
	tr.DC = 2
	d := &flow.Driver{Transport: tr}
	ctx := context.Background()
	s, err := d.Do(ctx, "me", flow.PhoneNumber("+9996620002"))
	require.NoError(t, err)
	require.Equal(t, flow.WaitCode, s.Phase)
	s, err = d.Do(ctx, "me", flow.Code("22222"))
	require.NoError(t, err)
	require.Equal(t, flow.WaitPassword, s.Phase)
	require.Equal(t, "pet", s.Password.Hint)
	s, err = d.Do(ctx, "me", flow.Password("secret"))
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	require.Equal(t, "Ada", s.Account.FirstName)
	t.Log(srv.Calls())
	for _, r := range srv.Requests() {
		t.Log(r.DC, r.Key, r)
	}
}
