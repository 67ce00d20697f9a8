package flow

import (
	"math"
	"time"
)

// Limits bound a login. The zero value means the defaults.
type Limits struct {
	// CodeAttempts is how many codes the server may examine for one hash, or
	// e-mail, PasswordAttempts how many passwords for one half login, before further
	// ones are refused locally ([errors.AttemptsUsed]). 0: DefaultAttempts;
	// negative: no limit but the server's.
	CodeAttempts, PasswordAttempts int
	// Lease is how long a pending call keeps others out, and how long a call
	// may take. 0: DefaultLease.
	Lease time.Duration
	// CodeLife is how long a code, an e-mail address, a passkey or the scan of a QR
	// code may be waited for, PasswordLife how long a password, a registration or a
	// payment. A new QR code begins anew: while somebody listens (Driver.Run,
	// Driver.Listen) there is one after the other, without end. 0: DefaultCodeLife,
	// DefaultPasswordLife.
	CodeLife, PasswordLife time.Duration
}

// The defaults. The lives are TDLib's (td/telegram/AuthManager.cpp,
// DbState).
const (
	DefaultAttempts     = 5
	DefaultLease        = 30 * time.Second
	DefaultCodeLife     = 5 * time.Minute
	DefaultPasswordLife = 24 * time.Hour
)

// limit returns a configured count of attempts, the default, or no limit at all.
func limit(n int) int {
	switch {
	case n == 0:
		return DefaultAttempts
	case n < 0:
		return math.MaxInt
	default:
		return n
	}
}

func (l Limits) lease() time.Duration { return orDefault(l.Lease, DefaultLease) }

// expires returns when a phase that is entered now ends.
func (l Limits) expires(life Life, now time.Time) time.Time {
	switch life {
	case CodeLife:
		return now.Add(orDefault(l.CodeLife, DefaultCodeLife))
	case PasswordLife:
		return now.Add(orDefault(l.PasswordLife, DefaultPasswordLife))
	case Forever:
	}
	return time.Time{}
}

func orDefault(d, def time.Duration) time.Duration {
	if d <= 0 {
		return def
	}
	return d
}
