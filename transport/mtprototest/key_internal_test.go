package mtprototest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto"
)

func TestGenerateKey(t *testing.T) {
	for fingerprint, found := range map[int64]bool{
		0: false, 1: false, 0x0fffffffffffffff: false,
		0x1000000000000000: true, 0x7fffffffffffffff: true, -1: true,
	} {
		require.Equal(t, found, isFound(fingerprint), "%016x", uint64(fingerprint))
	}
	key, err := GenerateKey()
	require.NoError(t, err)
	require.Equal(t, keyBits, key.N.BitLen())
	require.True(t, isFound(mtproto.Fingerprint(&key.PublicKey)))
}
