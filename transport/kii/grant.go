package kii

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// grantRequest is the body of a request for a token.
type grantRequest struct {
	GrantType    string `json:"grant_type,omitempty"`
	Username     string `json:"username,omitempty"`
	Password     string `json:"password,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
	TOTPCode     string `json:"totp_code,omitempty"`
	ExpiresAt    int64  `json:"expiresAt,omitempty"` // Unix time in milliseconds
}

// granted is what comes with a token. It must be for whom an earlier one was for, if
// there was one. expires_in, in seconds, has been seen to be 9223372036854775
// (github.com/fkmhrk/kiilib_php, test/kii).
type granted struct {
	ID           string      `json:"id"`
	AccessToken  string      `json:"access_token"`
	RefreshToken string      `json:"refresh_token"`
	ExpiresIn    json.Number `json:"expires_in"`
	Scope        string      `json:"scope"`
	earlier      string
}

// Sensible implements [web.Result].
func (g *granted) Sensible() bool {
	return web.IsID(g.ID) && (g.earlier == "" || g.earlier == g.ID) &&
		web.IsToken(g.AccessToken) && (g.RefreshToken == "" || web.IsToken(g.RefreshToken))
}

// has reports whether a word is in the scope (RFC 6749, section 3.3).
func (g *granted) has(word string) bool { return slices.Contains(strings.Fields(g.Scope), word) }

// byPassword asks for a token. At the legacy endpoint a password needs no grant
// type, and no SDK sends one.
func (l *login) byPassword(ctx context.Context) (granted, error) {
	var g granted
	body := grantRequest{Username: l.Username, Password: l.call.Password.Reveal(), ExpiresAt: l.expiresAt()}
	if !l.Legacy {
		body.GrantType = "password"
	}
	err := l.ask(ctx, l.asApp("sign-in", body), &g, ofPassword)
	return g, err
}

// byRefresh asks for a token in the place of one that is over.
func (l *login) byRefresh(ctx context.Context) (granted, error) {
	g := granted{earlier: l.Account.ID}
	body := grantRequest{GrantType: "refresh_token", RefreshToken: l.Refresh, ExpiresAt: l.expiresAt()}
	err := l.ask(ctx, l.asApp("refresh", body), &g, ofRefresh)
	return g, err
}

// byCode asks for a token in the place of a pending one as the vendor's SDK does:
// always at the application's endpoint, and without an expiry.
func (l *login) byCode(ctx context.Context) (granted, error) {
	g := granted{earlier: l.Account.ID}
	body := grantRequest{GrantType: "mfa", TOTPCode: l.call.Code.Reveal()}
	err := l.ask(ctx, l.asUser("second factor", "/oauth2/token", l.Pending, body), &g, ofCode)
	return g, err
}

func (t *Transport) expiresAt() int64 {
	if t.Life == 0 {
		return 0
	}
	return web.Now(t.Now).Add(t.Life).UnixMilli()
}

// keep keeps the tokens. The account stays as it is known.
func (l *login) keep(g granted) flow.Answer {
	account := l.Account
	account.ID = g.ID
	*l.data = data{
		Access: g.AccessToken, Refresh: g.RefreshToken, Expires: web.Expiry(web.Now(l.Now), g.ExpiresIn), Account: account,
	}
	return flow.Authorized{Account: account}
}
