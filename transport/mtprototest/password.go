package mtprototest

import (
	"crypto/rand"
	"sync"

	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// challenges is the server's half of SRP (core.telegram.org/api/srp).
type challenges struct {
	mu      sync.Mutex
	issued  map[string]*srp.Challenge // the last one of each auth key, by its id
	offered map[string]*kdf           // the last new_algo, likewise
}

// verifiers are kept by password for all servers of the process: deriving one
// takes longer than most sign-ins.
var verifiers struct {
	sync.Mutex
	known map[string]*srp.Verifier
}

// maxVerifiers bounds the verifiers that are kept.
const maxVerifiers = 100

// password makes account.password, and with it a new challenge, but for
// pending_reset_date.
func (c *challenges) password(keyID string, p fake.Password) (*tg.AccountPassword, error) {
	random := make([]byte, 32+8+256)
	if _, err := rand.Read(random); err != nil {
		return nil, err
	}
	g, prime := wire.Group()
	offer := &kdf{Salt1: random[:8], Salt2: random[8:24], G: g, P: prime}
	out := &tg.AccountPassword{
		HasRecovery: p.HasRecovery, HasSecureValues: p.HasSecureValues, HasPassword: p.HasPassword,
		NewAlgo:       offer,
		NewSecureAlgo: &tg.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000{Salt: random[24:32]},
		SecureRandom:  random[40:],
	}
	c.offer(keyID, offer)
	if !p.HasPassword {
		return out, nil
	}
	v, err := verifierOf(p)
	if err != nil {
		return nil, err
	}
	challenge, err := v.Challenge(p.SRPID, nil)
	if err != nil {
		return nil, err
	}
	c.issue(keyID, challenge)
	params := challenge.Params()
	out.SetCurrentAlgo(&kdf{Salt1: params.Salt1, Salt2: params.Salt2, G: params.G, P: params.P})
	out.SetSRPB(params.B)
	out.SetSRPID(params.ID)
	if p.Hint != "" {
		out.SetHint(p.Hint)
	}
	return out, nil
}

func (c *challenges) offer(keyID string, algo *kdf) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.offered == nil {
		c.offered = map[string]*kdf{}
	}
	c.offered[keyID] = algo
}

func (c *challenges) issue(keyID string, challenge *srp.Challenge) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.issued == nil {
		c.issued = map[string]*srp.Challenge{}
	}
	c.issued[keyID] = challenge
}

// verifierOf returns the verifier of the account's password, which the model knows
// itself or has from recover.
func verifierOf(p fake.Password) (*srp.Verifier, error) {
	if len(p.Verifier) > 0 {
		return parseVerifier(p.Verifier)
	}
	return verifier(p.Plain)
}

// verifier returns the verifier of a password, always the same one.
func verifier(password string) (*srp.Verifier, error) {
	verifiers.Lock()
	defer verifiers.Unlock()
	if v := verifiers.known[password]; v != nil {
		return v, nil
	}
	salts := make([]byte, 40+16)
	if _, err := rand.Read(salts); err != nil {
		return nil, err
	}
	g, prime := wire.Group()
	params := srp.Params{Salt1: salts[:40], Salt2: salts[40:], G: g, P: prime}
	v, err := srp.NewVerifier([]byte(password), params)
	if err != nil {
		return nil, err
	}
	if len(verifiers.known) >= maxVerifiers || verifiers.known == nil {
		verifiers.known = map[string]*srp.Verifier{}
	}
	verifiers.known[password] = v
	return v, nil
}

// check makes the query of an auth.checkPassword, or the part of another one that
// proves the password.
func (c *challenges) check(keyID string, password tg.InputCheckPasswordSRPClass) fake.CheckPassword {
	// To the model it is the number of nothing.
	nothing := fake.CheckPassword{Verify: func(fake.Password) bool { return false }}
	proof, ok := password.(*tg.InputCheckPasswordSRP)
	if !ok {
		return nothing
	}
	c.mu.Lock()
	challenge := c.issued[keyID]
	known := challenge != nil && challenge.Params().ID == proof.SRPID
	if known {
		delete(c.issued, keyID)
	}
	c.mu.Unlock()
	if !known {
		return nothing
	}
	// The model checks that the challenge was issued for the password of now.
	return fake.CheckPassword{SRPID: proof.SRPID, Verify: func(fake.Password) bool {
		return challenge.Check(proof.A, proof.M1) == nil
	}}
}
