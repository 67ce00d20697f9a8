package srp

import (
	"bytes"
	"fmt"
	"io"
	"math/big"
	mathrand "math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

func randomBytes(random io.Reader, n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(random, b); err != nil {
		panic(err)
	}
	return b
}

// seeded returns a source of randomness and prints how to have it again.
func seeded(t testing.TB) io.Reader {
	seed := mathrand.Uint64()
	t.Logf("seed %d", seed)
	var b [32]byte
	for i := range 8 {
		b[i] = byte(seed >> (8 * i))
	}
	return mathrand.NewChaCha8(b)
}

// algorithm is Params without B and ID.
func algorithm() Params {
	return Params{Salt1: []byte("salt one"), Salt2: []byte("salt two"), G: 3, P: dhgrouptest.Telegram()}
}

// verifier is a server's for the password "right".
var verifier = sync.OnceValue(func() *Verifier {
	v, err := NewVerifier([]byte("right"), algorithm())
	if err != nil {
		panic(err)
	}
	return v
})

func TestProofIsTaken(t *testing.T) {
	random := seeded(t)
	for _, source := range []io.Reader{random, nil} {
		challenge, err := verifier().Challenge(-7, source)
		require.NoError(t, err)
		proof, err := Prove([]byte("right"), challenge.Params(), source)
		require.NoError(t, err)
		require.Equal(t, int64(-7), proof.ID)
		require.Len(t, proof.A, 256)
		require.Len(t, proof.M1, 32)
		require.NoError(t, challenge.Check(proof.A, proof.M1))
		require.NoError(t, challenge.Check(bytes.TrimLeft(proof.A, "\x00"), proof.M1))
	}
}

func TestWrongPasswords(t *testing.T) {
	random := seeded(t)
	challenge, err := verifier().Challenge(1, random)
	require.NoError(t, err)
	prepared, err := Prepare(challenge.Params(), random)
	require.NoError(t, err)
	for _, password := range []string{"", "wrong", "Right", "right ", "right\x00"} {
		proof, err := prepared.Prove([]byte(password))
		require.NoError(t, err)
		require.Equal(t, ErrWrongPassword, challenge.Check(proof.A, proof.M1), "%q", password)
	}

	proof, err := prepared.Prove([]byte("right"))
	require.NoError(t, err)
	require.NoError(t, challenge.Check(proof.A, proof.M1))
	proof.M1[31] ^= 1
	require.Equal(t, ErrWrongPassword, challenge.Check(proof.A, proof.M1))
	require.Equal(t, ErrWrongPassword, challenge.Check(proof.A, proof.M1[:31]))
	require.Equal(t, ErrWrongPassword, challenge.Check(proof.A, nil))
	proof.M1[31] ^= 1
	proof.A[255] ^= 1
	require.Equal(t, ErrWrongPassword, challenge.Check(proof.A, proof.M1))

	other, err := verifier().Challenge(1, random)
	require.NoError(t, err)
	proof.A[255] ^= 1
	require.Equal(t, ErrWrongPassword, other.Check(proof.A, proof.M1), "a proof is for one challenge")
}

// What has not the length of a hash is no hash, of whatever.
func TestBadHashesAreRefused(t *testing.T) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(t, err)
	prepared, err := Prepare(challenge.Params(), nil)
	require.NoError(t, err)
	for _, length := range []int{0, 31, 33, 256} {
		proof, err := prepared.ProveHash(make([]byte, length))
		require.ErrorContains(t, err, fmt.Sprintf("32 bytes, not %d", length))
		require.Equal(t, Proof{}, proof)
		v, err := NewVerifierFromHash(make([]byte, length), algorithm())
		require.ErrorContains(t, err, fmt.Sprintf("32 bytes, not %d", length))
		require.Nil(t, v)
	}
	_, err = prepared.ProveHash(make([]byte, 32))
	require.NoError(t, err)
}

// Everything of the server's that comes back in the proof has to be copied.
func TestPreparedKeepsItsOwnCopy(t *testing.T) {
	random := seeded(t)
	challenge, err := verifier().Challenge(1, random)
	require.NoError(t, err)
	params := challenge.Params()
	prepared, err := Prepare(params, random)
	require.NoError(t, err)
	for _, b := range [][]byte{params.Salt1, params.Salt2, params.P, params.B} {
		clear(b)
	}
	proof, err := prepared.Prove([]byte("right"))
	require.NoError(t, err)
	require.NoError(t, challenge.Check(proof.A, proof.M1))
	clear(proof.A)
	again, err := prepared.Prove([]byte("right"))
	require.NoError(t, err)
	require.NoError(t, challenge.Check(again.A, again.M1))
}

func TestPreparedIsSafeForConcurrentUse(t *testing.T) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(t, err)
	prepared, err := Prepare(challenge.Params(), nil)
	require.NoError(t, err)
	var wait sync.WaitGroup
	results := make([]error, 4)
	for i := range results {
		wait.Go(func() {
			proof, err := prepared.Prove([]byte("right"))
			if err != nil {
				results[i] = err
				return
			}
			results[i] = challenge.Check(proof.A, proof.M1)
		})
	}
	wait.Wait()
	require.Equal(t, make([]error, 4), results)
}

func TestBadParamsAreRefused(t *testing.T) {
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	low := new(big.Int).Lsh(big.NewInt(1), 2048-64)
	high := new(big.Int).Sub(p, low)
	plus := func(n *big.Int, d int64) []byte { return new(big.Int).Add(n, big.NewInt(d)).Bytes() }
	b := func(value []byte) func(*Params) { return func(q *Params) { q.B = value } }
	group := func(g int, p []byte) func(*Params) { return func(q *Params) { q.G, q.P = g, p } }
	tests := []struct {
		name   string
		change func(*Params)
		want   string
	}{
		{"B lower bound", b(low.Bytes()), ""},
		{"B upper bound", b(high.Bytes()), ""},
		{"B with leading zeros", b(append(make([]byte, 9), low.Bytes()...)), ""},
		{"B empty", b(nil), CheckBRange},
		{"B = 0", b(make([]byte, 256)), CheckBRange},
		{"B = 1", b([]byte{1}), CheckBRange},
		{"B small", b(plus(low, -1)), CheckBRange},
		{"B large", b(plus(high, 1)), CheckBRange},
		{"B = p-1", b(plus(p, -1)), CheckBRange},
		{"B = p", b(p.Bytes()), CheckBRange},
		{"B = p+1", b(plus(p, 1)), CheckBRange},
		{"B = 2^2048-1", b(bytes.Repeat([]byte{0xff}, 256)), CheckBRange},
		{"B of 2056 bits", b(append([]byte{1}, high.Bytes()...)), CheckBRange},
		{"unknown algorithm", func(q *Params) { *q = Params{B: q.B, ID: 1} }, CheckAlgorithm},
		{"no p", group(3, nil), CheckPSize},
		{"p short", group(3, p.Bytes()[1:]), CheckPSize},
		{"p long", group(3, append([]byte{1}, p.Bytes()...)), CheckPSize},
		{"p composite", group(4, dhgrouptest.Composite()), CheckPSafePrime},
		{"p composite over a prime", group(4, dhgrouptest.CompositeOverPrime()), CheckPSafePrime},
		{"p prime, not safe", group(4, dhgrouptest.PrimeButNotSafe()), CheckPSafePrime},
		{"p even", group(4, plus(p, -1)), CheckPSafePrime},
		{"g = 0", group(0, p.Bytes()), CheckG},
		{"g = 1", group(1, p.Bytes()), CheckG},
		{"g = 2", group(2, p.Bytes()), CheckG},
		{"g = 8", group(8, p.Bytes()), CheckG},
		{"g = -1", group(-1, p.Bytes()), CheckG},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			params := algorithm()
			params.B = high.Bytes()
			tt.change(&params)
			prepared, err := Prepare(params, nil)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.Nil(t, prepared)
			var failed *Error
			require.ErrorAs(t, err, &failed)
			require.Equal(t, tt.want, failed.Check)

			_, err = Prove([]byte("right"), params, nil)
			require.ErrorAs(t, err, &failed, "Prove checks too")

			if tt.want != CheckBRange {
				_, err = NewVerifier(nil, params)
				require.ErrorAs(t, err, &failed)
				require.Equal(t, tt.want, failed.Check)
				_, err = ParseVerifier([]byte{1}, params)
				require.ErrorAs(t, err, &failed)
				require.Equal(t, tt.want, failed.Check)
			}
		})
	}
}

// A server must not take an A whose power is known without the password.
func TestBadProofsAreRefused(t *testing.T) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(t, err)
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	for _, a := range [][]byte{nil, {0}, {1}, p.Bytes(), new(big.Int).Sub(p, big.NewInt(1)).Bytes(), new(big.Int).Lsh(p, 1).Bytes()} {
		var failed *Error
		require.ErrorAs(t, challenge.Check(a, make([]byte, 32)), &failed)
		require.Equal(t, CheckARange, failed.Check)
	}
}

func TestU(t *testing.T) {
	var failed *Error
	require.ErrorAs(t, checkU(hash{}), &failed)
	require.Equal(t, CheckU, failed.Check)
	require.EqualError(t, failed, "srp: check failed: u is not 0")
	require.NoError(t, checkU(hash{31: 1}))
}

func TestBrokenRandomness(t *testing.T) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(t, err)
	short := func() io.Reader { return bytes.NewReader(make([]byte, 31)) }
	zeros := bytes.NewReader(make([]byte, 1<<14))

	_, err = Prepare(challenge.Params(), short())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = verifier().Challenge(1, short())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_, err = NewSalt1(nil, short())
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)

	_, err = Prepare(challenge.Params(), zeros) // A = g^0
	var failed *Error
	require.ErrorAs(t, err, &failed)
	require.Equal(t, CheckARange, failed.Check)
}

// B = k*v + g^b can be anything. Here v is chosen so that b = 0 gives B = 0.
func TestChallengeIsInRange(t *testing.T) {
	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	k := new(big.Int).SetBytes(sum(pad(p), pad(big.NewInt(3))))
	v := new(big.Int).ModInverse(k, p)
	v.Neg(v).Mod(v, p)
	verifier, err := ParseVerifier(v.Bytes(), algorithm())
	require.NoError(t, err)

	_, err = verifier.Challenge(1, bytes.NewReader(make([]byte, 256*challengeTries)))
	require.ErrorContains(t, err, "randomness")

	random := io.MultiReader(bytes.NewReader(make([]byte, 256)), seeded(t))
	challenge, err := verifier.Challenge(1, random)
	require.NoError(t, err)
	require.NotEqual(t, make([]byte, 256), challenge.Params().B)
	_, err = Prepare(challenge.Params(), nil)
	require.NoError(t, err)
}

func TestParseVerifier(t *testing.T) {
	hash := verifier().Hash()
	require.Len(t, hash, 256)
	parsed, err := ParseVerifier(hash, algorithm())
	require.NoError(t, err)
	challenge, err := parsed.Challenge(1, nil)
	require.NoError(t, err)
	proof, err := Prove([]byte("right"), challenge.Params(), nil)
	require.NoError(t, err)
	require.NoError(t, challenge.Check(proof.A, proof.M1))

	p := new(big.Int).SetBytes(dhgrouptest.Telegram())
	for _, bad := range [][]byte{nil, make([]byte, 256), p.Bytes(), append([]byte{1}, p.Bytes()...)} {
		_, err := ParseVerifier(bad, algorithm())
		var failed *Error
		require.ErrorAs(t, err, &failed)
		require.Equal(t, CheckVerifier, failed.Check)
	}
}

func TestNewSalt1(t *testing.T) {
	salt := make([]byte, 3, 64)
	first, err := NewSalt1(salt, nil)
	require.NoError(t, err)
	second, err := NewSalt1(salt, nil)
	require.NoError(t, err)
	require.Len(t, first, 3+32)
	require.Equal(t, salt, first[:3])
	require.NotEqual(t, first, second)
	require.Equal(t, make([]byte, 61), salt[3:64], "the caller's array is left alone")
}
