package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
)

// The login's cookie. A browser takes one with the prefix __Host- only over
// HTTPS, from this very host and for all of its paths: no neighbour (another
// subdomain, somebody on the network) can plant a login of their own in it, for
// the person to finish. Without HTTPS, on loopback, that cannot be had.
const (
	hostCookie  = "__Host-login"
	plainCookie = "login"
)

// https reports whether the browser came by HTTPS.
func (s *site) https(r *http.Request) bool { return s.behindTLS || r.TLS != nil }

func (s *site) cookieName(r *http.Request) string {
	if s.https(r) {
		return hostCookie
	}
	return plainCookie
}

// loginID returns the id of the browser's login, "" if it has no cookie.
//
// The id is a digest of the cookie: ids are in the log and in the store, and
// neither must be enough to take somebody's place.
func (s *site) loginID(r *http.Request) string {
	c, err := r.Cookie(s.cookieName(r))
	if err != nil || c.Value == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(c.Value))
	return hex.EncodeToString(sum[:])
}

// newLogin gives the browser a cookie that nobody can guess, in place of the one
// that it had. It lasts until the browser is closed.
func (s *site) newLogin(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure wherever there is TLS
		Name:     s.cookieName(r),
		Value:    rand.Text(), // 128 bits at least
		Path:     "/",
		HttpOnly: true,
		Secure:   s.https(r),
		// A link from elsewhere shows the login where it is; a form from
		// elsewhere comes without it.
		SameSite: http.SameSiteLaxMode,
	})
}
