package fake

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/errors"
)

// InitPasskeyLogin is auth.initPasskeyLogin, answered with [PasskeyLoginOptions].
type InitPasskeyLogin struct {
	AppID   int
	AppHash string
}

// FinishPasskeyLogin is auth.finishPasskeyLogin, answered with [Authorization] (or,
// for a number that Firebase has verified, with [SignUpRequired]).
type FinishPasskeyLogin struct {
	Credential PasskeyCredential
	// FromDC and FromKey name where auth.initPasskeyLogin was asked, if that was
	// not in this data centre: FromKey is a [Caller]'s Key.
	FromDC  int
	FromKey string
}

// PasskeyCredential is inputPasskeyCredentialPublicKey with an
// inputPasskeyResponseLogin or, with PNVToken, inputPasskeyCredentialFirebasePNV.
type PasskeyCredential struct {
	ID, RawID                    string
	ClientData                   string // JSON
	AuthenticatorData, Signature []byte
	UserHandle                   string // "dcId:userId"

	PNVToken string
}

// PasskeyLoginOptions is auth.passkeyLoginOptions.
type PasskeyLoginOptions struct {
	Options string // JSON
}

// A Passkey is a public key that an account knows, of a [Authenticator] or another:
// ECDSA with P-256 and SHA-256.
type Passkey struct {
	ID        string // base64url
	PublicKey *ecdsa.PublicKey
}

// What a passkey of Telegram's is for, and where it must be used.
const (
	rpID   = "telegram.org"
	origin = "https://telegram.org"
)

// Flags of an authenticator's data (https://www.w3.org/TR/webauthn-3/#authdata-flags).
const (
	userPresent  = 1 << 0
	userVerified = 1 << 2
)

// authDataLength is that of authenticator data with nothing attached: a hash, the
// flags and a counter.
const authDataLength = sha256.Size + 1 + 4

// Method returns "auth.initPasskeyLogin".
func (InitPasskeyLogin) Method() string { return "auth.initPasskeyLogin" }

// Method returns "auth.finishPasskeyLogin".
func (FinishPasskeyLogin) Method() string { return "auth.finishPasskeyLogin" }

func (q InitPasskeyLogin) fields(*log) []Field {
	return []Field{{"api_id", strconv.Itoa(q.AppID)}, {"api_hash", q.AppHash}}
}

func (q FinishPasskeyLogin) fields(l *log) []Field {
	p := q.Credential
	fields := []Field{
		{"id", p.ID},
		{"raw_id", p.RawID},
		{"client_data", p.ClientData},
		{"authenticator_data", base64.RawURLEncoding.EncodeToString(p.AuthenticatorData)},
		{"signature", base64.RawURLEncoding.EncodeToString(p.Signature)},
		{"user_handle", p.UserHandle},
	}
	if p.PNVToken != "" {
		fields = []Field{{"pnv_token", p.PNVToken}}
	}
	if q.FromDC != 0 || q.FromKey != "" {
		fields = append(fields, Field{"from_dc_id", strconv.Itoa(q.FromDC)}, Field{"from_auth_key_id", l.key(q.FromKey)})
	}
	return fields
}

// loginOptions is what navigator.credentials.get takes
// (https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson),
// in the member publicKey (core.telegram.org/constructor/auth.passkeyLoginOptions).
type loginOptions struct {
	PublicKey publicKeyOptions `json:"publicKey"`
}

type publicKeyOptions struct {
	Challenge        string              `json:"challenge"` // base64url
	Timeout          int                 `json:"timeout"`   // milliseconds
	RPID             string              `json:"rpId"`
	AllowCredentials []allowedCredential `json:"allowCredentials"`
	UserVerification string              `json:"userVerification"`
}

type allowedCredential struct {
	ID   string `json:"id"` // base64url
	Type string `json:"type"`
}

// clientData is what the browser or application adds to a challenge
// (https://www.w3.org/TR/webauthn-3/#dictdef-collectedclientdata).
type clientData struct {
	Type        string `json:"type"`
	Challenge   string `json:"challenge"` // base64url
	Origin      string `json:"origin"`
	CrossOrigin bool   `json:"crossOrigin"`
}

// challengeLife is how long a challenge is good.
const challengeLife = time.Minute

// act makes a challenge. That it belongs to the key, that the next one takes its
// place, and that it ends with the timeout that the options name, is inferred.
func (q InitPasskeyLogin) act(c *call) (any, error) {
	if err := c.s.checkApp(q.AppID, q.AppHash); err != nil {
		return nil, err
	}
	c.key.challenge = base64.RawURLEncoding.EncodeToString(c.s.newBytes(32))
	c.key.answerBy = c.now.Add(challengeLife)
	options, err := json.Marshal(loginOptions{publicKeyOptions{
		Challenge: c.key.challenge, Timeout: int(challengeLife.Milliseconds()), RPID: rpID,
		AllowCredentials: []allowedCredential{}, UserVerification: "required",
	}})
	return PasskeyLoginOptions{Options: string(options)}, err
}

// act lets in whoever has a passkey (core.telegram.org/api/passkeys). It must be
// asked in the account's data centre, which user_handle names, and from_dc_id must be
// set if and only if the challenge is another one's
// (core.telegram.org/method/auth.finishPasskeyLogin). That a challenge is good once,
// whatever comes, is inferred, and so is that every mistake but the origin's is
// called CREDENTIAL_INVALID.
func (q FinishPasskeyLogin) act(c *call) (any, error) {
	asked := c.asked(q.FromDC, q.FromKey)
	if asked == nil || asked.challenge == "" || !c.now.Before(asked.answerBy) {
		return refuse(400, "CREDENTIAL_INVALID")
	}
	if q.Credential.PNVToken != "" {
		return c.byPNV(q, q.Credential.PNVToken, &asked.challenge)
	}
	challenge := asked.challenge
	asked.challenge = ""
	c.s.log.examine(q, c.key, "", q.Credential.ID)
	a, passkey := c.s.passkey(q.Credential.ID)
	if a == nil {
		return refuse(400, "CREDENTIAL_INVALID")
	}
	if !c.accept {
		if err := q.Credential.check(challenge, passkey); err != nil {
			return nil, err
		}
	}
	home := c.s.home(a)
	switch {
	case q.Credential.UserHandle != userHandle(home, a.ID) || home != c.key.caller.DC:
		return refuse(400, "CREDENTIAL_INVALID")
	case a.Banned:
		return refuse(400, "PHONE_NUMBER_BANNED")
	}
	return c.admit(a)
}

// asked is the key under which a challenge was asked for, nil if that is named
// wrongly.
func (c *call) asked(dc int, name string) *authKey {
	if dc == 0 && name == "" {
		return c.key
	}
	key := c.s.keys[name]
	if key == nil || key.forgotten || key.caller.DC != dc || dc == c.key.caller.DC {
		return nil
	}
	return key
}

// passkey finds a passkey by its id, and whose it is.
func (s *Server) passkey(id string) (*account, Passkey) {
	for _, a := range s.accounts {
		for _, p := range a.Passkeys {
			if p.ID == id {
				return a, p
			}
		}
	}
	return nil, Passkey{}
}

// userHandle says whose a passkey is (core.telegram.org/api/passkeys).
func userHandle(dc int, id int64) string { return fmt.Sprintf("%d:%d", dc, id) }

// check verifies an assertion
// (https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion).
func (p PasskeyCredential) check(challenge string, passkey Passkey) error {
	wrong := refusal(400, "CREDENTIAL_INVALID")
	var client clientData
	if json.Unmarshal([]byte(p.ClientData), &client) != nil ||
		client.Type != "webauthn.get" || client.Challenge != challenge || p.RawID != p.ID {
		return wrong
	}
	if client.Origin != origin || client.CrossOrigin {
		return refusal(400, "PASSKEY_ORIGIN_MISMATCH")
	}
	const flags = userPresent | userVerified
	data, hash := p.AuthenticatorData, sha256.Sum256([]byte(rpID))
	if len(data) < authDataLength || [sha256.Size]byte(data) != hash || data[sha256.Size]&flags != flags {
		return wrong
	}
	signed := sha256.Sum256(signedBytes(data, p.ClientData))
	if !ecdsa.VerifyASN1(passkey.PublicKey, signed[:], p.Signature) {
		return wrong
	}
	return nil
}

// signedBytes is what an authenticator signs.
func signedBytes(authenticatorData []byte, clientData string) []byte {
	hash := sha256.Sum256([]byte(clientData))
	return append(append([]byte{}, authenticatorData...), hash[:]...)
}

// passkeyJSON is a Passkey in a snapshot.
type passkeyJSON struct {
	ID        string `json:"id"`
	PublicKey []byte `json:"public_key"` // an uncompressed point
}

// MarshalJSON implements json.Marshaler. A Passkey without a key is an error.
func (p Passkey) MarshalJSON() ([]byte, error) {
	if p.PublicKey == nil || p.PublicKey.Curve == nil {
		return nil, errors.New("fake: a passkey without a public key")
	}
	point, err := p.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	return json.Marshal(passkeyJSON{p.ID, point})
}

// UnmarshalJSON implements json.Unmarshaler.
func (p *Passkey) UnmarshalJSON(data []byte) error {
	var read passkeyJSON
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	key, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), read.PublicKey)
	if err != nil {
		return errors.New("fake: not a public key of P-256")
	}
	*p = Passkey{read.ID, key}
	return nil
}
