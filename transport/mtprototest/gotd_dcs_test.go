package mtprototest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest"
)

// gotd's client begins at one data centre, and moves to the other, where the
// account lives: it is told by PHONE_MIGRATE, and finds the address in
// help.getConfig.
// See https://core.telegram.org/api/datacenter.
func TestGotdDataCentres(t *testing.T) {
	account := mtprototest.Account{Phone: ada, ID: 77, DC: 4}
	srv := mtprototest.New(t, account)
	options := gotdOptions(t, srv)
	known := options.DCList.Options
	options.DCList.Options = slices.DeleteFunc(slices.Clone(known), func(dc tg.DCOption) bool { return dc.ID != 2 })
	require.EqualValues(t, 77, gotdSignIn(t, srv, options, account).ID)
	require.Equal(t, 4, srv.SignedIn()[0].DC)

	var asked []string
	for _, r := range srv.Requests() {
		if r.Method == "auth.sendCode" {
			asked = append(asked, fmt.Sprintf("%d: %s", r.DC, r.Answer))
		}
	}
	require.Equal(t, []string{"2: 303 PHONE_MIGRATE_4", "4: auth.sentCode"}, asked)
	require.Equal(t, 2, srv.Keys(), "one for each data centre")

	// Its next run begins at home. gotd does not keep addresses.
	options.DCList.Options = known
	require.EqualValues(t, 77, gotdSignIn(t, srv, options, account).ID)
	require.Equal(t, 2, srv.Keys())
}
