package kii

import (
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// system is whose sessions these are.
const system = "kii"

// data is what a session keeps.
type data struct {
	// Username says who signs in, until somebody has.
	Username string `json:"username,omitempty"`
	// Pending is the token of a password that was accepted and wants a second
	// factor, Hash our name for the code that is wanted.
	Pending string `json:"pending,omitempty"`
	Hash    string `json:"hash,omitempty"`

	// The tokens of who is signed in.
	Access  string       `json:"access,omitempty"`
	Refresh string       `json:"refresh,omitempty"`
	Expires time.Time    `json:"expires,omitzero"`
	Account flow.Account `json:"account,omitzero"`
}

// Tokens are what a login that is Ready has.
type Tokens struct {
	// Access goes into the header Authorization: Bearer.
	Access codes.Secret
	// Refresh is for another one, once; zero if the application is not set up for
	// it. flow.Poll uses it when Access has less than a minute to live.
	Refresh codes.Secret
	// Expires is when Access ends. The zero time: the server did not say.
	Expires time.Time
	// UserID is the id of who is signed in.
	UserID string
}

// Token returns the tokens of a session. The error is errors.AuthKeyUnregistered if
// nobody is signed in, and errors.BadRecord if the session is not of this package's
// making.
func Token(session flow.Session) (Tokens, error) {
	d, err := open(session)
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{codes.NewSecret(d.Access), codes.NewSecret(d.Refresh), d.Expires, d.Account.ID}, nil
}

// open returns what a session of somebody who is signed in keeps.
func open(session flow.Session) (data, error) {
	d, err := web.Open[data](system, session)
	if err == nil && d.Access == "" {
		err = errors.Local(errors.AuthKeyUnregistered)
	}
	return d, err
}

// codeSent says that a code of the person's authenticator app is wanted.
func (d *data) codeSent() flow.Answer {
	return flow.CodeSent{Sent: codes.Sent{
		Hash: codes.NewSecret(d.Hash), Delivery: codes.Authenticator, Length: 6, Purpose: codes.SecondFactor,
	}}
}
