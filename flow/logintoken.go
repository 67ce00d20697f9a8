package flow

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A LoginToken is what another device, one that is signed in, accepts to sign this
// login in (auth.loginToken, core.telegram.org/api/qr-login). Who accepts it gives
// their account away, so a person must see for themselves where it is shown.
type LoginToken struct {
	// Token is the token, as bytes. It is zero while there is none to show: the
	// last one was used and another is on its way.
	Token codes.Secret
	// Expires is when it ends; then Poll brings another. A server's time is
	// believed from one second to five minutes ahead.
	Expires time.Time
	// Except are the ids of the accounts that must not be signed in with it.
	Except []int64
}

// isZero reports whether there is nothing to keep.
func (t *LoginToken) isZero() bool {
	return t.Token.IsZero() && t.Expires.IsZero() && len(t.Except) == 0
}

// wanted is what is kept of a token where none is shown: for whom not, while one is
// asked for.
func (t *LoginToken) wanted(pending, doubt CallName) LoginToken {
	if pending == CallConnect || pending == CallExportLoginToken || doubt == CallExportLoginToken {
		return LoginToken{Except: t.Except}
	}
	return LoginToken{}
}

// loginTokenURL is what an address of a login token begins with.
const loginTokenURL = "tg://login?token="

// URL returns the address to show as a QR code (tg://login?token=..., the token in
// base64url); "" if there is no token. It is a secret: who has it can sign another
// account in here.
func (t LoginToken) URL() string {
	if t.Token.IsZero() {
		return ""
	}
	return loginTokenURL + base64.RawURLEncoding.EncodeToString([]byte(t.Token.Reveal()))
}

// ParseLoginToken returns the token of an address that [LoginToken.URL] returned,
// as the accepting device reads it. Anything else is [errors.AuthTokenInvalid].
func ParseLoginToken(address string) (codes.Secret, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "tg" || u.Host != "login" {
		return codes.Secret{}, errors.Local(errors.AuthTokenInvalid)
	}
	token, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(u.Query().Get("token"), "="))
	if err != nil || len(token) == 0 {
		return codes.Secret{}, errors.Local(errors.AuthTokenInvalid)
	}
	return codes.NewSecret(string(token)), nil
}

// How long a login token is believed to last (TDLib asks for another one after a
// second at the earliest, td/telegram/AuthManager.cpp).
const (
	minTokenLife = time.Second
	maxTokenLife = DefaultCodeLife
)

// takeLoginToken keeps a token to show.
func (s *State) takeLoginToken(a LoginTokenShown, except []int64, now time.Time) {
	expires := a.Expires
	if earliest := now.Add(minTokenLife); expires.Before(earliest) {
		expires = earliest
	}
	if latest := now.Add(maxTokenLife); expires.After(latest) {
		expires = latest
	}
	s.LoginToken = LoginToken{Token: a.Token, Expires: expires, Except: slices.Clone(except)}
}
