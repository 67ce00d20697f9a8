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
		{Phase: WaitPassword, Input: InputPassword, Then: always(ask(CallCheckPassword))},
		{Phase: WaitPassword, Input: InputCancel, Late: true, Doubt: true, Then: always(ask(CallLogOut).standingIn(LoggedOut))},
		{Phase: WaitRegistration, Input: InputAcceptTerms, Then: always(stay)},
		{Phase: WaitRegistration, Input: InputRegister, Then: always(ask(CallSignUp))},
		{Phase: Ready, Input: InputPoll, Doubt: true, Then: always(ask(CallWhoAmI))},
		{Phase: Ready, Input: InputLogOut, Then: always(ask(CallLogOut))},
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
		{Call: CallSignIn, RPC: "auth.signIn", Gives: errors.AboutCode, Hash: true,
			Needs: needs(CodeTriesLeft, NotRejected),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallSignUp, RPC: "auth.signUp", Gives: errors.AboutName, Hash: true,
			Needs: needs(Accepted),
			Lost:  ask(CallWhoAmI), Nobody: stay},
		{Call: CallCheckPassword, RPC: "auth.checkPassword", Gives: errors.AboutPassword,
			Needs: needs(PasswordTriesLeft),
			Lost:  ask(CallWhoAmI), Nobody: goTo(WaitPhoneNumber)},
		{Call: CallImportToken, RPC: "token import", Gives: errors.AboutToken,
			Lost: ask(CallWhoAmI), Nobody: stay},
		{Call: CallWhoAmI, RPC: "users.getUsers", Lost: stay},
		{Call: CallLogOut, RPC: "auth.logOut",
			Lost: ask(CallWhoAmI), Nobody: goTo(LoggedOut)},
	},

	Answers: []AnswerRow{
		{Answer: AnswerCodeSent, Then: always(goTo(WaitCode))},
		{Answer: AnswerPasswordWanted, Late: true, Then: then(
			if_(IsOver, ask(CallLogOut)),
			otherwise(goTo(WaitPassword)))},
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
	},

	Phases: []PhaseRow{
		{WaitPhoneNumber, Waiting, Forever, KeepIdentifier},
		{WaitCode, Waiting, CodeLife, KeepIdentifier | KeepSent},
		{WaitPassword, Waiting, PasswordLife, KeepIdentifier | KeepPassword},
		{WaitRegistration, Waiting, PasswordLife, KeepIdentifier | KeepSent | KeepTerms},
		{Ready, SignedIn, Forever, KeepIdentifier | KeepAccount},
		{LoggedOut, Over, Forever, 0},
		{Failed, Over, Forever, 0},
	},
}
