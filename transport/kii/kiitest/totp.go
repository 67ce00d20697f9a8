package kiitest

import (
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
)

// accepts reports whether a code is that of now, or of one step early or late, and is
// of a later step than the last one that was accepted.
func (a *account) accepts(code string, now time.Time) bool {
	for at := now.Add(-issue.Step); !at.After(now.Add(issue.Step)); at = at.Add(issue.Step) {
		step := at.Truncate(issue.Step)
		if step.After(a.used) && same(code, issue.TOTP(a.secret, at)) {
			a.used = step
			return true
		}
	}
	return false
}
