package firebase

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// codeSent answers accounts:sendVerificationCode, and mfaSignIn:start within
// another object.
type codeSent struct {
	Info  string `json:"sessionInfo"`
	Phone struct {
		Info string `json:"sessionInfo"`
	} `json:"phoneResponseInfo"`
}

func (c *codeSent) handle() string { return cmp.Or(c.Info, c.Phone.Info) }

// Sensible implements [web.Result].
func (c *codeSent) Sensible() bool { return web.IsToken(c.handle()) }

// sendCode has a code sent to a number, whether it is known or not.
func (l *login) sendCode(ctx context.Context, to codes.Identifier) (flow.Answer, error) {
	body, err := l.prove(ctx, to)
	if err != nil {
		return web.Failed(err)
	}
	body["phoneNumber"] = to.Reveal()
	var out codeSent
	if err := l.signInStep(ctx, "/v1/accounts:sendVerificationCode", body, &out); err != nil {
		return web.Failed(err)
	}
	return flow.CodeSent{Sent: codes.Sent{
		To: to, Hash: codes.NewSecret(out.handle()), Delivery: codes.SMS, Next: codes.SMS, Length: codeLength,
	}}, nil
}

// signIn gives a code, that of the first step or of the second.
func (l *login) signIn(ctx context.Context) (flow.Answer, error) {
	if l.Half.Pending != "" {
		return l.giveSecond(ctx)
	}
	return l.complete(ctx, "/v1/accounts:signInWithPhoneNumber", fields{
		"sessionInfo": l.call.Sent.Hash.Reveal(), "code": l.call.Code.Reveal(),
	})
}

// checkPassword gives the password of the address that the session keeps.
func (l *login) checkPassword(ctx context.Context) (flow.Answer, error) {
	if l.Email == "" {
		return web.NotAllowed(), nil
	}
	return l.complete(ctx, "/v1/accounts:signInWithPassword", fields{
		"email": l.Email, "password": l.call.Password.Reveal(), "returnSecureToken": true,
	})
}

// signedIn answers what signs in: accounts:signInWithPhoneNumber,
// accounts:signInWithPassword and mfaSignIn:finalize.
type signedIn struct {
	IDToken      string      `json:"idToken"`
	RefreshToken string      `json:"refreshToken"`
	ExpiresIn    json.Number `json:"expiresIn"` // a string; not of mfaSignIn:finalize
	LocalID      string      `json:"localId"`   // nor is this
	Name         string      `json:"displayName"`

	// In place of tokens: a second factor is wanted.
	Pending string   `json:"mfaPendingCredential"`
	Factors []factor `json:"mfaInfo"`

	claims claims
	who    string // "": anybody
}

// Sensible implements [web.Result].
func (s *signedIn) Sensible() bool {
	if s.IDToken == "" {
		return web.IsToken(s.Pending) && (s.LocalID == "" || web.IsID(s.LocalID))
	}
	s.claims = claimsOf(s.IDToken)
	s.LocalID = cmp.Or(s.LocalID, s.claims.Subject)
	return web.IsToken(s.IDToken, s.RefreshToken) && web.IsID(s.LocalID) && (s.who == "" || s.who == s.LocalID)
}

// complete asks for the tokens of a login, and keeps them. An answer to a password
// may want a second factor; else one without tokens wants what there is no phase for.
func (l *login) complete(ctx context.Context, path string, body fields) (flow.Answer, error) {
	s := signedIn{who: l.Half.UserID}
	err := l.signInStep(ctx, path, body, &s)
	switch {
	case err != nil:
		return web.Failed(err)
	case s.IDToken != "":
		l.keep(s.IDToken, s.RefreshToken, s.ExpiresIn, web.Account(s.LocalID, "", cmp.Or(s.Name, s.claims.Name)))
		return flow.Authorized{Account: l.Tokens.Account}, nil
	case l.call.Name == flow.CallCheckPassword:
		return l.wantSecond(ctx, &s)
	default:
		return flow.Unsupported{Wanted: "mfaPendingCredential"}, nil
	}
}

// keep keeps tokens, and forgets what led to them. Where the answer does not say how
// long the ID token lasts, that does.
func (l *login) keep(id, refresh string, life json.Number, account flow.Account) {
	if c := claimsOf(id); life == "" {
		life = json.Number(strconv.FormatInt(c.Expires-c.Issued, 10))
	}
	*l.data = data{Tokens: tokens{ID: id, Refresh: refresh, Expires: web.Expiry(web.Now(l.Now), life), Account: account}}
}

// claims are what an ID token says of itself
// (firebase.google.com/docs/auth/admin/verify-id-tokens). They are not verified:
// the token has just come from who issues it, whose every word is taken for true
// here. A backend that is given the token by others must verify it.
type claims struct {
	Subject string `json:"sub"`
	Name    string `json:"name"`
	Issued  int64  `json:"iat"`
	Expires int64  `json:"exp"`
}

// claimsOf returns none for what cannot be read.
func claimsOf(idToken string) claims {
	parts := strings.Split(idToken, ".")
	if len(parts) != 3 {
		return claims{}
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	var c claims
	if err != nil || json.Unmarshal(payload, &c) != nil {
		return claims{}
	}
	return c
}
