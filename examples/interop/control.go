package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/stepin-go/stepin/transport/fake"
)

// A control is a server that takes what is wrong for right. A client that signs
// in to it as if nothing were the matter has not tried anything.
type control struct {
	accepts string       // what it takes for right, in the words of the recipes
	method  string       // the call that carries it
	account fake.Account // the one that is signed in to
}

func allControls() []control {
	plain, protected := accounts()[0], accounts()[1]
	return []control{
		{"wrong code", "auth.signIn", plain},
		{"wrong password", "auth.checkPassword", protected},
	}
}

// run runs the client's first trial against such a server.
func (k control) run(ctx context.Context, scratch string, c client) result {
	o := signIn(ctx, scratch, c, c.trials[0], k.account, func(method string, _ int) fake.Fault {
		return fake.Fault{Accept: method == k.method}
	})
	return result{o.retries, k.judge(o)}
}

// judge demands that the client has complained, and of just that.
func (k control) judge(o outcome) error {
	accepted := false
	for _, r := range o.asked {
		accepted = accepted || r.Method == k.method && r.Answer == "auth.authorization"
	}
	switch {
	case !accepted && o.err == nil:
		return fmt.Errorf("the server did not come to accept a %s, and the client says that all is well", k.accepts)
	case !accepted:
		return fmt.Errorf("the server did not come to accept a %s: %w", k.accepts, o.err)
	case o.err == nil:
		return fmt.Errorf("a server that accepts a %s was not noticed", k.accepts)
	case !strings.Contains(o.err.Error(), "the "+k.accepts+" was accepted"):
		return fmt.Errorf("a server that accepts a %s was noticed by something else: %w", k.accepts, o.err)
	}
	return nil
}
