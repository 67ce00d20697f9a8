package flow_test

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
)

const (
	sampleToken = "7:AAF-sample-bot-token"
	sampleEmail = "augusta.king@example.com"
	sampleProof = "proof-of-the-application"
)

// TestNothingLeaks puts every type that carries a secret into every position
// of a value, and through everything that commonly prints one.
func TestNothingLeaks(t *testing.T) {
	record := richRecord(t)
	call := flow.Call{
		Name: flow.CallSignIn, Number: 1, To: record.State.Identifier, Sent: record.State.Sent,
		Code: codes.NewSecret(sampleCode), Password: codes.NewSecret(secret),
		Token: codes.NewSecret(sampleToken), TokenKind: "bot", Email: record.State.Email.Address,
		Tokens: record.State.FutureTokens,
		MNC:    codes.NewSecret(sampleProof), Reason: codes.NewSecret(sampleProof),
		Passkey: flow.PasskeyCredential{
			ID: codes.NewSecret(samplePasskeyID), RawID: codes.NewSecret(samplePasskeyID), ClientData: codes.NewSecret(sampleClientData),
			AuthenticatorData: codes.NewSecret(sampleAuthData), Signature: codes.NewSecret(sampleSignature),
			UserHandle: codes.NewSecret(sampleUserHandle),
		},
		Payment: record.State.Payment,
		Proof:   flow.Proof{Challenge: flow.Challenge{Kind: errors.RecaptchaCheck}, Token: codes.NewSecret(sampleProof)},
		Hash:    func([]byte, []byte) ([]byte, error) { return []byte(secret), nil },
	}
	answered := flow.Answered{Call: call, Answer: flow.CodeSent{Sent: record.State.Sent}, Key: "key1"}
	driver := &flow.Driver{Transport: performs(func(_ context.Context, _ flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		return flow.NotSent{}, s, nil
	})}
	_, err := driver.Do(t.Context(), "login", flow.PhoneNumber(phone)) // leaves a record in its memory
	require.ErrorIs(t, err, errors.NotSent)
	store := &flow.MemoryStore{}
	data, err := record.MarshalBinary()
	require.NoError(t, err)
	require.NoError(t, store.Save(t.Context(), "login", 0, data))

	secrets := []string{strings.TrimPrefix(phone, "+"), sampleCode, secret, sampleHash, sampleSession, sampleToken, sampleEmail, sampleMail, sampleFuture,
		sampleLoginToken, base64.RawURLEncoding.EncodeToString([]byte(sampleLoginToken)), sampleNonce, sampleIntegrity, sampleReceipt, sampleProof,
		samplePasskeyID, sampleClientData, sampleAuthData, sampleSignature, sampleUserHandle,
	}
	who, err := codes.Email(sampleEmail)
	require.NoError(t, err)
	leak.Matrix(t, "State", record.State, secrets...)
	leak.Matrix(t, "Record", record, secrets...)
	leak.Matrix(t, "Session", record.Session, secrets...)
	leak.Matrix(t, "Call", call, secrets...)
	leak.Matrix(t, "Answered", answered, secrets...)
	leak.Matrix(t, "Observation of an input", flow.Observation{ID: "login", Event: flow.Password(secret), State: record.State, Call: call}, secrets...)
	leak.Matrix(t, "Observation of an answer", flow.Observation{ID: "login", Event: answered, State: record.State, Call: call}, secrets...)
	leak.Matrix(t, "PhoneNumber", flow.PhoneNumber(phone), secrets...)
	leak.Matrix(t, "Code", flow.Code(sampleCode), secrets...)
	leak.Matrix(t, "Password", flow.Password(secret), secrets...)
	leak.Matrix(t, "Token", flow.Token("bot", sampleToken), secrets...)
	leak.Matrix(t, "EmailAddress", flow.EmailAddress(sampleEmail), secrets...)
	leak.Matrix(t, "EmailCode", flow.EmailCode(sampleCode), secrets...)
	leak.Matrix(t, "AppleToken", flow.AppleToken(sampleToken), secrets...)
	leak.Matrix(t, "GoogleToken", flow.GoogleToken(sampleToken), secrets...)
	leak.Matrix(t, "RecoveryCode", flow.RecoveryCode(sampleCode), secrets...)
	leak.Matrix(t, "RecoverPassword", flow.RecoverPassword(sampleCode, secret, "").HashedBy(call.Hash), secrets...)
	leak.Matrix(t, "DeleteAccount", flow.DeleteAccount(flow.DeleteMyAccount, "", secret), secrets...)
	leak.Matrix(t, "EmailCodeSent", flow.EmailCodeSent{Sent: record.State.Sent, Email: record.State.Email}, secrets...)
	leak.Matrix(t, "Authorized", flow.Authorized{FutureToken: codes.NewSecret(sampleFuture)}, secrets...)
	leak.Matrix(t, "Done", flow.Done{FutureToken: codes.NewSecret(sampleFuture)}, secrets...)
	leak.Matrix(t, "BotToken", flow.BotToken(sampleToken), secrets...)
	leak.Matrix(t, "WebToken", flow.WebToken(sampleToken, 2), secrets...)
	leak.Matrix(t, "Passkey", flow.Passkey(samplePasskey), secrets...)
	leak.Matrix(t, "FirebasePNVToken", flow.FirebasePNVToken(sampleToken), secrets...)
	leak.Matrix(t, "Purchased", flow.Purchased(flow.AppStore, sampleReceipt), secrets...)
	leak.Matrix(t, "FirebaseProof", flow.FirebaseProof(flow.SafetyNetProof, sampleProof), secrets...)
	leak.Matrix(t, "ReportMissingCode", flow.ReportMissingCode(sampleProof), secrets...)
	leak.Matrix(t, "Resend", flow.Resend().Because(sampleProof), secrets...)
	leak.Matrix(t, "Solved", flow.Solved(sampleProof, flow.Code(sampleCode)), secrets...)
	leak.Matrix(t, "View", record.State.View(), secrets...)
	leak.Matrix(t, "LoginToken", record.State.LoginToken, secrets...)
	leak.Matrix(t, "PasskeyCredential", call.Passkey, secrets...)
	leak.Matrix(t, "Proof", call.Proof, secrets...)
	leak.Matrix(t, "LoginTokenShown", flow.LoginTokenShown{Token: record.State.LoginToken.Token}, secrets...)
	leak.Matrix(t, "LoginTokenMoved", flow.LoginTokenMoved{DC: 4, Token: record.State.LoginToken.Token}, secrets...)
	leak.Matrix(t, "PaymentWanted", flow.PaymentWanted{Sent: record.State.Sent, Payment: record.State.Payment}, secrets...)
	leak.Matrix(t, "Identifier", flow.Identifier(who), secrets...)
	leak.Matrix(t, "Driver", driver, secrets...)
	leak.Matrix(t, "MemoryStore", store, secrets...)
}
