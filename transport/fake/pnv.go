package fake

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
)

// Firebase Phone Number Verification: the network operator vouches for the number of
// the SIM card, and no code is sent
// (https://firebase.google.com/docs/phone-number-verification). Telegram documents
// the calls' fields only, so that the rest is inferred.

// InitFirebasePNVLogin is auth.initFirebasePnvLogin, answered with
// [FirebasePNVIntent].
type InitFirebasePNVLogin struct {
	AppID   int
	AppHash string
}

// FinishFirebasePNVLogin is auth.finishFirebasePnvLogin, answered with
// [Authorization] or [SignUpRequired].
type FinishFirebasePNVLogin struct {
	Token string // google_token
}

// FirebasePNVSignUp is auth.firebasePnvSignUp, answered with [Authorization].
type FirebasePNVSignUp struct {
	FirstName, LastName   string
	NoJoinedNotifications bool // for the log
}

// FirebasePNVIntent is auth.firebasePnvIntent.
type FirebasePNVIntent struct {
	Nonce   string
	Payload string // digital_credential_payload, JSON
}

// Method returns "auth.initFirebasePnvLogin".
func (InitFirebasePNVLogin) Method() string { return "auth.initFirebasePnvLogin" }

// Method returns "auth.finishFirebasePnvLogin".
func (FinishFirebasePNVLogin) Method() string { return "auth.finishFirebasePnvLogin" }

// Method returns "auth.firebasePnvSignUp".
func (FirebasePNVSignUp) Method() string { return "auth.firebasePnvSignUp" }

func (q InitFirebasePNVLogin) fields(*log) []Field {
	return []Field{{"api_id", strconv.Itoa(q.AppID)}, {"api_hash", q.AppHash}}
}

func (q FinishFirebasePNVLogin) fields(*log) []Field { return []Field{{"google_token", q.Token}} }

func (q FirebasePNVSignUp) fields(*log) []Field {
	fields := []Field{{"first_name", q.FirstName}, {"last_name", q.LastName}}
	if q.NoJoinedNotifications {
		return slices.Insert(fields, 0, Field{"no_joined_notifications", "true"})
	}
	return fields
}

func (q InitFirebasePNVLogin) act(c *call) (any, error) {
	if err := c.s.checkApp(q.AppID, q.AppHash); err != nil {
		return nil, err
	}
	c.key.nonce = base64.RawURLEncoding.EncodeToString(c.s.newBytes(16))
	payload, err := json.Marshal(map[string]string{"nonce": c.key.nonce})
	return FirebasePNVIntent{Nonce: c.key.nonce, Payload: string(payload)}, err
}

// act wants the nonce under the same key, as with every other handle of a sign-in.
func (q FinishFirebasePNVLogin) act(c *call) (any, error) {
	if c.key.nonce == "" {
		return refuse(400, "CREDENTIAL_INVALID")
	}
	return c.byPNV(q, q.Token, &c.key.nonce)
}

// byPNV lets in whoever has a number that Firebase has verified. What was asked
// before is used up, unless the account lives elsewhere.
func (c *call) byPNV(q Query, token string, asked *string) (any, error) {
	a := c.s.owner(token, func(a *account) string { return a.PNVToken })
	if a != nil {
		if err := c.atHome(a); err != nil {
			return nil, err
		}
	}
	*asked = ""
	c.s.log.examine(q, c.key, "", token)
	switch {
	case a == nil:
		return refuse(400, "CREDENTIAL_INVALID")
	case a.Banned:
		return refuse(400, "PHONE_NUMBER_BANNED")
	case a.Unregistered:
		c.key.verified = a
		return a.signUpRequired(), nil
	}
	return c.admit(a)
}

// act makes the account of a number that was verified under this key.
func (q FirebasePNVSignUp) act(c *call) (any, error) {
	a := c.key.verified
	if a == nil {
		return refuse(400, "CREDENTIAL_INVALID")
	}
	return c.signUp(a, q.FirstName, q.LastName)
}
