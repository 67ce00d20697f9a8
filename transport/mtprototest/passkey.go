package mtprototest

import (
	"encoding/binary"
	"encoding/hex"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/wire"
)

// passkeyQuery reads the sign-ins by what a device proves of itself: a passkey
// (core.telegram.org/api/passkeys), or its number (Firebase Phone Number
// Verification). nil: it is none.
func passkeyQuery(r wire.Request) (fake.Query, error) {
	b := &bin.Buffer{Buf: r.Body}
	switch r.Method {
	case tg.AuthInitPasskeyLoginRequestTypeID:
		var q tg.AuthInitPasskeyLoginRequest
		err := q.Decode(b)
		return fake.InitPasskeyLogin{AppID: q.APIID, AppHash: q.APIHash}, err
	case tg.AuthFinishPasskeyLoginRequestTypeID:
		var q tg.AuthFinishPasskeyLoginRequest
		err := q.Decode(b)
		query := fake.FinishPasskeyLogin{Credential: credential(q.Credential)}
		if dc, ok := q.GetFromDCID(); ok {
			query.FromDC, query.FromKey = dc, keyID(q.FromAuthKeyID)
		}
		return query, err
	case tg.AuthInitFirebasePnvLoginRequestTypeID:
		var q tg.AuthInitFirebasePnvLoginRequest
		err := q.Decode(b)
		return fake.InitFirebasePNVLogin{AppID: q.APIID, AppHash: q.APIHash}, err
	case tg.AuthFinishFirebasePnvLoginRequestTypeID:
		var q tg.AuthFinishFirebasePnvLoginRequest
		err := q.Decode(b)
		return fake.FinishFirebasePNVLogin{Token: q.GoogleToken}, err
	case tg.AuthFirebasePnvSignUpRequestTypeID:
		var q tg.AuthFirebasePnvSignUpRequest
		err := q.Decode(b)
		return fake.FirebasePNVSignUp{
			FirstName: q.FirstName, LastName: q.LastName, NoJoinedNotifications: q.NoJoinedNotifications,
		}, err
	default:
		return nil, nil
	}
}

// credential is what a device proves. The response to a registration is no proof:
// the model is told the ids only, and refuses.
func credential(c tg.InputPasskeyCredentialClass) (proof fake.PasskeyCredential) {
	switch c := c.(type) {
	case *tg.InputPasskeyCredentialPublicKey:
		proof.ID, proof.RawID = c.ID, c.RawID
		if login, ok := c.Response.(*tg.InputPasskeyResponseLogin); ok {
			proof.ClientData, proof.UserHandle = login.ClientData.Data, login.UserHandle
			proof.AuthenticatorData, proof.Signature = login.AuthenticatorData, login.Signature
		}
	case *tg.InputPasskeyCredentialFirebasePNV:
		proof.PNVToken = c.PnvToken
	}
	return proof
}

// keyID names an auth key as the model knows it, by its auth_key_id: the 8 bytes of
// that, in wire order, as hex digits.
func keyID(id int64) string {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(id))
	return hex.EncodeToString(b[:])
}
