package srp

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

// FuzzPrepare gives a client arbitrary numbers.
func FuzzPrepare(f *testing.F) {
	f.Add([]byte("salt"), []byte("salt"), dhgrouptest.Telegram(), dhgrouptest.Composite(), 3)
	f.Add([]byte("salt"), []byte("salt"), dhgrouptest.MODP2048(), dhgrouptest.Telegram(), 2)
	f.Add([]byte("salt"), []byte("salt"), dhgrouptest.PrimeButNotSafe(), []byte{1}, 4)
	f.Add([]byte{}, []byte{}, []byte{}, []byte{}, 0)
	f.Fuzz(func(t *testing.T, salt1, salt2, p, b []byte, g int) {
		prepared, err := Prepare(Params{Salt1: salt1, Salt2: salt2, P: p, B: b, G: g}, nil)
		if err != nil {
			var failed *Error
			require.ErrorAs(t, err, &failed)
			return
		}
		require.NotNil(t, prepared)
		require.Equal(t, -1, new(big.Int).SetBytes(b).Cmp(new(big.Int).SetBytes(p)))
	})
}

// FuzzCheck gives a server arbitrary proofs.
func FuzzCheck(f *testing.F) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(f, err)
	f.Add([]byte{}, []byte{})
	f.Add(dhgrouptest.Composite(), make([]byte, 32))
	f.Fuzz(func(t *testing.T, a, m1 []byte) {
		require.Error(t, challenge.Check(a, m1))
	})
}
