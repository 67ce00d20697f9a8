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

// newLogin gives the browser a cookie that nobody can guess. It lasts until the
// browser is closed.
func (s *site) newLogin(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, r, s.cookieName(r), rand.Text(), 0) // 128 bits at least
}

// doneSuffix makes the name of a second cookie: the word for what a form has done,
// which the next page says. Nothing else depends on it.
const doneSuffix = "-done"

// tell leaves a word, one of those in notices, for the next page.
func (s *site) tell(w http.ResponseWriter, r *http.Request, word string) {
	s.setCookie(w, r, s.cookieName(r)+doneSuffix, word, 60)
}

// told returns what the browser was left to be told, once.
func (s *site) told(w http.ResponseWriter, r *http.Request) string {
	c, err := r.Cookie(s.cookieName(r) + doneSuffix)
	if err != nil {
		return ""
	}
	s.setCookie(w, r, c.Name, "", -1)
	return notices[c.Value]
}

// setCookie gives the browser a cookie for so many seconds; 0: until it is closed.
func (s *site) setCookie(w http.ResponseWriter, r *http.Request, name, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure wherever there is TLS
		Name:     name,
		Value:    value,
		Path:     "/",
		MaxAge:   seconds,
		HttpOnly: true,
		Secure:   s.https(r),
		// A link from elsewhere shows the login where it is; a form from
		// elsewhere comes without it.
		SameSite: http.SameSiteLaxMode,
	})
}
