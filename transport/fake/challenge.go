package fake

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Proved is a query inside invokeWithReCaptcha, invokeWithGooglePlayIntegrity or
// invokeWithApnsSecret, answered as the query is. It has the query's name.
type Proved struct {
	Proof Proof
	Query Query
}

// A Proof is what an application adds to a query that was challenged.
type Proof struct {
	Kind  ProofKind
	Nonce string // not for ReCaptcha
	Token string // the APNs secret
}

// A ProofKind is who vouches for an application.
type ProofKind int

// The kinds of proof; the zero ProofKind is none.
const (
	ReCaptcha     ProofKind = iota + 1 // invokeWithReCaptcha
	PlayIntegrity                      // invokeWithGooglePlayIntegrity
	APNsSecret                         // invokeWithApnsSecret
)

// A challenge is what a method is refused with, and the proof that it wants; the
// zero Proof: there is none.
type challenge struct {
	Text string
	Want Proof
}

// Challenge makes the server refuse each call of a method with 403 and the text,
// unless it is [Proved] with the token, and with the nonce that the text has.
// What is refused so is not examined and spends nothing. An empty text ends it. The
// texts that can be answered are
//
//	RECAPTCHA_CHECK_<action>__<key>
//	INTEGRITY_CHECK_CLASSIC_<project>_<nonce, in hexadecimal>
//	APNS_VERIFY_CHECK_<nonce>
//
// as TDLib takes them apart (td/telegram/net/NetQueryDispatcher.cpp); the nonce of
// the second comes back in base64url (td/telegram/net/NetQueryVerifier.cpp). That a
// token is good as often as it is asked for is inferred.
func (s *Server) Challenge(method, text, token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text == "" {
		delete(s.challenges, method)
		return
	}
	s.challenges[method] = challenge{text, wanted(text, token)}
}

// wanted is the proof that a text asks for.
func wanted(text, token string) Proof {
	if _, ok := strings.CutPrefix(text, "RECAPTCHA_CHECK_"); ok {
		return Proof{Kind: ReCaptcha, Token: token}
	}
	if nonce, ok := strings.CutPrefix(text, "APNS_VERIFY_CHECK_"); ok {
		return Proof{Kind: APNsSecret, Nonce: nonce, Token: token}
	}
	if rest, ok := strings.CutPrefix(text, "INTEGRITY_CHECK_CLASSIC_"); ok {
		_, digits, _ := strings.Cut(rest, "_")
		if nonce, err := hex.DecodeString(digits); err == nil {
			return Proof{Kind: PlayIntegrity, Nonce: base64.RawURLEncoding.EncodeToString(nonce), Token: token}
		}
	}
	return Proof{}
}

// challenged refuses a query that lacks its proof.
func (c *call) challenged(q Query) error {
	challenge, ok := c.s.challenges[q.Method()]
	proved, _ := q.(Proved)
	if !ok || challenge.Want.Kind != 0 && proved.Proof == challenge.Want {
		return nil
	}
	return refusal(403, challenge.Text)
}

// Method returns that of the query.
func (q Proved) Method() string { return q.query().Method() }

func (q Proved) fields(l *log) []Field {
	var own []Field
	switch p := q.Proof; p.Kind {
	case ReCaptcha:
		own = []Field{{"recaptcha_token", p.Token}}
	case PlayIntegrity:
		own = []Field{{"integrity_nonce", p.Nonce}, {"integrity_token", p.Token}}
	case APNsSecret:
		own = []Field{{"apns_nonce", p.Nonce}, {"apns_secret", p.Token}}
	}
	return append(own, q.query().fields(l)...)
}

func (q Proved) act(c *call) (any, error) { return q.query().act(c) }

// query is what was asked, if anything was.
func (q Proved) query() Query {
	if q.Query == nil {
		return Other{}
	}
	return q.Query
}
