package kiitest

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
)

// An Account can sign in. It needs a LoginName and a Password.
type Account struct {
	LoginName, DisplayName string
	// Email and Phone (+E.164) sign in if they are verified. To a phone that is not,
	// a code is sent when the server starts.
	Email         string
	EmailVerified bool
	Phone         string
	PhoneVerified bool
	Password      string
	// TOTP is the secret of an authenticator app in base32; "" if there is none.
	TOTP string
	// Disabled accounts are told so.
	Disabled bool
}

type account struct {
	Account
	id     string
	secret []byte    // TOTP's
	used   time.Time // the newest step of a code of it

	codes []string // that were sent to Phone
	sent  time.Time
}

// add makes an account.
func (s *Server) add(a Account) error {
	made := &account{Account: a, id: strings.ToLower(rand.Text())}
	if a.LoginName == "" || a.Password == "" {
		return errors.New("it needs a login name and a password")
	}
	for _, other := range s.accounts {
		if other.LoginName == a.LoginName || a.Email != "" && other.Email == a.Email || a.Phone != "" && other.Phone == a.Phone {
			return errTwice
		}
	}
	if a.TOTP != "" {
		secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(a.TOTP)
		if err != nil {
			return fmt.Errorf("TOTP: %w", err)
		}
		made.secret = secret
	}
	s.accounts = append(s.accounts, made)
	if a.Phone != "" && !a.PhoneVerified {
		s.send(made)
	}
	return nil
}

// send sends a code that verifies a phone number.
func (s *Server) send(a *account) {
	code := issue.Code()
	a.codes, a.sent = append(a.codes, code), s.config.Now()
	if s.config.OnCode != nil {
		s.config.OnCode(a.Phone, code)
	}
}

// countries are those whose numbers can be given as PHONE:JP-9012341234. Kii knows
// more.
var countries = map[string]string{"CN": "+86", "DE": "+49", "GB": "+44", "JP": "+81", "SG": "+65", "US": "+1"}

// find returns the account that a user name of a sign-in means, or nil.
func (s *Server) find(username string) *account {
	prefix, rest, _ := strings.Cut(username, ":")
	email, phone := username, username
	switch prefix {
	case "EMAIL":
		email, phone = rest, ""
	case "PHONE":
		email, phone = "", rest
		if country, local, ok := strings.Cut(rest, "-"); ok && countries[country] != "" {
			phone = countries[country] + local
		}
	}
	for _, a := range s.accounts {
		if a.LoginName == username || a.EmailVerified && a.Email == email && email != "" ||
			a.PhoneVerified && a.Phone == phone && phone != "" {
			return a
		}
	}
	return nil
}

func (s *Server) named(loginName string) *account {
	for _, a := range s.accounts {
		if a.LoginName == loginName {
			return a
		}
	}
	return nil
}

// same compares what a person gave.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
