package flow

import (
	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A PasswordHash computes x = PH2(password, salt1, salt2) of
// core.telegram.org/api/srp, 32 bytes, for who keeps a password in memory that is
// locked or wiped, since Go can wipe no string. srp.HashPassword of
// transport/mtproto does the computing. Its result is as good as the password
// and is wiped by who asked for it. It may be called more than once. With an error,
// or a result of another length, the call is not made: that is
// [errors.PasswordMissing] with the error as its cause, and [errors.NotSent].
type PasswordHash func(salt1, salt2 []byte) ([]byte, error)

// Password answers WaitPassword, verbatim: nothing is trimmed. An empty one is
// [errors.PasswordMissing].
func Password(typed string) Input {
	return Input{name: InputPassword, text: codes.NewSecret(typed)}
}

// HashedBy makes a Password, RecoverPassword or DeleteAccount take its password
// from hash, so that it need not become a string; the text that it was made with
// is not looked at. It changes no other input.
//
//	flow.Password("").HashedBy(hash)
func (in Input) HashedBy(hash PasswordHash) Input {
	if hash == nil {
		hash = func([]byte, []byte) ([]byte, error) { return nil, errors.Local(errors.PasswordMissing) }
	}
	switch in.name {
	case InputPassword, InputRecoverPassword, InputDeleteAccount:
		in.hash, in.removes = hash, false
	default:
	}
	return in
}

// RequestPasswordRecovery asks, in WaitPassword, for a code by e-mail to the
// password's recovery address (auth.requestPasswordRecovery), and in
// WaitRecoveryCode for another one. Without such an address the server refuses
// with [errors.PasswordRecoveryNA].
func RequestPasswordRecovery() Input { return Input{name: InputRequestPasswordRecovery} }

// RecoveryCode has the server look at a recovery code, in WaitRecoveryCode or, of
// an earlier e-mail, in WaitPassword (auth.checkRecoveryPassword): if it is right,
// State.Password.RecoveryChecked is true, and RecoverPassword must carry it once
// more. It may be left out.
func RecoveryCode(typed string) Input {
	return Input{name: InputRecoveryCode, text: codes.NewSecret(typed)}
}

// RecoverPassword answers WaitRecoveryCode (or WaitPassword) with the recovery code
// and a new password with its hint, and signs in (auth.recoverPassword). The code is
// looked at as at [Code]. An empty new password is [errors.PasswordMissing]; hint
// may be empty, and one that is the password is [errors.NewSettingsInvalid]:
// everybody is shown it who has a code. (Of a password that is hashed nobody can
// tell.)
func RecoverPassword(code, newPassword, hint string) Input {
	return Input{
		name: InputRecoverPassword, text: codes.NewSecret(code), password: codes.NewSecret(newPassword),
		words: [2]codes.Secret{codes.NewSecret(hint)},
	}
}

// RemovePassword is a RecoverPassword that leaves the account without a password
// (auth.recoverPassword without new_settings).
func RemovePassword(code string) Input {
	return Input{name: InputRecoverPassword, text: codes.NewSecret(code), removes: true}
}

// ResetPassword asks for the password to be removed without its recovery address
// (account.resetPassword). The server does that at once, or says when it may be
// asked for again: State.Password.ResetAt. Before that it is [errors.TooEarly].
//
// It is for Ready: core.telegram.org/method/account.resetPassword says that one
// must be signed in. In WaitPassword and WaitRecoveryCode it is allowed too; whether
// a server agrees is not known, and if it answers AUTH_KEY_UNREGISTERED the login
// stays in WaitPassword. If the password is removed there, the sign-in begins again.
func ResetPassword() Input { return Input{name: InputResetPassword} }

// DeclinePasswordReset takes a ResetPassword back that has not been done yet
// (account.declinePasswordReset), in the same phases. If there is none, the server
// refuses with [errors.ResetRequestMissing].
func DeclinePasswordReset() Input { return Input{name: InputDeclinePasswordReset} }

// DeleteMyAccount is what DeleteAccount wants to be told.
const DeleteMyAccount = "DELETE MY ACCOUNT"

// DeleteAccount deletes the account and all that belongs to it
// (account.deleteAccount), in Ready, WaitPassword and WaitRecoveryCode. There is
// no way back, so confirmation must be [DeleteMyAccount], best typed by the
// person; anything else is [errors.NotConfirmed]. The reason is shown to nobody
// but the server. Without a password (empty) an account that has one is deleted
// after a wait only: [errors.TwoFAConfirmWait], with the time in RetryAt and
// State.DeletionAt.
func DeleteAccount(confirmation, reason, password string) Input {
	return Input{
		name: InputDeleteAccount, text: codes.NewSecret(confirmation), password: codes.NewSecret(password),
		words: [2]codes.Secret{codes.NewSecret(reason)},
	}
}
