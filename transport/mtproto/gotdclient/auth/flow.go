package auth

import (
	"context"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// ErrResend is what an authenticator's Code returns to have another code sent,
// in the next way that the server announced. What keeps the server, or stepin,
// from doing so is told by nobody: Code is asked again, and another ErrResend
// ends the flow with the reason.
var ErrResend = errors.New("auth: send another code")

// A Flow signs a client in, asking an authenticator.
type Flow struct {
	// Auth is asked for what a person knows. It must be set.
	Auth UserAuthenticator
	// Options are sent with the number.
	Options SendCodeOptions
}

// NewFlow returns a Flow.
func NewFlow(auth UserAuthenticator, opt SendCodeOptions) Flow { return Flow{Auth: auth, Options: opt} }

// Run signs a client in. The error is
//
//   - what the authenticator said, if it failed;
//   - an [*errors.Error] with the refusal, if the authenticator gives again what
//     was refused, or it is of no use to ask; with what the client said in Err;
//   - that of [flow.Driver.Run] otherwise.
func (f Flow) Run(ctx context.Context, client FlowClient) error {
	if f.Auth == nil || client == nil {
		return errors.New("auth: a Flow needs an authenticator and a client")
	}
	c := newCarrier(f, client)
	p := &person{auth: f.Auth, carrier: c}
	d := &flow.Driver{Transport: c, Limits: limits}
	_, err := d.Run(ctx, "flow", p.ask)
	return c.caused(err)
}

// limits leaves time to the context, as gotd's Flow does: nothing is stored that
// could be old.
var limits = flow.Limits{Lease: 24 * time.Hour, CodeLife: 24 * time.Hour}
