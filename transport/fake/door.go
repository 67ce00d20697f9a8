package fake

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strconv"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// door is one call on its way in and its answer on its way out.
type door struct {
	t       *Transport
	call    flow.Call
	session session
}

func (d *door) Fingerprint() string { return d.session.Key }
func (d *door) DropKey()            { d.session.Key, d.session.SRPID = "", 0 }
func (d *door) DC() int             { return d.session.DC }
func (d *door) Challenged() bool    { return d.session.SRPID != 0 }

func (d *door) Connect(ctx context.Context, dc int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if dc == 0 {
		dc = d.session.DC
	}
	if dc == 0 {
		dc = d.t.DC
	}
	dcs := d.t.Server.DCs
	if dc == 0 && len(dcs) > 0 {
		dc = dcs[0]
	}
	if !slices.Contains(dcs, dc) {
		return errors.Local(errors.UnknownDC)
	}
	d.session = session{DC: dc, Key: rand.Text()}
	return nil
}

// Ask puts one query and turns the answer into flow's words.
func (d *door) Ask(ctx context.Context, rpc string) (flow.Answer, error) {
	query, err := d.query(rpc)
	if err != nil {
		return flow.NotSent{Err: err}, nil
	}
	if p := d.call.Proof; !p.Token.IsZero() && p.Method == rpc {
		query = Proved{Proof: Proof{Kind: proofKinds[p.Kind], Nonce: p.Nonce, Token: p.Token.Reveal()}, Query: query}
	}
	answer, err := d.t.Server.Call(ctx, Caller{DC: d.session.DC, Key: d.session.Key}, query)
	if refusal, ok := errors.AsType[*RPCError](err); ok {
		return flow.Refused{Err: errors.FromRPC(rpc, refusal.Code, refusal.Text)}, nil
	}
	switch {
	case errors.Is(err, ErrUnknownKey):
		return flow.Refused{Err: errors.FromRPC(rpc, -404, "")}, nil
	case errors.Is(err, ErrUnknownDC):
		return flow.NotSent{Err: errors.Local(errors.UnknownDC)}, nil
	case errors.Is(err, ErrLost):
		return nil, ErrLost // a LostError would carry the answer along
	case errors.Is(err, ErrDisconnect):
		return nil, ErrDisconnect
	case err != nil:
		return nil, err
	}
	return d.answer(rpc, answer), nil
}

// answer turns an answer into flow's words.
func (d *door) answer(rpc string, answer any) flow.Answer {
	switch a := answer.(type) {
	case EmailVerifiedLogin:
		return d.answer(rpc, a.Sent)
	case SentCodeSuccess:
		return authorized(a.Authorization)
	case LoginTokenSuccess:
		return authorized(a.Authorization)
	case Updates:
		if a.Sent == nil {
			return flow.Done{}
		}
		return d.answer(rpc, a.Sent)
	case UpdateSentPhoneCode:
		return d.answer(rpc, a.Sent)
	case UpdateLoginToken:
		return flow.LoginTokenAccepted{}
	case LoginToken:
		return flow.LoginTokenShown{Token: codes.NewSecret(a.Token), Expires: a.Expires.Truncate(time.Second)}
	case LoginTokenMigrateTo:
		return flow.LoginTokenMoved{DC: a.DC, Token: codes.NewSecret(a.Token)}
	case PasskeyLoginOptions:
		return flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: a.Options}}
	case FirebasePNVIntent:
		return flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Firebase: true, Options: a.Payload, Nonce: a.Nonce}}
	case PaymentRequired:
		return flow.PaymentWanted{
			Sent: codes.Sent{Hash: codes.NewSecret(a.Hash)},
			Payment: flow.PaymentInfo{
				Product: a.Product, SupportEmail: a.SupportEmail, SupportSubject: a.SupportSubject,
				PremiumDays: a.PremiumDays, Currency: a.Currency, Amount: a.Amount,
			},
		}
	case SentCode:
		return codeSent(a)
	case SentEmailCode:
		return flow.EmailCodeSent{Sent: codes.Sent{Delivery: codes.Mail, Pattern: a.Pattern, Length: a.Length}}
	case Authorization:
		return authorized(a)
	case User:
		return authorized(Authorization{User: a})
	case SignUpRequired:
		return flow.RegistrationWanted{Terms: flow.Terms{ID: a.TermsID, Text: a.Terms, Popup: a.Popup, MinAge: a.MinAge}}
	case Password:
		if !a.HasPassword {
			return flow.Refused{Err: errors.FromRPC(rpc, 400, string(errors.PasswordEmpty))}
		}
		d.session.SRPID = a.SRPID
		return flow.PasswordWanted{Password: flow.PasswordInfo{
			Hint: a.Hint, HasRecovery: a.HasRecovery, HasSecureValues: a.HasSecureValues, ResetAt: a.PendingReset,
		}}
	case PasswordRecovery:
		return flow.RecoverySent{Pattern: a.Pattern}
	case ResetPasswordResult:
		switch {
		case !a.Until.IsZero():
			return flow.ResetPending{Until: a.Until}
		case !a.Retry.IsZero():
			e := errors.Local(errors.ResetFailedWait)
			e.Method, e.RetryAt = rpc, a.Retry
			return flow.Refused{Err: e}
		}
		return flow.Done{}
	case LoggedOut:
		return flow.Done{FutureToken: codes.NewSecret(a.FutureAuthToken)}
	default:
		return flow.Done{}
	}
}

// query makes the query of an RPC from the call.
func (d *door) query(rpc string) (Query, error) {
	number, hash := d.call.Sent.To.Reveal(), d.call.Sent.Hash.Reveal()
	switch rpc {
	case telegram.SendCode:
		q := SendCode{PhoneNumber: d.call.To.Reveal(), AppID: d.t.AppID, AppHash: d.t.AppHash.Reveal()}
		for _, token := range d.call.Tokens {
			q.LogoutTokens = append(q.LogoutTokens, token.Reveal())
		}
		return q, nil
	case telegram.ResendCode:
		return ResendCode{PhoneNumber: number, PhoneCodeHash: hash, Reason: d.call.Reason.Reveal()}, nil
	case telegram.CancelCode:
		return CancelCode{PhoneNumber: number, PhoneCodeHash: hash}, nil
	case telegram.SignIn:
		if d.call.Name == flow.CallSignInEmail {
			return SignIn{PhoneNumber: number, PhoneCodeHash: hash, Email: d.emailVerification()}, nil
		}
		return SignIn{PhoneNumber: number, PhoneCodeHash: hash, PhoneCode: d.call.Code.Reveal()}, nil
	case telegram.SendVerifyEmailCode:
		return SendVerifyEmailCode{PhoneNumber: number, PhoneCodeHash: hash, Email: d.call.Email.Reveal()}, nil
	case telegram.VerifyEmail:
		return VerifyEmail{PhoneNumber: number, PhoneCodeHash: hash, Email: d.emailVerification()}, nil
	case telegram.ResetLoginEmail:
		return ResetLoginEmail{PhoneNumber: number, PhoneCodeHash: hash}, nil
	case telegram.SignUp:
		return SignUp{
			PhoneNumber: number, PhoneCodeHash: hash,
			FirstName: d.call.FirstName, LastName: d.call.LastName, NoJoinedNotifications: d.call.Quiet,
		}, nil
	case telegram.GetPassword:
		return GetPassword{}, nil
	case telegram.CheckPassword:
		return d.checkPassword()
	case telegram.RequestRecovery:
		return RequestPasswordRecovery{}, nil
	case telegram.CheckRecovery:
		return CheckRecoveryPassword{Code: d.call.Code.Reveal()}, nil
	case telegram.RecoverPassword:
		return d.recoverPassword()
	case telegram.ResetPassword:
		return ResetPassword{}, nil
	case telegram.DeclinePasswordReset:
		return DeclinePasswordReset{}, nil
	case telegram.DeleteAccount:
		q := DeleteAccount{Reason: d.call.Reason.Reveal()}
		if d.call.HasPassword() {
			check, err := d.checkPassword()
			if err != nil {
				return nil, err
			}
			q.Password = &check
		}
		return q, nil
	case telegram.GetSelf:
		return GetSelf{}, nil
	case telegram.LogOut:
		return LogOut{}, nil
	default:
		return d.otherQuery(rpc), nil
	}
}

// emailVerification is what proves an e-mail address.
func (d *door) emailVerification() EmailVerification {
	switch d.call.TokenKind {
	case flow.AppleTokenKind:
		return EmailVerification{Apple: d.call.Token.Reveal()}
	case flow.GoogleTokenKind:
		return EmailVerification{Google: d.call.Token.Reveal()}
	default:
		return EmailVerification{Code: d.call.Code.Reveal()}
	}
}

// checkPassword uses the SRP number up.
func (d *door) checkPassword() (CheckPassword, error) {
	q := CheckPassword{SRPID: d.session.SRPID, Password: d.call.Password.Reveal()}
	d.session.SRPID = 0
	if d.call.Hash == nil {
		return q, nil
	}
	x, err := d.hash()
	q.Verify = func(p Password) bool { return subtle.ConstantTimeCompare(x, verifierOf(p)) == 1 }
	return q, err
}

// hash has the caller compute the hash of a password.
func (d *door) hash() ([]byte, error) {
	given, err := d.call.Hash(bytes.Clone(salt1), bytes.Clone(salt2))
	x := bytes.Clone(given)
	clear(given)
	if err == nil && len(x) != sha256.Size {
		err = errors.New("fake: the hash of a password has 32 bytes")
	}
	if err != nil {
		e := errors.Local(errors.PasswordMissing)
		e.Err = err
		return nil, e
	}
	return x, nil
}

// verifierOf is what a hash under salt1 and salt2 is compared with.
func verifierOf(p Password) []byte {
	if p.Verifier != nil {
		return p.Verifier
	}
	x, err := srp.HashPassword([]byte(p.Plain), salt1, salt2)
	if err != nil {
		return nil // which fits nothing
	}
	return x
}

func (d *door) recoverPassword() (RecoverPassword, error) {
	d.session.SRPID = 0 // of the password that is forgotten
	q := RecoverPassword{Code: d.call.Code.Reveal()}
	var err error
	if d.call.HasPassword() {
		q.New = &NewPassword{Password: d.call.Password.Reveal(), Hint: d.call.Hint.Reveal()}
	}
	if d.call.Hash != nil {
		q.New.Verifier, err = d.hash()
	}
	return q, err
}

// codeSent is an auth.sentCode in flow's words.
func codeSent(a SentCode) flow.Answer {
	sent := codes.Sent{
		Hash: codes.NewSecret(a.Hash), Delivery: a.Delivery, Length: a.Length,
		Pattern: a.Pattern, Prefix: a.Prefix, URL: codes.NewSecret(a.URL), Beginning: a.Beginning, Next: a.Next,
		Firebase: codes.Firebase{
			Nonce: codes.NewSecret(a.Firebase.Nonce), PlayIntegrityNonce: codes.NewSecret(a.Firebase.PlayIntegrityNonce),
			PlayIntegrityProject: a.Firebase.PlayIntegrityProject, Receipt: codes.NewSecret(a.Firebase.Receipt),
			PushTimeout: a.Firebase.PushTimeout.Truncate(time.Second),
		},
	}
	if sent.Delivery == codes.FirebaseSMS && sent.Next == codes.NoDelivery {
		sent.Next = codes.SMS // as in package mtproto
	}
	after := a.Timeout.Truncate(time.Second)
	email := flow.EmailInfo{
		Apple: a.Apple, Google: a.Google,
		Resettable: a.ResetAvailable, ResetAfter: a.ResetAfter.Truncate(time.Second), ResetAt: a.ResetPending,
	}
	switch {
	case a.SetUpEmail:
		return flow.EmailWanted{Sent: sent, Email: email}
	case a.Delivery == codes.Mail:
		if sent.Next == codes.NoDelivery {
			sent.Next = codes.Mail // as in package mtproto
		}
		return flow.EmailCodeSent{Sent: sent, ResendAfter: after, Email: email}
	default:
		return flow.CodeSent{Sent: sent, ResendAfter: after}
	}
}

func authorized(a Authorization) flow.Authorized {
	return flow.Authorized{
		Account: flow.Account{
			ID: strconv.FormatInt(a.User.ID, 10), FirstName: a.User.FirstName, LastName: a.User.LastName,
			SetupPasswordRequired: a.SetupPasswordRequired, OtherwiseReloginDays: a.OtherwiseReloginDays, TmpSessions: a.TmpSessions,
		},
		FutureToken: codes.NewSecret(a.FutureAuthToken),
	}
}
