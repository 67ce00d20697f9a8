package flow

import "github.com/stepin-go/stepin/errors"

// Telegram returns the tables of Telegram's sign-in (core.telegram.org/api/auth,
// core.telegram.org/api/srp). Sign-ins of other systems fit in: the answer
// picks the phase. The tables belong to the caller.
func Telegram() *Tables { return telegram.Clone() }

// telegram is what is executed where no other tables are given.
var telegram = &Tables{
	Inputs: []InputRow{
		{Input: InputPhoneNumber, Late: true, For: CallSendCode, Then: then(
			if_(NoKey, ask(CallConnect).standingIn(WaitPhoneNumber)),
			if_(CodeOut, ask(CallCancelCode).standingIn(WaitPhoneNumber)),
			otherwise(ask(CallSendCode).standingIn(WaitPhoneNumber)))},
		{Phase: WaitPhoneNumber, Input: InputToken, For: CallImportToken, Then: then(
			if_(NoKey, ask(CallConnect)),
			otherwise(ask(CallImportToken)))},
		{Input: InputCancel, Late: true, Doubt: true, Then: then(
			if_(IsInDoubt, ask(CallLogOut).standingIn(LoggedOut)),
			if_(CodeOut, ask(CallCancelCode).standingIn(LoggedOut)),
			otherwise(goTo(LoggedOut)))},
		{Phase: WaitCode, Input: InputCode, Then: always(ask(CallSignIn))},
		{Phase: WaitCode, Input: InputResend, Then: always(ask(CallResendCode))},
		{Phase: WaitEmailAddress, Input: InputEmailAddress, Then: always(ask(CallSendEmailCode))},
		{Phase: WaitEmailAddress, Input: InputEmailToken, Then: always(ask(CallVerifyEmail))},
		{Phase: WaitEmailCode, Input: InputEmailAddress, Then: then(
			if_(SettingUp, ask(CallSendEmailCode).standingIn(WaitEmailAddress)))},
		{Phase: WaitEmailCode, Input: InputEmailCode, Then: then(
			if_(SettingUp, ask(CallVerifyEmail)),
			otherwise(ask(CallSignInEmail)))},
		{Phase: WaitEmailCode, Input: InputEmailToken, Then: then(
			if_(SettingUp, ask(CallVerifyEmail)),
			otherwise(ask(CallSignInEmail)))},
		{Phase: WaitEmailCode, Input: InputResend, Then: then(
			if_(SettingUp, ask(CallSendEmailCode)),
			otherwise(ask(CallResendCode)))},
		{Phase: WaitEmailCode, Input: InputResetLoginEmail, Then: always(ask(CallResetLoginEmail))},
		{Phase: WaitPassword, Input: InputPassword, Then: always(ask(CallCheckPassword))},
		{Phase: WaitPassword, Input: InputRequestPasswordRecovery, Then: always(ask(CallRequestRecovery))},
		{Phase: WaitPassword, Input: InputRecoveryCode, Then: always(ask(CallCheckRecoveryCode).standingIn(WaitRecoveryCode))},
		{Phase: WaitPassword, Input: InputRecoverPassword, Then: always(ask(CallRecoverPassword).standingIn(WaitRecoveryCode))},
		{Phase: WaitPassword, Input: InputResetPassword, Then: always(ask(CallResetPassword))},
		{Phase: WaitPassword, Input: InputDeclinePasswordReset, Then: always(ask(CallDeclinePasswordReset))},
		{Phase: WaitPassword, Input: InputDeleteAccount, Then: always(ask(CallDeleteAccount))},
		{Phase: WaitPassword, Input: InputCancel, Late: true, Doubt: true, Then: always(ask(CallLogOut).standingIn(LoggedOut))},
		{Phase: WaitRecoveryCode, Input: InputRecoveryCode, Then: always(ask(CallCheckRecoveryCode))},
		{Phase: WaitRecoveryCode, Input: InputRecoverPassword, Then: always(ask(CallRecoverPassword))},
		{Phase: WaitRecoveryCode, Input: InputRequestPasswordRecovery, Then: always(ask(CallRequestRecovery))},
		{Phase: WaitRecoveryCode, Input: InputPassword, Then: always(ask(CallCheckPassword).standingIn(WaitPassword))},
		{Phase: WaitRecoveryCode, Input: InputResetPassword, Then: always(ask(CallResetPassword).standingIn(WaitPassword))},
		{Phase: WaitRecoveryCode, Input: InputDeclinePasswordReset, Then: always(ask(CallDeclinePasswordReset).standingIn(WaitPassword))},
		{Phase: WaitRecoveryCode, Input: InputDeleteAccount, Then: always(ask(CallDeleteAccount).standingIn(WaitPassword))},
		{Phase: WaitRecoveryCode, Input: InputCancel, Late: true, Doubt: true, Then: always(ask(CallLogOut).standingIn(LoggedOut))},
		{Phase: WaitRegistration, Input: InputAcceptTerms, Then: always(stay)},
		{Phase: WaitRegistration, Input: InputRegister, Then: always(ask(CallSignUp))},
		{Phase: Ready, Input: InputPoll, Doubt: true, Then: always(ask(CallWhoAmI))},
		{Phase: Ready, Input: InputLogOut, Then: always(ask(CallLogOut))},
		{Phase: Ready, Input: InputResetPassword, Then: always(ask(CallResetPassword))},
		{Phase: Ready, Input: InputDeclinePasswordReset, Then: always(ask(CallDeclinePasswordReset))},
		{Phase: Ready, Input: InputDeleteAccount, Then: always(ask(CallDeleteAccount))},
		{Any: true, Input: InputPoll, Late: true, Doubt: true, Then: then(
			if_(IsInDoubt, ask(CallWhoAmI)))},
	},

	Calls: []CallRow{
		{Call: CallConnect, RPC: "key exchange", Lost: stay},
		{Call: CallSendCode, RPC: "auth.sendCode",
			Needs: needs(Addressee),
			Lost:  ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallResendCode, RPC: "auth.resendCode", Hash: true,
			Needs: needs(NextAnnounced, ResendTime),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallCancelCode, RPC: "auth.cancelCode", Hash: true, Lost: stay},
		{Call: CallSignIn, RPC: "auth.signIn", Gives: gives(errors.AboutCode), Hash: true,
			Needs: needs(CodeTriesLeft, NotRejected),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallSendEmailCode, RPC: "account.sendVerifyEmailCode", Gives: gives(errors.AboutEmail), Hash: true,
			Lost: ask(CallWhoAmI), Nobody: stay},
		{Call: CallVerifyEmail, RPC: "account.verifyEmail", Gives: gives(errors.AboutEmailCode, errors.AboutEmail), Hash: true,
			Needs: needs(CodeTriesLeft, NotRejected, TokenTaken),
			Lost:  ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallSignInEmail, RPC: "auth.signIn", Gives: gives(errors.AboutEmailCode, errors.AboutCode, errors.AboutEmail), Hash: true,
			Needs: needs(CodeTriesLeft, NotRejected, TokenTaken),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallResetLoginEmail, RPC: "auth.resetLoginEmail", Hash: true,
			Needs: needs(EmailResettable),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallSignUp, RPC: "auth.signUp", Gives: gives(errors.AboutName), Hash: true,
			Needs: needs(Accepted),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallCheckPassword, RPC: "auth.checkPassword", Gives: gives(errors.AboutPassword),
			Needs: needs(PasswordTriesLeft),
			Lost:  ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallRequestRecovery, RPC: "auth.requestPasswordRecovery", Lost: stay},
		{Call: CallCheckRecoveryCode, RPC: "auth.checkRecoveryPassword", Gives: gives(errors.AboutEmailCode),
			Needs: needs(CodeTriesLeft, NotRejected),
			Lost:  stay},
		{Call: CallRecoverPassword, RPC: "auth.recoverPassword", Gives: gives(errors.AboutEmailCode),
			Needs: needs(CodeTriesLeft, NotRejected),
			Lost:  ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallResetPassword, RPC: "account.resetPassword",
			Needs: needs(ResetNotPending),
			Lost:  ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallDeclinePasswordReset, RPC: "account.declinePasswordReset",
			Lost: ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallDeleteAccount, RPC: "account.deleteAccount", Gives: gives(errors.AboutPassword),
			Needs: needs(PasswordTriesLeft),
			Lost:  ask(CallWhoAmI), Nobody: goTo(LoggedOut)},
		{Call: CallImportToken, RPC: "token import", Gives: gives(errors.AboutToken),
			Lost: ask(CallWhoAmI), Nobody: stay},
		{Call: CallWhoAmI, RPC: "users.getUsers", Lost: stay},
		{Call: CallLogOut, RPC: "auth.logOut",
			Lost: ask(CallWhoAmI), Nobody: goTo(LoggedOut)},
	},

	Answers: []AnswerRow{
		{Answer: AnswerCodeSent, Then: always(goTo(WaitCode))},
		{Answer: AnswerEmailWanted, Then: always(goTo(WaitEmailAddress))},
		{Answer: AnswerEmailCodeSent, Then: always(goTo(WaitEmailCode))},
		{Answer: AnswerPasswordWanted, Late: true, Then: then(
			if_(IsOver, ask(CallLogOut)),
			otherwise(goTo(WaitPassword)))},
		{Answer: AnswerRecoverySent, Then: always(goTo(WaitRecoveryCode))},
		{Answer: AnswerResetPending, Then: always(stay)},
		{Answer: AnswerRegistrationWanted, Then: always(goTo(WaitRegistration))},
		{Answer: AnswerAuthorized, Late: true, Then: then(
			if_(IsOver, ask(CallLogOut)),
			otherwise(goTo(Ready)))},
		{Answer: AnswerNobody, Then: then(
			if_(IsInDoubt, asDoubt),
			otherwise(goTo(LoggedOut)))},
		{Answer: AnswerMoved, Then: then(
			if_(CarriesHash, ask(CallSendCode).standingIn(WaitPhoneNumber)),
			otherwise(again))},
		{Answer: AnswerNotSent, Then: always(stay)},
		{Answer: AnswerUnanswered, Then: always(asLost)},
		{Answer: AnswerUnsupported, Then: always(goTo(WaitPhoneNumber))},
		{Call: CallConnect, Answer: AnswerConnected, Then: then(
			if_(CarriesToken, ask(CallImportToken)),
			otherwise(ask(CallSendCode)))},
		{Call: CallCancelCode, Answer: AnswerDone, Then: then(
			if_(Leaving, stay),
			otherwise(ask(CallSendCode)))},
		{Call: CallCancelCode, Answer: AnswerMoved, Then: then(
			if_(Leaving, stay),
			otherwise(ask(CallSendCode)))},
		{Call: CallCheckRecoveryCode, Answer: AnswerDone, Then: always(stay)},
		{Call: CallResetPassword, Answer: AnswerDone, Then: always(goTo(WaitPhoneNumber))},
		{Call: CallDeclinePasswordReset, Answer: AnswerDone, Then: always(stay)},
		{Call: CallDeleteAccount, Answer: AnswerDone, Then: always(goTo(LoggedOut))},
		{Call: CallLogOut, Answer: AnswerDone, Then: always(goTo(LoggedOut))},
		{Call: CallLogOut, Answer: AnswerNotSent, Then: then(
			if_(IsOver, asLost),
			otherwise(stay))},
	},

	Refusals: []RefusalRow{
		{Class: errors.Unknown, Then: always(stay)},
		{Class: errors.Reenter, Then: then(
			if_(AboutGiven, stay),
			otherwise(goTo(WaitPhoneNumber)))},
		{Class: errors.OfferOther, Then: always(stay)},
		{Class: errors.StartOver, Then: always(goTo(WaitPhoneNumber))},
		{Class: errors.Forward, Then: always(goTo(WaitPassword))},
		{Class: errors.Retry, Then: always(again)},
		{Class: errors.Wait, Then: always(stay)},
		{Class: errors.ChangeDC, Then: always(stay)},
		{Class: errors.Challenge, Then: always(stay)},
		{Class: errors.Configuration, Then: always(goTo(Failed))},
		{Class: errors.Bug, Then: always(goTo(Failed))},
		{Class: errors.SessionLost, Then: then(
			if_(IsSignedIn, goTo(LoggedOut)),
			otherwise(goTo(WaitPhoneNumber)))},
		{Class: errors.Terminal, Then: always(goTo(Failed))},
		{Class: errors.Transient, Then: always(asLost)},

		{Reason: errors.PhoneNumberBanned, Then: always(goTo(WaitPhoneNumber))},
		{Reason: errors.PhoneNumberUnoccupied, Then: always(goTo(WaitPhoneNumber))},
		{Reason: errors.PhoneNumberAppSignupForbidden, Then: always(goTo(WaitPhoneNumber))},
		{Reason: errors.UserDeactivated, Then: then(
			if_(Deleting, goTo(LoggedOut)),
			if_(IsSignedIn, goTo(LoggedOut)),
			otherwise(goTo(Failed)))},
		{Reason: errors.UserDeactivatedBan, Then: then(
			if_(IsSignedIn, goTo(LoggedOut)),
			otherwise(goTo(Failed)))},

		{Call: CallSendCode, Class: errors.Terminal, Then: always(goTo(WaitPhoneNumber))},
		{Call: CallCancelCode, All: true, Then: then(
			if_(Leaving, stay),
			if_(NoKey, ask(CallConnect)),
			otherwise(ask(CallSendCode)))},
		{Call: CallSignIn, Reason: errors.PhoneNumberUnoccupied, Then: always(goTo(WaitRegistration))},
		{Call: CallVerifyEmail, Reason: errors.EmailAddressInvalid, Then: always(goTo(WaitEmailAddress))},
		{Call: CallVerifyEmail, Reason: errors.EmailInvalid, Then: always(goTo(WaitEmailAddress))},
		{Call: CallVerifyEmail, Reason: errors.EmailNotAllowed, Then: always(goTo(WaitEmailAddress))},
		{Call: CallVerifyEmail, Reason: errors.EmailVerifyExpired, Then: always(goTo(WaitEmailAddress))},
		{Call: CallSignInEmail, Reason: errors.PhoneNumberUnoccupied, Then: always(goTo(WaitRegistration))},
		{Call: CallCheckRecoveryCode, Reason: errors.PasswordRecoveryExpired, Then: always(goTo(WaitPassword))},
		{Call: CallCheckRecoveryCode, Reason: errors.PasswordRecoveryNA, Then: always(goTo(WaitPassword))},
		{Call: CallRecoverPassword, Reason: errors.PasswordRecoveryExpired, Then: always(goTo(WaitPassword))},
		{Call: CallRecoverPassword, Reason: errors.PasswordRecoveryNA, Then: always(goTo(WaitPassword))},
		{Call: CallRecoverPassword, Reason: errors.NewSettingsInvalid, Then: always(stay)},
		{Call: CallResetPassword, Reason: errors.AuthKeyUnregistered, Then: then(
			if_(IsSignedIn, goTo(LoggedOut)),
			otherwise(stay))},
		{Call: CallDeclinePasswordReset, Reason: errors.AuthKeyUnregistered, Then: then(
			if_(IsSignedIn, goTo(LoggedOut)),
			otherwise(stay))},
	},

	Phases: []PhaseRow{
		{WaitPhoneNumber, Waiting, Forever, KeepIdentifier},
		{WaitCode, Waiting, CodeLife, KeepIdentifier | KeepSent | KeepTries},
		{WaitEmailAddress, Waiting, CodeLife, KeepIdentifier | KeepSent | KeepTries | KeepEmail},
		{WaitEmailCode, Waiting, CodeLife, KeepIdentifier | KeepSent | KeepTries | KeepEmail},
		{WaitPassword, Waiting, PasswordLife, KeepIdentifier | KeepTries | KeepPassword},
		{WaitRecoveryCode, Waiting, PasswordLife, KeepIdentifier | KeepTries | KeepPassword},
		{WaitRegistration, Waiting, PasswordLife, KeepIdentifier | KeepSent | KeepTerms},
		{Ready, SignedIn, Forever, KeepIdentifier | KeepPassword | KeepAccount},
		{LoggedOut, Over, Forever, 0},
		{Failed, Over, Forever, 0},
	},
}
