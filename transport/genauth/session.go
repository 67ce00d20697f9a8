package genauth

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

const system = "genauth"

// data is what a session keeps.
type data struct {
	// Kind and Who are an identifier that a password is wanted for.
	Kind codes.Kind `json:"kind,omitzero"`
	Who  string     `json:"who,omitempty"`
	// Factor is the second factor that is wanted, if it has a Token.
	Factor factor `json:"factor,omitzero"`

	Access  string       `json:"access,omitempty"`
	ID      string       `json:"id,omitempty"`
	Refresh string       `json:"refresh,omitempty"`
	Expires time.Time    `json:"expires,omitzero"`
	Account flow.Account `json:"account,omitzero"`
}

// Tokens are what a login is worth.
type Tokens struct {
	Access  codes.Secret // for "Authorization: Bearer ..."
	ID      codes.Secret // OpenID Connect's; its signature has not been checked
	Refresh codes.Secret // none without the scope offline_access
	Expires time.Time    // of Access, by Transport.Now; zero if the server did not say
	UserID  string
}

// Token returns the tokens of a login that is Ready. The error is [errors.BadRecord]
// for a session that no Transport of this package made, and
// [errors.AuthKeyUnregistered] where nobody is signed in.
func Token(s flow.Session) (Tokens, error) {
	d, err := web.Open[data](system, s)
	if err == nil && d.Access == "" {
		err = errors.Local(errors.AuthKeyUnregistered)
	}
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{
		codes.NewSecret(d.Access), codes.NewSecret(d.ID), codes.NewSecret(d.Refresh), d.Expires, d.Account.ID,
	}, nil
}

// subject is whose an ID token is: the user's id (documented), "" if it cannot be read.
// It is not verified: it has come from who issues it. A backend that is given it by
// others must verify it.
func subject(idToken string) string {
	_, rest, _ := strings.Cut(idToken, ".")
	payload, _, _ := strings.Cut(rest, ".")
	text, err := base64.RawURLEncoding.DecodeString(payload)
	var claims struct{ Sub string }
	if err != nil || json.Unmarshal(text, &claims) != nil || !web.IsID(claims.Sub) {
		return ""
	}
	return claims.Sub
}

// take keeps the tokens that the server gives; those that a refresh does not bring
// again stay. It reports false if there is none. The lifetime is documented as
// expire_in, and so in the Go and Android SDKs; in OpenID Connect and in the
// mini-program SDK (Authing/authing-js-sdk, packages/miniapp) it is expires_in.
func (l *login) take(given json.RawMessage) bool {
	var g struct {
		Access    string      `json:"access_token"`
		ID        string      `json:"id_token"`
		Refresh   string      `json:"refresh_token"`
		ExpiresIn json.Number `json:"expires_in"`
		ExpireIn  json.Number `json:"expire_in"`
	}
	if json.Unmarshal(given, &g) != nil || !web.IsToken(g.Access) {
		return false
	}
	d := data{Access: g.Access, ID: l.ID, Refresh: l.Refresh, Account: l.Account}
	if web.IsToken(g.Refresh) {
		d.Refresh = g.Refresh
	}
	if web.IsToken(g.ID) {
		d.ID = g.ID
	}
	d.Expires = web.Expiry(web.Now(l.Now), cmp.Or(g.ExpiresIn, g.ExpireIn))
	*l.data = d
	return true
}
