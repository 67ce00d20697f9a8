package main

import (
	"encoding/json"
	"io"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// reporter writes a JSON object for each step. A State's JSON shows no secret.
type reporter struct {
	w    io.Writer // nil: nobody wants to know
	last *errors.Error
}

// step reports a step that was taken.
func (r *reporter) step(o flow.Observation) {
	if o.Event == nil {
		return // Run waits for somebody else's step
	}
	r.last = o.State.Last
	r.write(o.State)
}

// refused reports an input that was refused before it became a step.
func (r *reporter) refused(s flow.State) {
	if s.Last != nil && s.Last != r.last {
		r.write(s)
	}
}

func (r *reporter) write(s flow.State) {
	if r.w == nil {
		return
	}
	line, err := json.Marshal(s)
	if err == nil {
		_, err = r.w.Write(append(line, '\n'))
	}
	if err != nil {
		r.w = nil // a reader who has gone is no reason not to sign in
	}
}
