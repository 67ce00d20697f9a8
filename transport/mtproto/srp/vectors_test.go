package srp

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"math/big"
	"os"
	"testing"

	"github.com/gotd/td/crypto/srp"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

var update = flag.Bool("update", false, "make testdata/vectors.json anew, which takes a minute")

// vector is a proof with everything that goes into it. A and M1 were computed
// by the reference in this package's tests.
type vector struct {
	Name     string
	Password text
	Salt1    text
	Salt2    text
	G        int
	P        text
	Secret   text // a
	B        text // srp_B, as it is sent
	A        text
	M1       text
}

// text is hexadecimal in JSON.
type text []byte

func (t text) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(t)), nil }
func (t *text) UnmarshalText(b []byte) (err error) {
	*t, err = hex.DecodeString(string(b))
	return err
}

func (v *vector) params() Params {
	return Params{Salt1: v.Salt1, Salt2: v.Salt2, P: v.P, B: v.B, G: v.G, ID: 42}
}

func readVectors(t testing.TB) []vector {
	b, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var vectors []vector
	require.NoError(t, json.Unmarshal(b, &vectors))
	require.NotEmpty(t, vectors)
	return vectors
}

func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	for _, v := range readVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			proof, err := Prove(v.Password, v.params(), bytes.NewReader(v.Secret))
			require.NoError(t, err)
			require.Equal(t, int64(42), proof.ID)
			require.Equal(t, v.A, text(proof.A))
			require.Equal(t, v.M1, text(proof.M1))
		})
	}
}

// A password that is hashed elsewhere proves the same.
func TestVectorsByHash(t *testing.T) {
	for _, v := range readVectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			want := referenceX(v.Password, v.params())
			x, err := HashPassword(v.Password, v.Salt1, v.Salt2)
			require.NoError(t, err)
			require.Equal(t, want.FillBytes(make([]byte, 32)), x)

			prepared, err := Prepare(v.params(), bytes.NewReader(v.Secret))
			require.NoError(t, err)
			proof, err := prepared.ProveHash(x)
			require.NoError(t, err)
			require.Equal(t, v.A, text(proof.A))
			require.Equal(t, v.M1, text(proof.M1))

			verifier, err := NewVerifierFromHash(x, v.params())
			require.NoError(t, err)
			power := new(big.Int).Exp(big.NewInt(int64(v.G)), want, new(big.Int).SetBytes(v.P))
			require.Equal(t, pad(power), verifier.Hash())
		})
	}
}

func TestReference(t *testing.T) {
	v := readVectors(t)[0]
	want := referenceProof(referenceX(v.Password, v.params()), v.params(), v.Secret)
	require.Equal(t, v.A, text(want.a))
	require.Equal(t, v.M1, text(want.m1))
}

// gotd's client takes the secret from its caller, so that both can be given
// the same.
func TestVectorsAgreeWithGotd(t *testing.T) {
	for _, v := range readVectors(t) {
		switch v.Name {
		case "usual", "g = 7", "A begins with zero", "B begins with zero, sent short", "S begins with zero":
		default: // gotd tests p for primality every time, so a few have to do
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			answer, err := srp.NewSRP(nil).Hash(v.Password, v.B, v.Secret, srp.Input{Salt1: v.Salt1, Salt2: v.Salt2, G: v.G, P: v.P})
			require.NoError(t, err)
			require.Equal(t, v.A, text(answer.A))
			require.Equal(t, v.M1, text(answer.M1))
		})
	}
}

// writeVectors makes the vectors. For the numbers that begin with a zero byte
// it searches.
func writeVectors(t *testing.T) {
	random := seeded(t)
	fresh := func(name, password string) vector {
		return vector{
			Name:     name,
			Password: text(password),
			Salt1:    randomBytes(random, 40),
			Salt2:    randomBytes(random, 16),
			G:        3,
			P:        dhgrouptest.Telegram(),
			Secret:   randomBytes(random, 256),
		}
	}
	serverSecret := func() *big.Int { return new(big.Int).SetBytes(randomBytes(random, 255)) }
	// public returns srp_B for the server's secret b.
	public := func(v vector, x, b *big.Int) []byte {
		p, g := new(big.Int).SetBytes(v.P), big.NewInt(int64(v.G))
		k := new(big.Int).SetBytes(sum(pad(p), pad(g)))
		n := k.Mul(k, new(big.Int).Exp(g, x, p))
		n.Add(n, new(big.Int).Exp(g, b, p))
		return pad(n.Mod(n, p))
	}
	var vectors []vector
	add := func(v vector, good func(vector, *big.Int) bool) {
		x := referenceX(v.Password, v.params())
		for b := serverSecret(); v.B == nil || !good(v, x); b.Add(b, big.NewInt(1)) {
			v.B = public(v, x, b)
		}
		r := referenceProof(x, v.params(), v.Secret)
		v.A, v.M1 = r.a, r.m1
		vectors = append(vectors, v)
	}
	always := func(vector, *big.Int) bool { return true }
	beginsWithZero := func(b []byte) bool { return b[0] == 0 }

	add(fresh("usual", "correct horse battery staple"), always)
	add(fresh("Unicode password", "пароль 🔑 é"), always)
	add(fresh("password with spaces around it", "  secret\n"), always)
	add(fresh("password that is not UTF-8", "\xff\x00\xfe"), always)
	add(fresh("one letter", "x"), always)
	v := fresh("long password", "")
	v.Password = bytes.Repeat([]byte("0123456789"), 100)
	add(v, always)
	v = fresh("g = 7", "secret")
	v.G = 7
	add(v, always)
	v = fresh("another p, g = 2", "secret")
	v.G, v.P = 2, dhgrouptest.FFDHE2048()
	add(v, always)
	v = fresh("a of few bits", "secret")
	v.Secret = pad(new(big.Int).Lsh(big.NewInt(1), 1400))
	add(v, always)
	v = fresh("a above p", "secret")
	v.Secret = bytes.Repeat([]byte{0xff}, 256)
	add(v, always)
	v = fresh("empty salt2", "secret")
	v.Salt2 = text{}
	add(v, always)
	add(fresh("B begins with zero", "secret"), func(v vector, _ *big.Int) bool { return beginsWithZero(v.B) })
	add(fresh("S begins with zero", "secret"), func(v vector, x *big.Int) bool {
		return beginsWithZero(referenceProof(x, v.params(), v.Secret).s)
	})
	v = fresh("A begins with zero", "secret")
	for p, e := new(big.Int).SetBytes(v.P), new(big.Int).SetBytes(v.Secret[1:]); ; e.Add(e, big.NewInt(1)) {
		if beginsWithZero(pad(new(big.Int).Exp(big.NewInt(3), e, p))) {
			v.Secret = pad(e)
			break
		}
	}
	add(v, always)
	v = fresh("B begins with zero, sent short", "secret")
	add(v, func(v vector, _ *big.Int) bool { return beginsWithZero(v.B) })
	short := &vectors[len(vectors)-1]
	short.B = bytes.TrimLeft(short.B, "\x00")

	b, err := json.MarshalIndent(vectors, "", "\t")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile("testdata/vectors.json", append(b, '\n'), 0o644))
}
