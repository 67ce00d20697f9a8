package mtproto

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

func verifier(t *testing.T) *srp.Verifier {
	t.Helper()
	v, err := srp.NewVerifier([]byte("secret"), srp.Params{
		Salt1: []byte("salt one"), Salt2: []byte("salt two"), G: 3, P: dhgrouptest.Telegram(),
	})
	require.NoError(t, err)
	return v
}

func challenges(t *testing.T, n int) []*srp.Challenge {
	t.Helper()
	v := verifier(t)
	all := make([]*srp.Challenge, n)
	for i := range all {
		var err error
		all[i], err = v.Challenge(int64(i), nil)
		require.NoError(t, err)
	}
	return all
}

// Each of several that wait gets the proof that was prepared for it, once; and
// another one afterwards, since a secret is used once.
func TestPreparedProofs(t *testing.T) {
	var kept preparedProofs
	all := challenges(t, 3)
	for _, c := range all {
		kept.prepare(c.Params())
	}
	made := map[*srp.Prepared]bool{}
	for _, p := range kept.kept {
		made[p.proof] = true
	}
	require.Len(t, made, len(all))
	for left := len(all); left > 0; left-- {
		c := all[left/2] // not in their order
		all = append(all[:left/2:left/2], all[left/2+1:]...)
		ready, err := kept.take(c.Params())
		require.NoError(t, err)
		require.True(t, made[ready], "it was prepared")
		require.Len(t, kept.kept, left-1)
		proof, err := ready.Prove([]byte("secret"))
		require.NoError(t, err)
		require.NoError(t, c.Check(proof.A, proof.M1))

		again, err := kept.take(c.Params())
		require.NoError(t, err)
		require.NotSame(t, ready, again)
	}
}

// Numbers that differ in anything have a proof of their own.
func TestPreparedForOtherNumbers(t *testing.T) {
	var kept preparedProofs
	all := challenges(t, 2)
	params, other := all[0].Params(), all[1].Params()
	kept.prepare(params)
	for name, change := range map[string]func(*srp.Params){
		"id":    func(p *srp.Params) { p.ID++ },
		"salt1": func(p *srp.Params) { p.Salt1 = []byte("salt") },
		"salt2": func(p *srp.Params) { p.Salt2 = []byte("salt") },
		"g":     func(p *srp.Params) { p.G = 4 },
		"p":     func(p *srp.Params) { p.P = dhgrouptest.FFDHE2048(); p.G = 2 },
		"B":     func(p *srp.Params) { p.B = other.B },
	} {
		changed := params
		change(&changed)
		_, err := kept.take(changed)
		if name != "p" { // B may be too large for another p
			require.NoError(t, err, name)
		}
		require.Len(t, kept.kept, 1, name)
	}
}

// Many who never come back do not fill the memory, and numbers that fail a check
// are not kept.
func TestPreparedProofsAreBounded(t *testing.T) {
	var kept preparedProofs
	params := challenges(t, 1)[0].Params()
	for i := range 3 {
		kept.kept = append(kept.kept, preparedProof{params: srp.Params{ID: int64(-1 - i)}})
	}
	for len(kept.kept) < maxPrepared {
		kept.kept = append(kept.kept, preparedProof{})
	}
	kept.prepare(params)
	require.Len(t, kept.kept, maxPrepared)
	require.EqualValues(t, -2, kept.kept[0].params.ID, "the oldest has gone")
	require.Equal(t, params, kept.kept[maxPrepared-1].params)

	var empty preparedProofs
	params.B = nil
	empty.prepare(params)
	require.Empty(t, empty.kept)
	_, err := empty.take(params)
	require.Error(t, err)
}
