package genauth

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// The refusals that demand a second factor (documented). Of the first the vendor's
// page takes that it is the authenticator (Authing/Guard, codemap.ts).
const ofPerson, ofApp = "apiCode 1635", "apiCode 1636"

// A factor is a second factor that is wanted. What is done with it is derived from
// Authing/Guard (MFA/interface.ts, MFA/businessRequest.ts); CHANNEL_VERIFY_MFA is
// documented.
type factor struct {
	Token  string    `json:"token"`
	Policy string    `json:"policy"` // SMS, EMAIL, OTP
	To     receiver  `json:"to,omitzero"`
	Hash   string    `json:"hash"`
	SentAt time.Time `json:"sent_at,omitzero"` // zero: no code is out
}

// A demand is the data of such a refusal: Authing/docs (docs/reference/mfa.md) has it
// as mfaTriggerData.
type demand struct {
	MFAToken, Email, Phone, PhoneCountryCode string
	MFAEmail, MFAPhone, MFAPhoneCountryCode  string
	TOTPMFAEnabled                           bool
	ApplicationMFA                           []policy
}

type policy struct {
	MFAPolicy string          // SMS, EMAIL, OTP, FACE
	Status    int             // 1: it is on
	Sort      json.RawMessage // a number, or one in a text
}

func (p *policy) sort() float64 {
	n, _ := strconv.ParseFloat(strings.Trim(string(p.Sort), `"`), 64)
	return n
}

// factor chooses the first policy that can be used here; one without a token if there
// is none.
func (d *demand) factor(of string) factor {
	if of == ofPerson {
		return factor{Token: d.MFAToken, Policy: "OTP"}
	}
	to := map[string]receiver{
		"SMS":   {Phone: d.MFAPhone, Country: d.MFAPhoneCountryCode},
		"EMAIL": {Email: cmp.Or(d.MFAEmail, d.Email)},
	}
	if d.MFAPhone == "" {
		to["SMS"] = receiver{Phone: d.Phone, Country: d.PhoneCountryCode}
	}
	slices.SortStableFunc(d.ApplicationMFA, func(a, b policy) int { return cmp.Compare(a.sort(), b.sort()) })
	for _, p := range d.ApplicationMFA {
		r := to[p.MFAPolicy]
		if p.Status == 1 && (r.Phone != "" || r.Email != "" || p.MFAPolicy == "OTP" && d.TOTPMFAEnabled) {
			return factor{Token: d.MFAToken, Policy: p.MFAPolicy, To: r}
		}
	}
	return factor{}
}

// codeOver refuses a code that was used or came too late. The mfaToken still lives.
const codeOver = "apiCode 2300"

// beginFactor starts the second factor. The first was accepted, so it stays so if no
// code can be sent now, unless the refusal says that there is nothing to go on with.
func (l *login) beginFactor(ctx context.Context, given json.RawMessage, of string) (flow.Answer, error) {
	var d demand
	if json.Unmarshal(given, &d) == nil && web.IsToken(d.MFAToken) {
		l.Factor = d.factor(of)
	}
	switch l.Factor.Policy {
	case "":
		return flow.Unsupported{Wanted: "a second factor that is no SMS, e-mail or authenticator (" + of + ")"}, nil
	case "OTP":
		l.Factor.Hash = rand.Text()
		return l.wantFactor(0), nil
	}
	l.Factor.Hash = rand.Text()
	err := l.sendFactor(ctx)
	switch refusal := web.Refusal(err); {
	case refusal != nil && isFatal(refusal):
		l.Factor = factor{}
		return web.Failed(err)
	case refusal != nil:
		return l.wantFactor(refusal.Wait), nil
	case err != nil:
		return nil, err
	}
	return l.wantFactor(0), nil
}

// isFatal reports whether there is nothing left that a second factor could complete.
func isFatal(refusal *errors.Error) bool {
	return refusal.Class == errors.Terminal || refusal.Class == errors.Configuration || refusal.Class == errors.StartOver
}

// wantFactor asks for the code. Where none is out, one may be sent after a wait.
func (l *login) wantFactor(wait time.Duration) flow.Answer {
	f := &l.Factor
	sent := codes.Sent{Hash: codes.NewSecret(f.Hash), Delivery: codes.Authenticator, Purpose: codes.SecondFactor}
	if f.Policy != "OTP" {
		sent.Delivery, sent.Next = codes.NoDelivery, f.To.delivery()
	}
	if !f.SentAt.IsZero() {
		sent.Delivery = sent.Next
		wait = min(f.SentAt.Add(between).Sub(web.Now(l.Now)), between)
	}
	return flow.CodeSent{Sent: sent, ResendAfter: max(wait, 0)}
}

func (l *login) sendFactor(ctx context.Context) error {
	err := l.send(ctx, l.Factor.To, "CHANNEL_VERIFY_MFA")
	if err == nil {
		l.Factor.Hash, l.Factor.SentAt = rand.Text(), web.Now(l.Now)
	}
	return err
}

func (l *login) resendFactor(ctx context.Context) (flow.Answer, error) {
	switch l.Factor.Policy {
	case "":
		return web.Local(errors.PhoneCodeExpired), nil
	case "OTP":
		return web.NotAllowed(), nil
	}
	if err := l.sendFactor(ctx); err != nil {
		return web.Failed(err)
	}
	return l.wantFactor(0), nil
}

// verifyFactor gives the code. That a yes brings what a sign-in brings is assumed.
func (l *login) verifyFactor(ctx context.Context) (flow.Answer, error) {
	f := &l.Factor
	if f.Token == "" || f.Hash != l.call.Sent.Hash.Reveal() {
		return web.Local(errors.PhoneCodeExpired), nil
	}
	path, field, body := "sms", "code", f.To.fields("phone")
	switch f.Policy {
	case "OTP":
		path, field, body = "totp", "totp", map[string]string{}
	case "EMAIL":
		path = "email"
	}
	body[field] = l.call.Code.Reveal()
	given, err := l.ask(ctx, post("/api/v2/applications/mfa/"+path+"/verify", web.Bearer(f.Token), body), errors.PhoneCodeExpired)
	if no := web.Refusal(err); no != nil && no.Text == codeOver {
		no.Class = errors.Reenter // another code can be sent
	}
	if err != nil {
		return web.Failed(err)
	}
	return l.enter(ctx, given)
}
