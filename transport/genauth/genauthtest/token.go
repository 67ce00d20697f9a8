package genauthtest

import (
	"net/url"
	"slices"
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
	"github.com/stepin-go/stepin/transport/webtest"
)

// lifetime is an access token's, as in the vendor's examples.
const lifetime = 2 * time.Hour

type account struct {
	Account
	id   string
	seed string // of the authenticator
}

// A grant is a login.
type grant struct {
	account         *account
	scopes          map[string]bool
	access, refresh string
	ends            time.Time // the access token
}

// give makes a login.
func (s *Server) give(a *account, scopes map[string]bool) map[string]any {
	g := &grant{account: a, scopes: scopes}
	s.grants = append(s.grants, g)
	return s.renew(g)
}

// renew makes the tokens of a login, and ends those that it had: our choice.
func (s *Server) renew(g *grant) map[string]any {
	g.access, g.ends = random(), s.config.Now().Add(lifetime)
	given := map[string]any{
		"access_token": g.access, "id_token": s.idToken(g), "token_type": "bearer",
		"expire_in": int(lifetime.Seconds()), "scope": "",
	}
	if g.scopes["offline_access"] {
		g.refresh = random()
		given["refresh_token"] = g.refresh
	}
	return given
}

// idToken is a JWT without a signature.
func (s *Server) idToken(g *grant) string {
	return issue.JWT(map[string]any{
		"iss": s.URL + "/oidc", "aud": s.app, "sub": g.account.id, "iat": s.config.Now().Unix(), "exp": g.ends.Unix(),
	})
}

func (s *Server) token(form url.Values) webtest.Response {
	if form.Get("grant_type") != "refresh_token" {
		return oidcError(400, "unsupported_grant_type")
	}
	for _, g := range s.grants {
		if g.refresh != "" && g.refresh == form.Get("refresh_token") {
			return webtest.Response{Status: 200, Body: s.renew(g)}
		}
	}
	return oidcError(400, "invalid_grant")
}

// revoke ends a login by either of its tokens. A token that is worth nothing is no
// error (RFC 7009, 2.2).
func (s *Server) revoke(form url.Values) webtest.Response {
	token := form.Get("token")
	if token == "" {
		return oidcError(400, "invalid_request")
	}
	s.grants = slices.DeleteFunc(s.grants, func(g *grant) bool { return g.access == token || g.refresh == token })
	return s.yes(map[string]bool{"success": true})
}
