package mtproto_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// The numbers that a password is proved with are good for one try: they come
// with the answer to the code, and after that each try asks for new ones.
func TestProofNumbersAreUsedOnce(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := clientAt(t, srv, flow.CallCheckPassword)
	require.NotNil(t, c.open().SRP)
	require.Equal(t, 1, srv.Calls()["account.getPassword"])

	require.ErrorIs(t, refused(t, c.checkPassword("wrong")), errors.PasswordHashInvalid)
	require.Nil(t, c.open().SRP)
	require.Equal(t, 1, srv.Calls()["account.getPassword"], "the ones at hand were used")

	require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
	require.Equal(t, 2, srv.Calls()["account.getPassword"])
	require.Equal(t, 2, srv.Calls()["auth.checkPassword"])
	require.Nil(t, c.open().SRP)
}

// The proof is prepared when the numbers come, and the password uses it up. A
// process that did not prepare it does so then.
func TestProofIsPrepared(t *testing.T) {
	for _, forgotten := range []bool{false, true} {
		mtproto.ForgetPrepared()
		srv := serve(t, mtprototest.Config{})
		c := clientAt(t, srv, flow.CallCheckPassword)
		require.Equal(t, 1, mtproto.Prepared())
		if forgotten {
			mtproto.ForgetPrepared()
		}
		require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
		require.Zero(t, mtproto.Prepared())
	}
}

// What was not sent has used nothing up.
func TestProofNumbersSurviveABrokenLine(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := clientAt(t, srv, flow.CallCheckPassword)
	working := c.tr
	c.tr = srv.Transport()
	c.tr.Dial = noLine
	require.ErrorIs(t, notSent(t, c.checkPassword(beaPassword)), errNoLine)
	c.tr = working
	require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
	require.Equal(t, 1, srv.Calls()["account.getPassword"])
}

// Stale numbers are refused, and the next try asks for new ones.
func TestStaleProofNumbers(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	c := clientAt(t, srv, flow.CallCheckPassword)
	old := c.session
	require.IsType(t, flow.PasswordWanted{}, c.ask(flow.Call{Name: flow.CallWhoAmI}))
	c.session = old
	refusal := refused(t, c.checkPassword(beaPassword))
	require.ErrorIs(t, refusal, errors.SRPIDInvalid)
	require.Equal(t, errors.Retry, refusal.Class)
	require.IsType(t, flow.Authorized{}, c.checkPassword(beaPassword))
}

// A server whose numbers could give the password away gets nothing of it.
func TestBadProofNumbers(t *testing.T) {
	srv := serve(t, mtprototest.Config{})
	at := clientAt(t, srv, flow.CallCheckPassword)
	for name, spoil := range map[string]func(p *srp.Params){
		"B is 0":          func(p *srp.Params) { p.B = []byte{0} },
		"B is missing":    func(p *srp.Params) { p.B = nil },
		"B is 1":          func(p *srp.Params) { p.B = []byte{1} },
		"B is p":          func(p *srp.Params) { p.B = p.P },
		"B is too long":   func(p *srp.Params) { p.B = append([]byte{1}, p.P...) },
		"p is composite":  func(p *srp.Params) { p.P = append([]byte(nil), p.P...); p.P[100] ^= 4 },
		"p is small":      func(p *srp.Params) { p.P = []byte{23} },
		"p is missing":    func(p *srp.Params) { p.P = nil },
		"g is 1":          func(p *srp.Params) { p.G = 1 },
		"g is 2":          func(p *srp.Params) { p.G = 2 },
		"g is negative":   func(p *srp.Params) { p.G = -3 },
		"salt is missing": func(p *srp.Params) { p.Salt1, p.Salt2, p.P = nil, nil, nil },
	} {
		t.Run(name, func(t *testing.T) {
			c := &client{t: t, tr: at.tr}
			s := at.open()
			spoil(s.SRP)
			c.session = s.Close()
			err := notSent(t, c.checkPassword(beaPassword))
			require.ErrorIs(t, err, errors.InsecureServer)
			var check *srp.Error
			require.ErrorAs(t, err, &check)
			require.NotContains(t, err.Error(), beaPassword)
			require.Nil(t, c.open().SRP, "such numbers are not kept")
		})
	}
	require.Equal(t, 1, srv.Calls()["account.getPassword"])
	require.Zero(t, srv.Calls()["auth.checkPassword"])
}
