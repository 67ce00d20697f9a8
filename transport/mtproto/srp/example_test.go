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
