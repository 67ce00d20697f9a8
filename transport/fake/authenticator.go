package fake

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"

	"github.com/stepin-go/stepin/errors"
)

// An Authenticator plays the device or password manager that keeps a person's
// passkeys (https://www.w3.org/TR/webauthn-3/#authenticator), and the browser or
// application in front of it. Make the passkeys first; then it is safe for
// concurrent use.
type Authenticator struct {
	credentials []credential
}

// A credential is a passkey with its private key.
type credential struct {
	id         string // base64url
	userHandle string
	key        *ecdsa.PrivateKey
}

// NewAuthenticator returns an authenticator without passkeys.
func NewAuthenticator() *Authenticator { return new(Authenticator) }

// Credential makes a passkey for an account: put it among its Passkeys, and give the
// account that ID and DC.
func (a *Authenticator) Credential(dc int, userID int64) Passkey {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader) // it never fails
	made := credential{
		id:         base64.RawURLEncoding.EncodeToString([]byte(rand.Text())),
		userHandle: userHandle(dc, userID),
		key:        key,
	}
	a.credentials = append(a.credentials, made)
	return Passkey{ID: made.id, PublicKey: &key.PublicKey}
}

// ErrNoPasskey says that an [Authenticator] has no passkey that the options allow.
var ErrNoPasskey = errors.New("fake: no such passkey")

// Assert answers the options of auth.passkeyLoginOptions as
// navigator.credentials.get would, with the JSON of an AuthenticationResponseJSON
// (https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson). Of the
// passkeys that the options allow it takes the last made; none is [ErrNoPasskey],
// and so is any that is not Telegram's.
func (a *Authenticator) Assert(options string) (responseJSON string, err error) {
	var wanted loginOptions
	if err := json.Unmarshal([]byte(options), &wanted); err != nil {
		return "", errors.New("fake: not the options of a passkey")
	}
	for _, c := range slices.Backward(a.credentials) {
		if wanted.PublicKey.RPID == rpID && wanted.PublicKey.allows(c.id) {
			return c.assert(wanted.PublicKey.Challenge)
		}
	}
	return "", ErrNoPasskey
}

// allows reports whether a passkey may be used; an empty list allows any.
func (o publicKeyOptions) allows(id string) bool {
	return len(o.AllowCredentials) == 0 ||
		slices.ContainsFunc(o.AllowCredentials, func(c allowedCredential) bool { return c.ID == id })
}

// assertion is an AuthenticationResponseJSON; what is binary is base64url.
type assertion struct {
	ID       string            `json:"id"`
	RawID    string            `json:"rawId"`
	Type     string            `json:"type"`
	Response assertionResponse `json:"response"`

	ClientExtensionResults struct{} `json:"clientExtensionResults"`
}

type assertionResponse struct {
	ClientDataJSON    string `json:"clientDataJSON"`
	AuthenticatorData string `json:"authenticatorData"`
	Signature         string `json:"signature"`
	UserHandle        string `json:"userHandle"`
}

func (c credential) assert(challenge string) (string, error) {
	client, err := json.Marshal(clientData{Type: "webauthn.get", Challenge: challenge, Origin: origin})
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256([]byte(rpID))
	data := append(hash[:], userPresent|userVerified, 0, 0, 0, 0) // it counts nothing
	signed := sha256.Sum256(signedBytes(data, string(client)))
	signature, err := ecdsa.SignASN1(rand.Reader, c.key, signed[:])
	if err != nil {
		return "", err
	}
	base64url := base64.RawURLEncoding.EncodeToString
	response, err := json.Marshal(assertion{
		ID: c.id, RawID: c.id, Type: "public-key",
		Response: assertionResponse{
			ClientDataJSON: base64url(client), AuthenticatorData: base64url(data),
			Signature: base64url(signature), UserHandle: base64url([]byte(c.userHandle)),
		},
	})
	return string(response), err
}
