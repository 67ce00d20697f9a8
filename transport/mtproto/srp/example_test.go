package srp_test

import (
	"fmt"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// A client proves a password to a server that keeps only its verifier.
func Example() {
	algorithm := srp.Params{
		Salt1: []byte("salt one"),
		Salt2: []byte("salt two"),
		G:     3,
		P:     dhgrouptest.Telegram(),
	}
	verifier, err := srp.NewVerifier([]byte("password"), algorithm)
	if err != nil {
		panic(err)
	}

	// account.getPassword
	challenge, err := verifier.Challenge(1, nil)
	if err != nil {
		panic(err)
	}
	// While the person types:
	prepared, err := srp.Prepare(challenge.Params(), nil)
	if err != nil {
		panic(err)
	}
	for _, typed := range []string{"pasword", "password"} {
		proof, err := prepared.Prove([]byte(typed))
		if err != nil {
			panic(err)
		}
		// auth.checkPassword
		fmt.Println(challenge.Check(proof.A, proof.M1))
	}
	// Output:
	// srp: wrong password
	// <nil>
}

// A program whose password is in locked memory, or is asked of another process,
// hands over its hash.
func ExamplePrepared_ProveHash() {
	verifier, err := srp.NewVerifier([]byte("password"), srp.Params{
		Salt1: []byte("salt one"), Salt2: []byte("salt two"), G: 3, P: dhgrouptest.Telegram(),
	})
	if err != nil {
		panic(err)
	}
	challenge, err := verifier.Challenge(1, nil)
	if err != nil {
		panic(err)
	}
	params := challenge.Params()
	prepared, err := srp.Prepare(params, nil)
	if err != nil {
		panic(err)
	}

	// Where the password is:
	password := []byte("password")
	x, err := srp.HashPassword(password, params.Salt1, params.Salt2)
	clear(password)
	if err != nil {
		panic(err)
	}

	// Where the proof is made:
	proof, err := prepared.ProveHash(x)
	clear(x)
	if err != nil {
		panic(err)
	}
	fmt.Println(challenge.Check(proof.A, proof.M1))
	// Output:
	// <nil>
}
