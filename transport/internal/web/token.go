package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/stepin-go/stepin/flow"
)

const (
	// maxToken bounds a token, and a handle. Real ones have up to some 2 KiB.
	maxToken = 16 << 10
	// maxName bounds an id, and a name.
	maxName = 256
	// maxLife bounds a lifetime, in seconds: a hundred years, which a time.Duration
	// holds. Kii's have been seen to be 9223372036854775.
	maxLife = 100 * 365 * 24 * 60 * 60
	// margin is how long before its end a token is refreshed.
	margin = time.Minute
)

// IsToken reports whether texts can be tokens: each is there, is not too long, and
// can go into a header.
func IsToken(texts ...string) bool {
	for _, text := range texts {
		if text == "" || len(text) > maxToken || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return false
		}
	}
	return true
}

// IsID reports whether a text can be the id of an account.
func IsID(text string) bool { return text != "" && len(text) <= maxName }

// Account returns an account, without a name that is too long to be one.
func Account(id, username, firstName string) flow.Account {
	a := flow.Account{ID: id, Username: username, FirstName: firstName}
	for _, name := range []*string{&a.Username, &a.FirstName} {
		if len(*name) > maxName {
			*name = ""
		}
	}
	return a
}

// Expiry is when a token is over that a server gives so many seconds to, whatever it
// says; the zero time if it does not say.
func Expiry(now time.Time, seconds json.Number) time.Time {
	if seconds == "" {
		return time.Time{}
	}
	n, _ := seconds.Float64() // of too great a number it is +Inf
	return now.Add(time.Duration(min(max(n, 0), maxLife)) * time.Second)
}

// IsOver reports whether a token is over, or so soon that it is to be refreshed now.
func IsOver(expires, now time.Time) bool {
	return !expires.IsZero() && expires.Sub(now) < margin
}

// Now reads a clock; nil is time.Now.
func Now(clock func() time.Time) time.Time {
	if clock == nil {
		clock = time.Now
	}
	return clock().UTC()
}

// Bearer is the header of who has a token (RFC 6750).
func Bearer(token string) http.Header { return http.Header{"Authorization": {"Bearer " + token}} }

// Basic is the header of who has a password (RFC 7617).
func Basic(name, password string) http.Header {
	return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(name+":"+password))}}
}
