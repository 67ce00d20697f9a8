package firebasetest

import (
	"crypto/rand"
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/internal/issue"
)

const (
	codeLife = 10 * time.Minute
	maxTries = 5
)

// sentCode is one that was sent.
type sentCode struct {
	phone, code string
	half        *half // of a second factor
	until       time.Time
	tries       int
}

// send sends a code to a number, or says why not.
func (s *Server) send(phone string, of *half) (handle, why string) {
	now := s.config.Now()
	if last, sent := s.last[phone]; sent && now.Before(last.Add(s.config.Gap)) {
		return "", "TOO_MANY_ATTEMPTS_TRY_LATER"
	}
	code := ""
	if u := s.byPhone(phone); u != nil {
		code = u.Code
	}
	if code == "" {
		code = issue.Code()
	}
	handle = rand.Text()
	s.codes[handle] = &sentCode{phone: phone, code: code, half: of, until: now.Add(codeLife)}
	s.last[phone], s.inbox[phone] = now, append(s.inbox[phone], code)
	if s.config.OnCode != nil {
		s.config.OnCode(phone, code)
	}
	return handle, ""
}

// examine looks at a code: the one of a first step, or of a half login. A right one
// is used up.
func (s *Server) examine(handle, code string, of *half) (sent *sentCode, why string) {
	sent = s.codes[handle]
	switch {
	case handle == "":
		return nil, "MISSING_SESSION_INFO"
	case code == "":
		return nil, "MISSING_CODE"
	case sent == nil, sent.half != of:
		return nil, "INVALID_SESSION_INFO"
	case !s.config.Now().Before(sent.until), sent.tries == maxTries:
		return nil, "SESSION_EXPIRED"
	}
	s.examined++
	sent.tries++
	if code != sent.code {
		return nil, "INVALID_CODE"
	}
	delete(s.codes, handle)
	return sent, ""
}

func isCode(text string) bool {
	return len(text) == issue.CodeLength && strings.Trim(text, "0123456789") == ""
}
