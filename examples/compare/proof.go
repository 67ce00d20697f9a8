package main

import (
	"context"
	"crypto/rand"

	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// proofs measures what is left to do of a proof once the password is there: of
// ours what cannot be prepared, and of theirs, which prepares nothing, all.
func (b *bench) proofs(ctx context.Context) error {
	prover, err := b.prover()
	if err != nil {
		return err
	}
	var ours, theirs cost
	return inTurn(ctx, b.pairs,
		func(context.Context) (err error) {
			ours, err = prover.ours()
			return err
		},
		func(context.Context) (err error) {
			theirs, err = prover.theirs()
			return err
		},
		func() error {
			b.addCosts("prepared", ours, theirs)
			return nil
		})
}

// A prover proves the password to a server in this process, which must accept it.
type prover struct {
	verifier *srp.Verifier
	algo     tg.PasswordKdfAlgoClass // as gotd has the verifier's numbers
}

func (b *bench) prover() (prover, error) {
	verifier, err := srp.NewVerifier([]byte(password), srp.Params{
		Salt1: b.algo.Salt1, Salt2: b.algo.Salt2, G: b.algo.G, P: b.algo.P,
	})
	return prover{verifier, b.algo}, err
}

func (p prover) ours() (cost, error) {
	challenge, err := p.verifier.Challenge(1, nil)
	if err != nil {
		return cost{}, err
	}
	prepared, err := srp.Prepare(challenge.Params(), nil)
	if err != nil {
		return cost{}, err
	}
	var proof srp.Proof
	took, err := measure(func() (err error) {
		proof, err = prepared.Prove([]byte(password))
		return err
	})
	if err != nil {
		return took, err
	}
	return took, challenge.Check(proof.A, proof.M1)
}

func (p prover) theirs() (cost, error) {
	challenge, err := p.verifier.Challenge(1, nil)
	if err != nil {
		return cost{}, err
	}
	// secure_random, which the server sends: theirs draws nothing by itself.
	random := make([]byte, 256)
	if _, err := rand.Read(random); err != nil {
		return cost{}, err
	}
	params := challenge.Params()
	m := begin()
	proof, err := auth.PasswordHash([]byte(password), params.ID, params.B, random, p.algo)
	took := m.end()
	if err != nil {
		return took, err
	}
	return took, challenge.Check(proof.A, proof.M1)
}
