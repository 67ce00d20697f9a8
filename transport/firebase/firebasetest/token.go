package firebasetest

import (
	"crypto/rand"
	"slices"
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
)

const idTokenLife = time.Hour

// login is one that is complete. It lives as long as its refresh token does.
type login struct {
	user     *user
	provider string // of the first step: "phone" or "password"
	factor   string // the second, if any
	began    time.Time
	refresh  string
	ends     map[string]time.Time // of its ID tokens
	revoked  bool
}

func (l *login) over(idToken string, now time.Time) bool { return !now.Before(l.ends[idToken]) }

// has reports whether an account still exists.
func (s *Server) has(u *user) bool { return slices.Contains(s.users, u) }

// issue completes a login and returns what the answer says of it.
func (s *Server) issue(l *login) object {
	l.began, l.refresh, l.ends = s.config.Now(), rand.Text()+rand.Text(), map[string]time.Time{}
	s.logins[l.refresh] = l
	return object{"idToken": s.newIDToken(l), "refreshToken": l.refresh, "expiresIn": "3600"}
}

// newIDToken issues an ID token: a JWT with the claims of
// firebase.google.com/docs/auth/admin/verify-id-tokens, without a signature, as the
// emulator's are. Two of one second are the same.
func (s *Server) newIDToken(l *login) string {
	now := s.config.Now()
	identities, about := object{}, object{"sign_in_provider": l.provider}
	payload := object{
		"iss": "https://securetoken.google.com/" + s.config.Project, "aud": s.config.Project,
		"sub": l.user.id, "user_id": l.user.id,
		"auth_time": l.began.Unix(), "iat": now.Unix(), "exp": now.Add(idTokenLife).Unix(),
		"firebase": about,
	}
	if l.user.Phone != "" {
		payload["phone_number"], identities["phone"] = l.user.Phone, []string{l.user.Phone}
	}
	if l.user.Email != "" {
		payload["email"], payload["email_verified"], identities["email"] = l.user.Email, true, []string{l.user.Email}
	}
	if l.user.Name != "" {
		payload["name"] = l.user.Name
	}
	about["identities"] = identities
	if l.factor != "" {
		about["second_factor_identifier"] = l.factor
		about["sign_in_second_factor"] = "phone"
	}
	if s.config.Tenant != "" {
		about["tenant"] = s.config.Tenant
	}
	token := issue.JWT(payload)
	s.idTokens[token], l.ends[token] = l, now.Add(idTokenLife)
	return token
}
