package flow

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// PasskeyInfo says what an authenticator of the device is to prove (WaitPasskey).
// It is no secret; but it comes from the server.
type PasskeyInfo struct {
	// Options is JSON: for a passkey the options of WebAuthn's
	// navigator.credentials.get (auth.passkeyLoginOptions,
	// core.telegram.org/api/passkeys), with Firebase the payload of a digital
	// credential (auth.firebasePnvIntent, digital_credential_payload).
	Options string `json:"options"`
	// Firebase is true if Google's Firebase is to verify the number of the SIM
	// card; Nonce goes with that.
	Firebase bool   `json:"firebase,omitempty"`
	Nonce    string `json:"nonce,omitempty"`
	// Key is the fingerprint of the session under which the server was asked. It
	// must be told to a server of another data centre.
	Key string `json:"key,omitempty"`
}

// A PasskeyCredential is what an authenticator answered
// (core.telegram.org/constructor/inputPasskeyCredentialPublicKey). The zero
// PasskeyCredential is none.
type PasskeyCredential struct {
	// ID and RawID name the passkey, in base64url.
	ID, RawID codes.Secret
	// ClientData is JSON, byte for byte as it was signed.
	ClientData codes.Secret
	// AuthenticatorData and Signature are bytes; UserHandle says whose passkey it
	// is: data centre and user id, as in "2:1001".
	AuthenticatorData, Signature, UserHandle codes.Secret
}

// maxPasskey is the longest answer of an authenticator, in bytes; they have about a
// thousand.
const maxPasskey = 64 << 10

// parsePasskey reads an AuthenticationResponseJSON
// (https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson).
func parsePasskey(text codes.Secret) (PasskeyCredential, error) {
	var given struct {
		ID       string `json:"id"`
		RawID    string `json:"rawId"`
		Response struct {
			ClientData        base64url `json:"clientDataJSON"`
			AuthenticatorData base64url `json:"authenticatorData"`
			Signature         base64url `json:"signature"`
			UserHandle        base64url `json:"userHandle"`
		} `json:"response"`
	}
	if len(text.Reveal()) > maxPasskey {
		return PasskeyCredential{}, errors.Local(errors.CredentialInvalid)
	}
	err := json.Unmarshal([]byte(text.Reveal()), &given)
	r := &given.Response
	if err != nil || given.ID == "" || len(r.ClientData) == 0 || len(r.AuthenticatorData) == 0 || len(r.Signature) == 0 {
		return PasskeyCredential{}, errors.Local(errors.CredentialInvalid)
	}
	if given.RawID == "" {
		given.RawID = given.ID
	}
	return PasskeyCredential{
		ID: codes.NewSecret(given.ID), RawID: codes.NewSecret(given.RawID),
		ClientData: r.ClientData.secret(), AuthenticatorData: r.AuthenticatorData.secret(),
		Signature: r.Signature.secret(), UserHandle: r.UserHandle.secret(),
	}, nil
}

// base64url are bytes as WebAuthn writes them; padding is borne.
type base64url []byte

func (b *base64url) UnmarshalText(text []byte) error {
	decoded, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(text, "=")))
	*b = decoded
	return err
}

func (b base64url) secret() codes.Secret { return codes.NewSecret(string(b)) }
