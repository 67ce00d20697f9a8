package kiitest

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/webtest"
)

// grantRequest is the body of a request for a token.
type grantRequest struct {
	GrantType    string `json:"grant_type"`
	Username     string `json:"username"`
	Password     string `json:"password"`
	RefreshToken string `json:"refresh_token"`
	TOTPCode     string `json:"totp_code"`
	ExpiresAt    *int64 `json:"expiresAt"` // Unix time in milliseconds
}

// token is TokenRoute.
func (s *Server) token(r *webtest.Request) webtest.Response {
	if refused := s.atApp(r); refused != nil {
		return *refused
	}
	in, refused := body(r, "application/json", "application/x-www-form-urlencoded")
	if refused != nil {
		return *refused
	}
	if in.GrantType == "mfa" {
		return s.byCode(r, in)
	}
	if refused := s.application(r); refused != nil {
		return *refused
	}
	return s.grant(in)
}

// legacyToken is LegacyTokenRoute, where a password needs no grant type.
func (s *Server) legacyToken(r *webtest.Request) webtest.Response {
	if refused := s.headers(r); refused != nil {
		return *refused
	}
	in, refused := body(r, "application/json", "application/vnd.kii.OauthTokenRequest+json")
	if refused != nil {
		return *refused
	}
	if in.GrantType == "" && in.RefreshToken == "" {
		in.GrantType = "password"
	}
	return s.grant(in)
}

// atApp checks the application in the path.
func (s *Server) atApp(r *webtest.Request) *webtest.Response {
	if r.PathValue("app") != s.config.AppID {
		return refusal(http.StatusNotFound, "ApplicationNotFound", "APP_NOT_FOUND")
	}
	return nil
}

// application checks who asks: Authorization: Basic, or the headers.
func (s *Server) application(r *webtest.Request) *webtest.Response {
	basic, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Basic ")
	if !ok {
		return s.headers(r)
	}
	pair, err := base64.StdEncoding.Strict().DecodeString(basic)
	if err != nil || !same(string(pair), s.config.AppID+":"+s.config.AppKey) {
		return refusal(http.StatusUnauthorized, "UnauthorizedAccess", "UNAUTHORIZED")
	}
	return nil
}

// headers checks who asks by the headers alone.
func (s *Server) headers(r *webtest.Request) *webtest.Response {
	if r.Header.Get("X-Kii-AppID") != s.config.AppID {
		return refusal(http.StatusNotFound, "ApplicationNotFound", "APP_NOT_FOUND")
	}
	if !same(r.Header.Get("X-Kii-AppKey"), s.config.AppKey) {
		return refusal(http.StatusUnauthorized, "UnauthorizedAccess", "UNAUTHORIZED")
	}
	return nil
}

// body reads a body of one of two kinds. A form is read too, where it is one.
func body(r *webtest.Request, kinds ...string) (in grantRequest, refused *webtest.Response) {
	switch kind := r.Kind(); {
	case !strings.EqualFold(kind, kinds[0]) && !strings.EqualFold(kind, kinds[1]):
		return in, refusal(http.StatusBadRequest, "InvalidInputData", "INVALID_INPUT_DATA")
	case strings.HasSuffix(kind, "json"):
		if r.JSON(&in) != nil {
			return in, refusal(http.StatusBadRequest, "InvalidJson", "INVALID_JSON")
		}
	case !form(r, &in):
		return in, refusal(http.StatusBadRequest, "InvalidInputData", "INVALID_INPUT_DATA")
	}
	return in, nil
}

// form reads the fields of a form, each once.
func form(r *webtest.Request, in *grantRequest) bool {
	fields, err := r.Form()
	if err != nil {
		return false
	}
	texts := map[string]*string{
		"grant_type": &in.GrantType, "username": &in.Username, "password": &in.Password,
		"refresh_token": &in.RefreshToken, "totp_code": &in.TOTPCode,
	}
	for name, values := range fields {
		number, err := strconv.ParseInt(values[0], 10, 64)
		switch into := texts[name]; {
		case len(values) != 1:
			return false
		case into != nil:
			*into = values[0]
		case name == "expiresAt" && err == nil:
			in.ExpiresAt = &number
		default:
			return false
		}
	}
	return true
}

// grant gives a token for a password or a refresh token, and looks at no field of
// another grant but to refuse it.
func (s *Server) grant(in grantRequest) webtest.Response {
	byPassword := in.GrantType == "password" && in.Username != "" && in.Password != "" && in.RefreshToken == ""
	byRefresh := in.GrantType == "refresh_token" && in.RefreshToken != "" && in.Username == "" && in.Password == ""
	expires := s.config.Now().Add(TokenLife)
	if in.ExpiresAt != nil {
		asked := time.UnixMilli(*in.ExpiresAt)
		if !asked.After(s.config.Now()) || asked.After(expires) {
			return *refusal(http.StatusBadRequest, "InvalidInputData", "INVALID_INPUT_DATA")
		}
		expires = asked
	}
	switch {
	case in.TOTPCode != "", !byPassword && !byRefresh:
		return *refusal(http.StatusBadRequest, "OAuth2", "OAUTH2_ERROR")
	case byPassword:
		return s.byPassword(in, expires)
	}
	old := s.refreshes[in.RefreshToken]
	if old == "" {
		return *refusal(http.StatusForbidden, "WrongRefreshToken", "WRONG_REFRESH_TOKEN")
	}
	a := s.tokens[old].account
	s.end(old)
	if a.Disabled {
		return *refusal(http.StatusUnauthorized, "UserDisabled", "USER_DISABLED")
	}
	return s.issue(&token{account: a, expires: expires})
}

func (s *Server) byPassword(in grantRequest, expires time.Time) webtest.Response {
	s.examined++
	a := s.find(in.Username)
	switch {
	case a == nil, !same(in.Password, a.Password):
		return *invalidGrant()
	case a.Disabled:
		return *refusal(http.StatusUnauthorized, "UserDisabled", "USER_DISABLED")
	case a.secret != nil:
		return s.issue(&token{account: a, pending: true, expires: s.config.Now().Add(pendingLife)})
	default:
		return s.issue(&token{account: a, expires: expires})
	}
}

// byCode gives a token in the place of a pending one.
func (s *Server) byCode(r *webtest.Request, in grantRequest) webtest.Response {
	if in.TOTPCode == "" || in.Username != "" || in.Password != "" || in.RefreshToken != "" || in.ExpiresAt != nil {
		return *refusal(http.StatusBadRequest, "OAuth2", "OAUTH2_ERROR")
	}
	access, t := s.bearer(r)
	if t == nil || !t.pending {
		return *refusal(http.StatusForbidden, "WrongToken", "WRONG_TOKEN")
	}
	s.examined++
	if !t.accepts(in.TOTPCode, s.config.Now()) {
		return *invalidGrant()
	}
	s.end(access)
	return s.issue(&token{account: t.account, expires: s.config.Now().Add(TokenLife)})
}

// issue gives a token out.
func (s *Server) issue(t *token) webtest.Response {
	access := rand.Text()
	s.tokens[access] = t
	out := map[string]any{
		"id": t.id, "access_token": access, "token_type": "bearer",
		"expires_in": int64(t.expires.Sub(s.config.Now()) / time.Second),
	}
	switch {
	case t.pending:
		out["scope"] = scope
	case s.config.Refresh:
		t.refresh = rand.Text()
		s.refreshes[t.refresh] = access
		out["refresh_token"] = t.refresh
	}
	return webtest.Response{Status: http.StatusOK, Body: out}
}

// bearer returns the token that a request carries, nil if it is not good.
func (s *Server) bearer(r *webtest.Request) (string, *token) {
	access, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	t := s.tokens[access]
	if !ok || t == nil || !s.config.Now().Before(t.expires) {
		return "", nil
	}
	return access, t
}
