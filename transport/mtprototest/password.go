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
	mu     sync.Mutex
	issued map[int64]*srp.Challenge
}

// verifiers are kept by password for all servers of the process: deriving one
// takes longer than most sign-ins.
var verifiers struct {
	sync.Mutex
	known map[string]*srp.Verifier
}

// maxVerifiers bounds the verifiers that are kept.
const maxVerifiers = 100

// maxIssued bounds the challenges that are remembered.
const maxIssued = 1000

// password makes account.password, and with it a new challenge.
func (c *challenges) password(p fake.Password) (*tg.AccountPassword, error) {
	random := make([]byte, 32+8+256)
	if _, err := rand.Read(random); err != nil {
		return nil, err
	}
	g, prime := wire.Group()
	out := &tg.AccountPassword{
		NewAlgo: &tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow{
			Salt1: random[:8], Salt2: random[8:24], G: g, P: prime,
		},
		NewSecureAlgo: &tg.SecurePasswordKdfAlgoPBKDF2HMACSHA512iter100000{Salt: random[24:32]},
		SecureRandom:  random[40:],
	}
	if !p.HasPassword {
		return out, nil
	}
	v, err := verifier(p.Plain)
	if err != nil {
		return nil, err
	}
	challenge, err := v.Challenge(p.SRPID, nil)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.issued) >= maxIssued || c.issued == nil {
		c.issued = map[int64]*srp.Challenge{}
	}
	c.issued[p.SRPID] = challenge
	params := challenge.Params()
	out.SetHasPassword(true)
	out.SetCurrentAlgo(&tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow{
		Salt1: params.Salt1, Salt2: params.Salt2, G: params.G, P: params.P,
	})
	out.SetSRPB(params.B)
	out.SetSRPID(params.ID)
	if p.Hint != "" {
		out.SetHint(p.Hint)
	}
	return out, nil
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

// query makes the query of an auth.checkPassword.
func (c *challenges) query(password tg.InputCheckPasswordSRPClass) fake.Query {
	proof, ok := password.(*tg.InputCheckPasswordSRP)
	if !ok {
		return fake.CheckPassword{Verify: func(string) bool { return false }}
	}
	c.mu.Lock()
	challenge := c.issued[proof.SRPID]
	delete(c.issued, proof.SRPID)
	c.mu.Unlock()
	if challenge == nil {
		// Not issued by this server, or forgotten since: to the model it is
		// the number of nothing.
		return fake.CheckPassword{Verify: func(string) bool { return false }}
	}
	return fake.CheckPassword{SRPID: proof.SRPID, Verify: func(string) bool {
		return challenge.Check(proof.A, proof.M1) == nil
	}}
}
