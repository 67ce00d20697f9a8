package firebase

import (
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// system is whose sessions these are.
const system = "firebase"

// data is what a session keeps.
type data struct {
	// Email is the address whose password is wanted.
	Email string `json:"email,omitempty"`
	// Half is a login whose password was accepted.
	Half half `json:"half,omitzero"`
	// Tokens are those of a login that is complete.
	Tokens tokens `json:"tokens,omitzero"`
}

// half is a login that a second factor is wanted for.
type half struct {
	// Pending is mfaPendingCredential, Factor mfaEnrollmentId.
	Pending string `json:"pending"`
	Factor  string `json:"factor"`
	// Out: a code was sent, and Handle is its sessionInfo; else Handle is random.
	Out    bool   `json:"out,omitempty"`
	Handle string `json:"handle"`
	// UserID is whose password was accepted, if that was said.
	UserID string `json:"userId,omitempty"`
}

type tokens struct {
	ID      string       `json:"id"`
	Refresh string       `json:"refresh"`
	Expires time.Time    `json:"expires"`
	Account flow.Account `json:"account"`
}

// codeLength is that of a code by SMS
// (firebase.google.com/docs/auth/web/phone-auth: "6-digit code").
const codeLength = 6

// codeSent tells of the second factor what there is to tell: also that no code is
// out yet, and how to get one.
func (h *half) codeSent() flow.CodeSent {
	sent := codes.Sent{Hash: codes.NewSecret(h.Handle), Length: codeLength, Purpose: codes.SecondFactor, Next: codes.SMS}
	if h.Out {
		sent.Delivery = codes.SMS
	}
	return flow.CodeSent{Sent: sent}
}

// Tokens are what a login comes to.
type Tokens struct {
	// ID is the ID token: a JWT that a backend checks and that Firebase's other
	// services take as a bearer token.
	ID codes.Secret
	// Refresh is the refresh token. It lasts until the account is deleted or
	// disabled, or changes its password or address
	// (firebase.google.com/docs/auth/admin/manage-sessions).
	Refresh codes.Secret
	// Expires is when ID is over, an hour after it was issued. [flow.Poll]
	// refreshes one that has less than a minute to live.
	Expires time.Time
	// UserID is the account's localId, which a JWT has as sub.
	UserID string
}

// Token returns the tokens of a login that is Ready. The error is errors.BadRecord
// if the session is none of this package's, and errors.AuthKeyUnregistered if
// nobody is signed in.
func Token(session flow.Session) (Tokens, error) {
	d, err := web.Open[data](system, session)
	if err == nil && d.Tokens.ID == "" {
		err = errors.Local(errors.AuthKeyUnregistered)
	}
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{
		ID: codes.NewSecret(d.Tokens.ID), Refresh: codes.NewSecret(d.Tokens.Refresh),
		Expires: d.Tokens.Expires, UserID: d.Tokens.Account.ID,
	}, nil
}
