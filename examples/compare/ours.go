package main

import (
	"context"
	"fmt"

	"github.com/stepin-go/stepin/flow"
)

// stages are what the stages of a sign-in take, from what a person says to what
// they are asked next. password is zero where none is wanted.
type stages struct{ newKey, code, password cost }

func (s stages) whole() cost { return s.newKey.plus(s.code).plus(s.password) }

// login is the id of the login, where a store keeps just one.
const login = "me"

// signInOurs signs a number in with stepin, with a driver, a store and a key of
// its own, and returns the store.
func signInOurs(ctx context.Context, s *server, number string) (stages, *flow.MemoryStore, error) {
	var (
		took  stages
		store = new(flow.MemoryStore)
		state flow.State
		d     *flow.Driver
	)
	for _, step := range []struct {
		in   flow.Input
		took *cost
	}{
		{flow.PhoneNumber(number), &took.newKey},
		{flow.Code(code), &took.code},
		{flow.Password(password), &took.password},
	} {
		if state.Phase == flow.Ready {
			break
		}
		c, err := measure(func() (err error) {
			if d == nil {
				d = &flow.Driver{Transport: s.transport(), Store: store}
			}
			state, err = d.Do(ctx, login, step.in)
			return err
		})
		if err != nil {
			return took, nil, fmt.Errorf("stepin: %s: %w", step.in, err)
		}
		*step.took = c
	}
	if state.Phase != flow.Ready {
		return took, nil, fmt.Errorf("stepin: %s", state)
	}
	return took, store, nil
}
