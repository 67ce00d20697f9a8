package main

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha512"
	"math"
	"math/big"

	"filippo.io/bigmod"
)

// floors measures ours beside what nobody can leave out.
func (b *bench) floors(ctx context.Context) error {
	power, err := quickerPower(b.algo.P)
	if err != nil {
		return err
	}
	prover, err := b.prover()
	if err != nil {
		return err
	}
	var (
		ours               stages
		proof              cost
		powers, stretching cost
	)
	// More pairs than elsewhere: they are cheap beside a sign-in of gotd's, and their
	// targets are tight.
	return inTurn(ctx, 3*b.pairs,
		func(ctx context.Context) (err error) {
			if ours, _, err = signInOurs(ctx, b.server, grace); err != nil {
				return err
			}
			proof, err = prover.ours()
			return err
		},
		func(context.Context) (err error) {
			powers, _ = measure(func() error { power(); power(); return nil })
			stretching, err = measureStretching(b.algo.Salt1)
			return err
		},
		func() error {
			b.add("newkey", "floor", ours.newKey.cpu, powers.cpu)
			b.add("password", "floor", ours.password.cpu, stretching.cpu)
			b.add("prepared", "floor", proof.cpu, stretching.cpu)
			return nil
		})
}

// quickerPower returns the quicker of two implementations of what a key exchange
// does twice: a modular exponentiation of 2048 bits with a secret exponent
// (core.telegram.org/mtproto/auth_key).
func quickerPower(prime []byte) (func(), error) {
	exponent := make([]byte, len(prime))
	if _, err := rand.Read(exponent); err != nil {
		return nil, err
	}
	m, err := bigmod.NewModulus(prime)
	if err != nil {
		return nil, err
	}
	x, err := bigmod.NewNat().SetOverflowingBytes(exponent, m)
	if err != nil {
		return nil, err
	}
	var (
		bigM = new(big.Int).SetBytes(prime)
		bigX = new(big.Int).SetBytes(x.Bytes(m))
		bigE = new(big.Int).SetBytes(exponent)
	)
	byBigmod := func() { bigmod.NewNat().Exp(x, exponent, m) }
	byBig := func() { new(big.Int).Exp(bigX, bigE, bigM) }
	if least(byBigmod) <= least(byBig) {
		return byBigmod, nil
	}
	return byBig, nil
}

// least returns the least CPU time of a few runs.
func least(work func()) float64 {
	best := math.Inf(1)
	for range 5 {
		m := begin()
		work()
		best = min(best, m.end().cpu)
	}
	return best
}

// measureStretching measures what makes passwords slow to try, and so to prove:
// https://core.telegram.org/api/srp#checking-the-password-with-srp.
func measureStretching(salt []byte) (cost, error) {
	const iterations = 100000
	return measure(func() error {
		_, err := pbkdf2.Key(sha512.New, string(make([]byte, 32)), salt, iterations, sha512.Size)
		return err
	})
}
