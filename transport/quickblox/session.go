package quickblox

import (
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// system names whose sessions these are.
const system = "quickblox"

// data is what a session keeps. Its fingerprint is not the token's: that may be
// replaced before the sign-in.
type data struct {
	// Token is of an application's session, or a user's; "" if it is gone. Expires
	// is in Unix seconds.
	Token   string `json:"token,omitempty"`
	Expires int64  `json:"expires,omitempty"`
	// Late: a sign-in under Token was not answered and has signed in nobody. It may
	// be late, so nobody else signs in under that token.
	Late bool `json:"late,omitempty"`
	// Kind and Who say who wants to sign in, until it is done.
	Kind codes.Kind `json:"kind"`
	Who  string     `json:"who,omitempty"`
	// Phone is Firebase's session, which phone codes belong to.
	Phone nested `json:"phone,omitzero"`
	// Account is who has signed in, if its ID is set.
	Account flow.Account `json:"account,omitzero"`
}

// nested is a session in a session.
type nested struct {
	Fingerprint string `json:"fingerprint"`
	Bytes       []byte `json:"bytes"`
}

func (n nested) session() flow.Session { return flow.NewSession(n.Fingerprint, n.Bytes) }

// forget drops who wants to sign in, and all that they have done for it.
func (d *data) forget() { d.Kind, d.Who, d.Phone = codes.NoKind, "", nested{} }

// Tokens are what a login is.
type Tokens struct {
	// Token is the user's session token, for the header QB-Token.
	Token codes.Secret
	// Expires is when the session ends if nothing more is asked under it. Each
	// request to QuickBlox moves it, also one that others make with the token.
	Expires time.Time
	// UserID is the user's number, in decimal.
	UserID string
}

// Token returns what a login that is Ready is. The errors are [errors.BadRecord]
// for a session that no Transport of this package made, and
// [errors.AuthKeyUnregistered] if nobody is signed in.
func Token(s flow.Session) (Tokens, error) {
	d, err := web.Open[data](system, s)
	if err == nil && (d.Account.ID == "" || d.Token == "") {
		err = errors.Local(errors.AuthKeyUnregistered)
	}
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{Token: codes.NewSecret(d.Token), Expires: time.Unix(d.Expires, 0).UTC(), UserID: d.Account.ID}, nil
}
