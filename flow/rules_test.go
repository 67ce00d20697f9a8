package flow_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// The rules say what must hold of every step, whatever the tables. They are
// written without a look at the tables, from what a sign-in must not do: spend
// twice, forget who is signed in, keep a secret, go back from an end.

// spending are the calls whose lost answer leaves a doubt, and where we stand
// if then nobody turns out to be signed in: the phase, or None to stay.
var spending = map[flow.CallName]flow.Phase{
	flow.CallSendCode:      flow.WaitPhoneNumber,
	flow.CallResendCode:    0,
	flow.CallSignIn:        0,
	flow.CallSignUp:        0,
	flow.CallCheckPassword: flow.WaitPhoneNumber,
	flow.CallImportToken:   0,
	flow.CallLogOut:        flow.LoggedOut,

	flow.CallSendEmailCode:        0,
	flow.CallVerifyEmail:          flow.WaitPhoneNumber,
	flow.CallSignInEmail:          0,
	flow.CallResetLoginEmail:      0,
	flow.CallRecoverPassword:      flow.WaitPhoneNumber,
	flow.CallResetPassword:        flow.WaitPhoneNumber,
	flow.CallDeclinePasswordReset: flow.WaitPhoneNumber,
	flow.CallDeleteAccount:        flow.LoggedOut,

	flow.CallExportLoginToken:  0,
	flow.CallImportLoginToken:  0,
	flow.CallFinishPasskey:     0,
	flow.CallCheckPaidAuth:     0,
	flow.CallAssignTransaction: 0,
}

// nobodyAsks is what is asked where nobody turns out to be signed in: what was to
// be used is used up, and another one is wanted.
var nobodyAsks = map[flow.CallName]flow.CallName{
	flow.CallExportLoginToken: flow.CallExportLoginToken,
	flow.CallImportLoginToken: flow.CallExportLoginToken,
	flow.CallFinishPasskey:    flow.CallInitPasskey,
}

// carriesHash are the calls that carry a phone_code_hash.
var carriesHash = map[flow.CallName]bool{
	flow.CallResendCode: true, flow.CallCancelCode: true, flow.CallSignIn: true, flow.CallSignUp: true,
	flow.CallSendEmailCode: true, flow.CallVerifyEmail: true, flow.CallSignInEmail: true, flow.CallResetLoginEmail: true,
	flow.CallRequestFirebaseSMS: true, flow.CallReportMissingCode: true,
	flow.CallCheckPaidAuth: true, flow.CallCanPurchaseStore: true, flow.CallAssignTransaction: true,
}

// saidFor is what a person must just have said for these calls.
var saidFor = map[flow.CallName][]flow.InputName{
	flow.CallResendCode:           {flow.InputResend},
	flow.CallSignIn:               {flow.InputCode},
	flow.CallSendEmailCode:        {flow.InputEmailAddress, flow.InputResend},
	flow.CallVerifyEmail:          {flow.InputEmailCode, flow.InputEmailToken},
	flow.CallSignInEmail:          {flow.InputEmailCode, flow.InputEmailToken},
	flow.CallResetLoginEmail:      {flow.InputResetLoginEmail},
	flow.CallSignUp:               {flow.InputRegister},
	flow.CallCheckPassword:        {flow.InputPassword},
	flow.CallRequestRecovery:      {flow.InputRequestPasswordRecovery},
	flow.CallCheckRecoveryCode:    {flow.InputRecoveryCode},
	flow.CallRecoverPassword:      {flow.InputRecoverPassword},
	flow.CallResetPassword:        {flow.InputResetPassword},
	flow.CallDeclinePasswordReset: {flow.InputDeclinePasswordReset},
	flow.CallDeleteAccount:        {flow.InputDeleteAccount},
	flow.CallImportToken:          {flow.InputToken},
	flow.CallFinishPasskey:        {flow.InputPasskey},
	flow.CallRequestFirebaseSMS:   {flow.InputFirebaseProof},
	flow.CallReportMissingCode:    {flow.InputReportMissingCode},
	flow.CallCheckPaidAuth:        {flow.InputPaid, flow.InputPoll},
	flow.CallCanPurchaseStore:     {flow.InputCanPurchase},
	flow.CallAssignTransaction:    {flow.InputPurchased},
	flow.CallExportLoginToken:     {flow.InputRequestQRCode, flow.InputPoll},
	flow.CallInitPasskey:          {flow.InputRequestPasskey},
	flow.CallImportLoginToken:     {},
}

// saidWithout are answers after which a call that needs a word is asked without
// one: what the person wants has not changed, and what they had is used up.
func saidWithout(old *flow.State, a flow.Answered, call flow.CallName) bool {
	refused, _ := a.Answer.(flow.Refused)
	class, reason := errors.Unknown, errors.Reason("")
	if refused.Err != nil {
		class, reason = refused.Err.Class, refused.Err.Reason
	}
	_, connected := a.Answer.(flow.Connected)
	_, nobody := a.Answer.(flow.Nobody)
	_, moved := a.Answer.(flow.LoginTokenMoved)
	_, accepted := a.Answer.(flow.LoginTokenAccepted)
	switch call {
	case flow.CallImportToken, flow.CallInitPasskey, flow.CallExportLoginToken:
		switch {
		case connected && a.Call.For == call, nobody && nobodyAsks[old.Doubt] == call:
			return true
		case call == flow.CallExportLoginToken:
			return accepted || a.Call.Name == flow.CallImportLoginToken && class == errors.Retry
		case call == flow.CallInitPasskey:
			return a.Call.Name == flow.CallFinishPasskey && (class == errors.Retry || reason == errors.CredentialInvalid)
		}
	case flow.CallImportLoginToken:
		return moved
	}
	return false
}

// asksIn are the phases in which a call is asked; WhoAmI is asked in all.
var asksIn = map[flow.CallName][]flow.Phase{
	flow.CallConnect:       waitingPhases,
	flow.CallSendCode:      {flow.WaitPhoneNumber},
	flow.CallResendCode:    {flow.WaitCode, flow.WaitEmailCode},
	flow.CallCancelCode:    {flow.WaitPhoneNumber, flow.LoggedOut},
	flow.CallSignIn:        {flow.WaitCode},
	flow.CallSignUp:        {flow.WaitRegistration},
	flow.CallCheckPassword: {flow.WaitPassword},
	flow.CallImportToken:   {flow.WaitPhoneNumber, flow.WaitOtherDevice},
	flow.CallLogOut:        {flow.Ready, flow.LoggedOut, flow.Failed},

	flow.CallSendEmailCode:        {flow.WaitEmailAddress, flow.WaitEmailCode},
	flow.CallVerifyEmail:          {flow.WaitEmailAddress, flow.WaitEmailCode},
	flow.CallSignInEmail:          {flow.WaitEmailCode},
	flow.CallResetLoginEmail:      {flow.WaitEmailCode},
	flow.CallRequestRecovery:      {flow.WaitPassword, flow.WaitRecoveryCode},
	flow.CallCheckRecoveryCode:    {flow.WaitRecoveryCode},
	flow.CallRecoverPassword:      {flow.WaitRecoveryCode},
	flow.CallResetPassword:        {flow.WaitPassword, flow.Ready},
	flow.CallDeclinePasswordReset: {flow.WaitPassword, flow.Ready},
	flow.CallDeleteAccount:        {flow.WaitPassword, flow.Ready},

	flow.CallExportLoginToken:   waitingPhases,
	flow.CallImportLoginToken:   {flow.WaitOtherDevice},
	flow.CallInitPasskey:        waitingPhases,
	flow.CallFinishPasskey:      {flow.WaitPasskey},
	flow.CallRequestFirebaseSMS: {flow.WaitCode},
	flow.CallReportMissingCode:  {flow.WaitCode},
	flow.CallCheckPaidAuth:      {flow.WaitPayment},
	flow.CallCanPurchaseStore:   {flow.WaitPayment},
	flow.CallAssignTransaction:  {flow.WaitPayment},
}

// waitingPhases are those that can be left for any other.
var waitingPhases = []flow.Phase{
	flow.WaitPhoneNumber, flow.WaitCode, flow.WaitEmailAddress, flow.WaitEmailCode, flow.WaitPassword, flow.WaitRecoveryCode,
	flow.WaitRegistration, flow.WaitOtherDevice, flow.WaitPasskey, flow.WaitPayment,
}

// gives is what a person gives for a call.
var gives = map[flow.CallName][]errors.Subject{
	flow.CallSignIn:            {errors.AboutCode},
	flow.CallSendEmailCode:     {errors.AboutEmail},
	flow.CallVerifyEmail:       {errors.AboutEmailCode, errors.AboutEmail},
	flow.CallSignInEmail:       {errors.AboutEmailCode, errors.AboutCode, errors.AboutEmail},
	flow.CallSignUp:            {errors.AboutName},
	flow.CallCheckPassword:     {errors.AboutPassword},
	flow.CallCheckRecoveryCode: {errors.AboutEmailCode},
	flow.CallRecoverPassword:   {errors.AboutEmailCode},
	flow.CallDeleteAccount:     {errors.AboutPassword},
	flow.CallImportToken:       {errors.AboutToken},
	flow.CallFinishPasskey:     {errors.AboutPasskey},
}

// elsewhere are refusals of a value that was not given for the call, and is to be
// entered again all the same: in the phase named, or where we stand.
var elsewhere = map[flow.CallName]map[errors.Reason]flow.Phase{
	flow.CallVerifyEmail: {
		errors.EmailAddressInvalid: flow.WaitEmailAddress,
		errors.EmailInvalid:        flow.WaitEmailAddress,
		errors.EmailNotAllowed:     flow.WaitEmailAddress,
	},
	flow.CallRecoverPassword: {errors.NewSettingsInvalid: 0},
}

// ignored are the calls of which no refusal matters to the login.
var ignored = map[flow.CallName]bool{flow.CallReportMissingCode: true, flow.CallCanPurchaseStore: true}

// halfPhases are those of a half login.
var halfPhases = []flow.Phase{flow.WaitPassword, flow.WaitRecoveryCode}

// phaseLife is how long a phase lasts in the exploration.
var phaseLife = map[flow.Phase]time.Duration{
	flow.WaitCode:         flow.DefaultCodeLife,
	flow.WaitEmailAddress: flow.DefaultCodeLife,
	flow.WaitEmailCode:    flow.DefaultCodeLife,
	flow.WaitPassword:     flow.DefaultPasswordLife,
	flow.WaitRecoveryCode: flow.DefaultPasswordLife,
	flow.WaitRegistration: flow.DefaultPasswordLife,
	flow.WaitOtherDevice:  flow.DefaultCodeLife,
	flow.WaitPasskey:      flow.DefaultCodeLife,
	flow.WaitPayment:      flow.DefaultPasswordLife,
}

func over(p flow.Phase) bool { return p == flow.LoggedOut || p == flow.Failed }

// phaseOf treats the zero State as the beginning that it is.
func phaseOf(s *flow.State) flow.Phase {
	if s.Phase == 0 {
		return flow.WaitPhoneNumber
	}
	return s.Phase
}

// checkStep returns the rule that a step broke, or nil.
func checkStep(before *node, e flow.Event, after flow.State, call flow.Call, err error) error {
	old := before.state
	was, is := phaseOf(&old), phaseOf(&after)
	if err != nil {
		if _, ok := err.(*errors.Error); !ok || call.Name != flow.NoCall || !sameState(&old, &after) {
			return fmt.Errorf("refused with %T %w, and yet something changed", err, err)
		}
		if a, _ := e.(flow.Answered); success(a) && a.Call.Name != flow.NoCall && was != flow.Ready {
			return fmt.Errorf("a late success was refused: %w", err)
		}
		return nil
	}
	if err := checkKept(&after, is); err != nil {
		return err
	}
	if err := checkWho(&old, e, &after, is); err != nil {
		return err
	}
	// One call at a time, and the state names it.
	if after.Pending.Call != call.Name || call.Name != flow.NoCall && (after.Pending.Number != call.Number || after.Calls != call.Number ||
		!after.Pending.Until.Equal(before.now.Add(flow.DefaultLease))) {
		return fmt.Errorf("asked %s number %d, but the state has %+v", call.Name, call.Number, after.Pending)
	}
	if call.Name == flow.NoCall && (after.Calls != old.Calls || after.Pending != flow.Pending{}) {
		return errors.New("nothing was asked, and a call is counted")
	}
	if where := asksIn[call.Name]; where != nil && !slices.Contains(where, is) {
		return fmt.Errorf("%s is asked in %s", call.Name, is)
	}
	if after.Repeats > flow.MaxRepeats || after.Chain > 8 {
		return fmt.Errorf("%d repeats in a chain of %d", after.Repeats, after.Chain)
	}
	// Ends.
	switch {
	case over(was) && is != was:
		return fmt.Errorf("%s was left for %s", was, is)
	case was == flow.Ready && is != flow.Ready && is != flow.LoggedOut:
		return fmt.Errorf("Ready was left for %s", is)
	}
	if err := checkExpires(before, e, was, is, &after); err != nil {
		return err
	}
	if err := checkCall(&old, e, call); err != nil {
		return err
	}
	switch e := e.(type) {
	case flow.Input:
		return checkInput(&old, e, is, &after, call, before.now)
	case flow.Answered:
		return checkAnswered(before, e, was, is, &after, call)
	}
	return nil
}

// sameState reports whether two states are the same in every field.
func sameState(a, b *flow.State) bool {
	return a.Phase == b.Phase && a.Pending == b.Pending && a.Doubt == b.Doubt &&
		a.Calls == b.Calls && a.Repeats == b.Repeats && a.Chain == b.Chain &&
		a.Key == b.Key && a.Identifier.Equal(b.Identifier) && a.Sent.Equal(b.Sent) &&
		slices.Equal(a.Rejected, b.Rejected) && a.Attempts == b.Attempts && sameEmail(&a.Email, &b.Email) &&
		slices.EqualFunc(a.FutureTokens, b.FutureTokens, codes.Secret.Equal) &&
		a.Password == b.Password && a.PasswordAttempts == b.PasswordAttempts &&
		a.Terms == b.Terms && a.TermsAccepted == b.TermsAccepted && a.Account == b.Account &&
		a.LoginToken.Token.Equal(b.LoginToken.Token) && a.LoginToken.Expires.Equal(b.LoginToken.Expires) &&
		slices.Equal(a.LoginToken.Except, b.LoginToken.Except) && a.Passkey == b.Passkey && a.Payment == b.Payment &&
		a.Expires.Equal(b.Expires) && slices.Equal(a.Waits, b.Waits) && a.Last == b.Last
}

func sameEmail(a, b *flow.EmailInfo) bool {
	return a.SetUp == b.SetUp && a.Address.Equal(b.Address) && a.Apple == b.Apple && a.Google == b.Google &&
		a.Resettable == b.Resettable && a.ResetAfter == b.ResetAfter && a.ResetAt.Equal(b.ResetAt)
}

// bytesOf are a state's bytes as a record keeps them.
func bytesOf(s *flow.State) []byte {
	data, err := flow.Record{State: *s, Session: flow.NewSession(s.Key, nil)}.MarshalBinary()
	if err != nil {
		return []byte(err.Error())
	}
	return data
}

// checkKept: a phase has the data that it needs, and no others.
func checkKept(s *flow.State, p flow.Phase) error {
	sent := !s.Sent.IsZero()
	tried := s.Rejected != nil || s.Attempts != 0
	email := !sameEmail(&s.Email, &flow.EmailInfo{})
	password := s.Password != flow.PasswordInfo{} || s.PasswordAttempts != 0
	terms := s.Terms != flow.Terms{} || s.TermsAccepted
	account := s.Account != flow.Account{}
	who := !s.Identifier.IsZero()
	asked := s.Pending.Call == flow.CallConnect || s.Pending.Call == flow.CallExportLoginToken || s.Doubt == flow.CallExportLoginToken
	token := !s.LoginToken.Token.IsZero() || !s.LoginToken.Expires.IsZero() || s.LoginToken.Except != nil && !asked
	codeOut := p == flow.WaitCode || p == flow.WaitEmailAddress || p == flow.WaitEmailCode || p == flow.WaitRegistration || p == flow.WaitPayment
	switch {
	case token && p != flow.WaitOtherDevice:
		return fmt.Errorf("%s keeps a login token", p)
	case s.Passkey != flow.PasskeyInfo{} && p != flow.WaitPasskey:
		return fmt.Errorf("%s keeps what a passkey is to sign", p)
	case s.Payment != flow.PaymentInfo{} && p != flow.WaitPayment:
		return fmt.Errorf("%s keeps a payment", p)
	case sent && !codeOut:
		return fmt.Errorf("%s keeps a sent code", p)
	case tried && (!codeOut || p == flow.WaitRegistration || p == flow.WaitPayment) && !slices.Contains(halfPhases, p):
		return fmt.Errorf("%s keeps what was tried", p)
	case email && p != flow.WaitEmailAddress && p != flow.WaitEmailCode:
		return fmt.Errorf("%s keeps an e-mail address", p)
	case password && !slices.Contains(halfPhases, p) && p != flow.Ready:
		return fmt.Errorf("%s keeps a password's description", p)
	case terms && p != flow.WaitRegistration:
		return fmt.Errorf("%s keeps terms", p)
	case account && p != flow.Ready:
		return fmt.Errorf("%s keeps an account", p)
	case who && (over(p) || p == flow.WaitOtherDevice || p == flow.WaitPasskey):
		return fmt.Errorf("%s keeps an identifier", p)
	}
	switch {
	case p == flow.Ready && !account:
		return errors.New("Ready, and nobody knows who")
	case (p == flow.WaitCode || p == flow.WaitEmailAddress || p == flow.WaitEmailCode || p == flow.WaitPayment) && s.Sent.Hash.IsZero():
		return fmt.Errorf("%s without a hash", p)
	case p == flow.WaitEmailAddress && !s.Email.SetUp:
		return errors.New("an address is wanted, and none is being set up")
	}
	return nil
}

// checkWho: it is known who signs in from when they say so to the end, unless a
// token has to say it. Then the server's answers alone lead on.
func checkWho(old *flow.State, e flow.Event, after *flow.State, is flow.Phase) error {
	in, input := e.(flow.Input)
	a, _ := e.(flow.Answered)
	switch {
	case success(a) && (otherSays[a.Call.Name] || otherSays[old.Doubt]):
		if !after.Identifier.IsZero() {
			return errors.New("a number was given before, and another has signed in")
		}
		return nil
	case over(is) || !after.Identifier.IsZero() || is == flow.WaitOtherDevice || is == flow.WaitPasskey:
		return nil
	case !old.Identifier.IsZero() && in.Name() != flow.InputToken:
		return fmt.Errorf("%s, and it is forgotten whom it is about", is)
	case input && is != phaseOf(old) && is == flow.WaitPhoneNumber:
		return fmt.Errorf("%s, and nobody knows whom it is about", is)
	default:
		return nil
	}
}

// otherSays are the calls that sign in whoever a token or a passkey is of.
var otherSays = map[flow.CallName]bool{
	flow.CallImportToken: true, flow.CallExportLoginToken: true, flow.CallImportLoginToken: true, flow.CallFinishPasskey: true,
}

// checkExpires: a phase lasts as long as it should from when it was entered,
// and only what enters it anew begins its time anew.
func checkExpires(before *node, e flow.Event, was, is flow.Phase, after *flow.State) error {
	full := before.now.Add(phaseLife[is])
	switch {
	case phaseLife[is] == 0:
		if !after.Expires.IsZero() {
			return fmt.Errorf("%s expires", is)
		}
	case was != is:
		if !after.Expires.Equal(full) {
			return fmt.Errorf("%s expires at %s", is, after.Expires)
		}
	case !after.Expires.Equal(before.state.Expires):
		a, _ := e.(flow.Answered)
		r, _ := a.Answer.(flow.Refused)
		anew := r.Err != nil && (r.Err.Class == errors.Forward || a.Call.Name == flow.CallVerifyEmail && is == flow.WaitEmailAddress)
		switch a.Answer.(type) {
		case flow.CodeSent, flow.EmailWanted, flow.EmailCodeSent, flow.PasswordWanted, flow.RecoverySent, flow.RegistrationWanted,
			flow.LoginTokenShown, flow.PasskeyOptions, flow.PaymentWanted:
			anew = true
		case flow.LoginTokenMoved:
			anew = a.Call.Name == flow.CallExportLoginToken
		}
		if !anew || !after.Expires.Equal(full) {
			return fmt.Errorf("%s was given more time", is)
		}
	}
	return nil
}

// checkCall: a call carries what it is about, and nothing is spent without a
// person's word, except where the server said that it examined nothing.
func checkCall(old *flow.State, e flow.Event, call flow.Call) error {
	in, _ := e.(flow.Input)
	a, _ := e.(flow.Answered)
	again := a.Call.Name == call.Name && notExamined(a)
	_, connected := a.Answer.(flow.Connected)
	fromMemory := again || saidWithout(old, a, call.Name)
	said, needsWord := saidFor[call.Name]
	switch {
	case call.Name == flow.NoCall:
	case needsWord && !slices.Contains(said, in.Name()) && !fromMemory:
		return fmt.Errorf("%s without a word", call.Name)
	case call.Name == flow.CallSendCode && call.To.IsZero():
		return errors.New("SendCode to nobody")
	case carriesHash[call.Name] && !again && call.Sent.Hash.IsZero() && !call.Sent.IsZero():
		return fmt.Errorf("%s without a hash", call.Name)
	case call.Name == flow.CallSignIn && call.Code.IsZero(), call.Name == flow.CallCheckPassword && call.Password.IsZero(),
		call.Name == flow.CallSignUp && call.FirstName == "", call.Name == flow.CallImportToken && call.Token.IsZero(),
		call.Name == flow.CallSendEmailCode && call.Email.IsZero(),
		(call.Name == flow.CallVerifyEmail || call.Name == flow.CallSignInEmail) && call.Code.IsZero() == call.Token.IsZero(),
		(call.Name == flow.CallCheckRecoveryCode || call.Name == flow.CallRecoverPassword) && call.Code.IsZero(),
		call.Name == flow.CallImportLoginToken && call.Token.IsZero(),
		call.Name == flow.CallFinishPasskey && call.Token.IsZero() == call.Passkey.ID.IsZero(),
		call.Name == flow.CallFinishPasskey && call.Firebase && call.Token.IsZero(),
		(call.Name == flow.CallRequestFirebaseSMS || call.Name == flow.CallAssignTransaction) && call.Token.IsZero(),
		call.Name == flow.CallReportMissingCode && call.MNC.IsZero() && !again,
		call.Name == flow.CallCheckPaidAuth && call.Payment.FormID == 0:
		return fmt.Errorf("%s of nothing", call.Name)
	}
	if err := checkToken(in, a, call); err != nil {
		return err
	}
	switch {
	case !carriesHash[call.Name] && !call.Sent.IsZero():
		return fmt.Errorf("%s carries a sent code", call.Name)
	case carriesHash[call.Name] && in.Name() != 0 && !call.Sent.Equal(old.Sent):
		return fmt.Errorf("%s is not about the code that is out", call.Name)
	}
	if err := checkProof(old, in, a, call); err != nil {
		return err
	}
	if !call.Code.IsZero() && old.Attempts >= exploreLimits.CodeAttempts && !again {
		return fmt.Errorf("%s, and no attempts are left", call.Name)
	}
	if call.Name == flow.CallSendCode && a.Answer != nil {
		_, done := a.Answer.(flow.Done)
		_, refused := a.Answer.(flow.Refused)
		_, moved := a.Answer.(flow.Moved)
		ok := again || a.Call.Name == flow.CallCancelCode && (done || refused) || moved && carriesHash[a.Call.Name] ||
			connected && a.Call.For == flow.CallSendCode
		if !ok {
			return errors.New("a code is sent that nobody asked for")
		}
	}
	return nil
}

// checkToken: a token is in no call but the one that it was given for and the
// Connect before that, it is the one that was given, and none is left behind.
func checkToken(in flow.Input, a flow.Answered, call flow.Call) error {
	given := flow.Call{}
	switch {
	case in.Name() == flow.InputToken:
		given.Token, given.TokenKind = codes.NewSecret(typedToken), "bot"
	case in.Name() == flow.InputEmailToken:
		given.Token, given.TokenKind = codes.NewSecret(typedToken), flow.AppleTokenKind
	case call.TokenKind == flow.PlayIntegrityProof, call.Name == flow.CallFinishPasskey && in.Name() == flow.InputPasskey && !call.Token.IsZero():
		given.Token, given.TokenKind = codes.NewSecret(typedToken), call.TokenKind
	case in.Name() == flow.InputPurchased:
		given.Token, given.TokenKind = codes.NewSecret(typedReceipt), flow.AppStore
	case call.Name == a.Call.Name && call.Name != flow.CallImportLoginToken || call.Name == flow.CallImportToken:
		given = a.Call
	case call.Name == flow.CallImportLoginToken:
		given.Token = codes.NewSecret(shownToken)
	}
	_, connected := a.Answer.(flow.Connected)
	switch {
	case call.Name == flow.NoCall:
	case !call.Token.Equal(given.Token) || call.TokenKind != given.TokenKind:
		return fmt.Errorf("%s, and the token is not the one that was given", call.Name)
	case connected && !a.Call.Token.IsZero() && call.Name != flow.CallImportToken:
		return fmt.Errorf("a token was given, and %s is asked", call.Name)
	}
	return nil
}

// checkProof: a challenge is answered by who was asked, and in what follows from
// their word.
func checkProof(old *flow.State, in flow.Input, a flow.Answered, call flow.Call) error {
	if call.Proof.Token.IsZero() {
		return nil
	}
	challenge, ok := old.Challenge()
	switch {
	case in.Name() == 0 && call.Proof.Challenge == a.Call.Proof.Challenge:
	case !ok || call.Proof.Challenge != challenge || !call.Proof.Token.Equal(codes.NewSecret(typedToken)):
		return errors.New("a proof that nobody asked for")
	}
	return nil
}

// success reports whether an answer says that somebody is signed in, wholly or
// half.
func success(a flow.Answered) bool {
	switch a.Answer.(type) {
	case flow.Authorized, flow.PasswordWanted:
		return true
	}
	return false
}

// notExamined reports whether an answer says that nothing was examined.
func notExamined(a flow.Answered) bool {
	switch x := a.Answer.(type) {
	case flow.Refused:
		return x.Err != nil && x.Err.Class == errors.Retry
	case flow.Moved:
		return !carriesHash[a.Call.Name] || a.Call.Sent.IsZero()
	}
	return false
}

// checkInput: what an input does.
func checkInput(old *flow.State, in flow.Input, is flow.Phase, after *flow.State, call flow.Call, now time.Time) error {
	if old.Pending.Call != flow.NoCall {
		return errors.New("an input was taken while a call is pending")
	}
	leaves := in.Name() == flow.InputCancel && call.Name == flow.CallLogOut
	if old.Doubt != flow.NoCall && call.Name != flow.CallWhoAmI && !leaves {
		return errors.New("in doubt, and something else is asked than who we are")
	}
	if old.Doubt == flow.NoCall && after.Last != nil {
		return errors.New("an input was taken, and the reason of an earlier refusal is still there")
	}
	switch in.Name() {
	case flow.InputPhoneNumber, flow.InputRequestQRCode, flow.InputRequestPasskey, flow.InputCancel, flow.InputPoll:
	default:
		if old.Expired(now) && in.Name() != flow.InputToken {
			return fmt.Errorf("%s was taken in a phase that has expired", in.Name())
		}
	}
	want, where := flow.NoCall, is
	switch in.Name() {
	case flow.InputPhoneNumber:
		where = flow.WaitPhoneNumber
		switch {
		case call.Name == flow.CallConnect && old.Key == "":
			want = flow.CallConnect
		case call.Name == flow.CallCancelCode && cancellable(old) && old.Key != "":
			want = flow.CallCancelCode
		case call.Name == flow.CallSendCode && old.Key != "" && (!cancellable(old) || len(old.Waits) > 0):
			want = flow.CallSendCode
		}
		if after.Identifier.Reveal() == "" {
			return errors.New("the number was lost")
		}
	case flow.InputRequestQRCode, flow.InputRequestPasskey:
		want, where = wordsFor(in), phaseOf(old)
		if in.Name() == flow.InputRequestQRCode {
			want = flow.CallExportLoginToken
		}
		if old.Key == "" {
			if call.For != want {
				return fmt.Errorf("%s for %s", call.Name, call.For)
			}
			want = flow.CallConnect
		}
	case flow.InputPasskey, flow.InputFirebaseProof, flow.InputReportMissingCode, flow.InputCanPurchase, flow.InputPurchased:
		want, where = wordsFor(in), phaseOf(old)
	case flow.InputPaid:
		want, where = flow.CallCheckPaidAuth, flow.WaitPayment
	case flow.InputToken:
		where = phaseOf(old)
		want = flow.CallImportToken
		if old.Key == "" && where == flow.WaitPhoneNumber {
			want = flow.CallConnect
		}
		switch {
		case phaseOf(old) != flow.WaitPhoneNumber && phaseOf(old) != flow.WaitOtherDevice:
			return fmt.Errorf("a token was taken in %s", phaseOf(old))
		case old.WaitsForToken(typedToken, now):
			return errors.New("a token that must wait was taken")
		case !after.Identifier.IsZero():
			return errors.New("a token was given, and another has signed in")
		}
	case flow.InputCancel:
		where = flow.LoggedOut
		if old.Doubt != flow.NoCall || slices.Contains(halfPhases, phaseOf(old)) || phaseOf(old) == flow.WaitOtherDevice || phaseOf(old) == flow.WaitPasskey {
			want = flow.CallLogOut
		} else if cancellable(old) && len(old.Waits) == 0 {
			want = flow.CallCancelCode
		} else {
			want = call.Name
		}
	case flow.InputEmailAddress:
		want, where = flow.CallSendEmailCode, flow.WaitEmailAddress
	case flow.InputEmailCode, flow.InputEmailToken:
		want, where = flow.CallSignInEmail, phaseOf(old)
		if old.Email.SetUp {
			want = flow.CallVerifyEmail
		}
		if in.Name() == flow.InputEmailToken && !old.Email.Apple {
			return errors.New("a token was taken that the server takes none of")
		}
	case flow.InputResend:
		want, where = flow.CallResendCode, phaseOf(old)
		if old.Email.SetUp {
			want = flow.CallSendEmailCode
		}
	case flow.InputPassword, flow.InputResetPassword, flow.InputDeclinePasswordReset, flow.InputDeleteAccount:
		want, where = wordsFor(in), flow.WaitPassword
		if phaseOf(old) == flow.Ready {
			where = flow.Ready
		}
		if in.Name() == flow.InputResetPassword && now.Before(old.Password.ResetAt) {
			return errors.New("a reset that is waited for was asked for again")
		}
	case flow.InputRecoveryCode, flow.InputRecoverPassword:
		want, where = wordsFor(in), flow.WaitRecoveryCode
	case flow.InputCode, flow.InputRegister, flow.InputRequestPasswordRecovery, flow.InputResetLoginEmail:
		want, where = wordsFor(in), phaseOf(old)
		if in.Name() == flow.InputResetLoginEmail && (!old.Email.Resettable && old.Email.ResetAt.IsZero() || now.Before(old.Email.ResetAt)) {
			return errors.New("a reset was asked for that is not offered, or not yet")
		}
	case flow.InputPoll:
		want, where = flow.CallWhoAmI, phaseOf(old)
		if old.Doubt == flow.NoCall && where == flow.WaitOtherDevice {
			want = flow.CallExportLoginToken
		} else if old.Doubt == flow.NoCall && where == flow.WaitPayment {
			want = flow.CallCheckPaidAuth
		}
	case flow.InputLogOut:
		want, where = flow.CallLogOut, flow.Ready
	}
	if call.Name != want || is != where {
		return fmt.Errorf("%s led to %s in %s, not to %s in %s", in.Name(), call.Name, is, want, where)
	}
	return nil
}

// cancellable reports whether a code has been sent. One that is to be paid for has not.
func cancellable(s *flow.State) bool { return !s.Sent.IsZero() && s.Phase != flow.WaitPayment }

// wordsFor is the call that an input is for, if it is for one only.
func wordsFor(in flow.Input) flow.CallName {
	for c, inputs := range saidFor {
		if slices.Equal(inputs, []flow.InputName{in.Name()}) {
			return c
		}
	}
	return flow.NoCall
}

// checkAnswered: what an answer does.
func checkAnswered(before *node, a flow.Answered, was, is flow.Phase, after *flow.State, call flow.Call) error {
	old := &before.state
	waited := old.Pending.Call != flow.NoCall && a.Call.Number == old.Pending.Number
	if a.Call.Name == flow.NoCall {
		if err := checkUnasked(old, a, call); err != nil {
			return err
		}
		waited = true
	}
	refused, _ := a.Answer.(flow.Refused)
	_, authorized := a.Answer.(flow.Authorized)
	if !waited && !success(a) {
		return errors.New("a late answer counted")
	}
	if !waited && was == flow.Ready {
		return errors.New("a late answer counted although somebody is signed in")
	}
	if after.Key != a.Key {
		return errors.New("the session was lost")
	}
	// A late success wins; after the end, it is undone.
	if success(a) {
		want := map[bool]flow.Phase{true: flow.Ready, false: flow.WaitPassword}[authorized]
		switch {
		case over(was):
			if call.Name != flow.CallLogOut && (after.Chain < 8 && !old.WaitsFor(flow.CallLogOut, before.now) || after.Doubt != flow.CallLogOut) {
				return errors.New("an authorised key is left behind")
			}
		case was == flow.Ready && !authorized:
		case is != want:
			return fmt.Errorf("%T led to %s", a.Answer, is)
		}
		return nil
	}
	// A lost answer is a doubt, and a doubt is asked about.
	_, unanswered := a.Answer.(flow.Unanswered)
	lost := unanswered || refused.Err != nil && refused.Err.Class == errors.Transient && a.Call.Name != flow.CallCancelCode
	doubted := a.Call.Name
	if lost {
		_, spends := spending[a.Call.Name]
		switch {
		case ignored[doubted] && after.Key == "": // there is no key that the code could be given under
		case is != was:
			return fmt.Errorf("a lost %s led to %s", doubted, is)
		case !spends:
			if call.Name != flow.NoCall || after.Doubt != old.Doubt {
				return fmt.Errorf("a lost %s led to %s in doubt about %s", doubted, call.Name, after.Doubt)
			}
		case after.Doubt != doubted:
			return fmt.Errorf("a lost %s leaves no doubt", doubted)
		case call.Name != flow.CallWhoAmI && !old.WaitsFor(flow.CallWhoAmI, before.now) && old.Chain < 8:
			return fmt.Errorf("a lost %s, and nobody asks who we are", doubted)
		}
		return nil
	}
	if old.Doubt != flow.NoCall && a.Call.Name == flow.CallWhoAmI && after.Doubt != flow.NoCall && after.Doubt != old.Doubt {
		return errors.New("the doubt is about something else now")
	}
	if _, nobody := a.Answer.(flow.Nobody); nobody && a.Call.Name == flow.CallWhoAmI {
		want := spending[old.Doubt]
		switch {
		case over(was) || want == 0 && old.Doubt != flow.NoCall || was == flow.Ready && want != flow.LoggedOut && want != 0:
			want = was
		case want == 0:
			want = flow.LoggedOut
		}
		asks := nobodyAsks[old.Doubt]
		unasked := call.Name == flow.NoCall && (old.Chain >= 8 || old.WaitsFor(asks, before.now) || over(was))
		if is != want || after.Doubt != flow.NoCall || call.Name != asks && !unasked {
			return fmt.Errorf("nobody is signed in, in doubt about %s: %s", old.Doubt, is)
		}
		if old.Doubt != flow.NoCall && old.Doubt != flow.CallLogOut && asks == flow.NoCall && after.Last != old.Last {
			return errors.New("nobody is signed in, and it is forgotten why there was a doubt")
		}
	}
	if shown, ok := a.Answer.(flow.LoginTokenShown); ok && is == flow.WaitOtherDevice && !after.LoginToken.Token.Equal(shown.Token) {
		return errors.New("a token was shown, and is forgotten")
	}
	if sent, ok := a.Answer.(flow.RecoverySent); ok && is == flow.WaitRecoveryCode && after.Password.RecoveryPattern != sent.Pattern {
		return errors.New("it is forgotten where the recovery code went")
	}
	// A hash dies with its key, and a new code is sent in its place.
	if _, moved := a.Answer.(flow.Moved); moved && carriesHash[a.Call.Name] && !a.Call.Sent.IsZero() && !over(was) && old.Chain < 8 {
		switch {
		case old.Identifier.IsZero() && is != flow.WaitPhoneNumber:
			return errors.New("a code died, nobody knows where to send a new one, and nobody asks")
		case !old.Identifier.IsZero() && call.Name != flow.CallSendCode && !old.WaitsFor(flow.CallSendCode, before.now):
			return errors.New("a code died, and no new one is sent")
		}
	}
	// Who will not say who is signed in leaves the doubt, unless there is no
	// login or no account any more.
	if e := refused.Err; e != nil && old.Doubt != flow.NoCall && a.Call.Name == flow.CallWhoAmI {
		if !loginGone(e) && e.Class != errors.Forward && after.Doubt != old.Doubt {
			return fmt.Errorf("%s of WhoAmI ended the doubt", e.Reason)
		}
		return nil
	}
	// A login that was to be ended and is not is not forgotten.
	if e := refused.Err; e != nil && over(was) && a.Call.Name == flow.CallLogOut && call.Name == flow.NoCall &&
		!loginGone(e) && after.Doubt != flow.CallLogOut {
		return fmt.Errorf("%s of LogOut left a login behind", e.Reason)
	}
	// What a call did not carry cannot be entered again at its step.
	if e := refused.Err; e != nil && ignored[a.Call.Name] && after.Key != "" && (is != was || call.Name != flow.NoCall) {
		return fmt.Errorf("%s of %s mattered", e.Reason, a.Call.Name)
	}
	if e := refused.Err; e != nil && e.Class == errors.Reenter && !over(was) && was != flow.Ready && a.Call.Name != flow.CallCancelCode && !ignored[a.Call.Name] {
		want := flow.WaitPhoneNumber
		to, listed := elsewhere[a.Call.Name][e.Reason]
		switch {
		case listed && to != 0:
			want = to
		case listed, slices.Contains(gives[a.Call.Name], e.Reason.Subject()):
			want = was
		}
		if is != want {
			return fmt.Errorf("%s of %s led to %s", e.Reason, a.Call.Name, is)
		}
	}
	// What was not examined is asked again, or anew.
	if notExamined(a) && !over(was) && old.Repeats < flow.MaxRepeats && a.Call.Name != flow.CallCancelCode && call.Name != a.Call.Name &&
		!ignored[a.Call.Name] && !(refused.Err != nil && saidWithout(old, a, call.Name)) && !(refused.Err != nil && tooMuch(before, a)) {
		return fmt.Errorf("%s was not examined, and not repeated", a.Call.Name)
	}
	return nil
}

// tooMuch reports whether what was not examined would be asked anew, and cannot be:
// too much has been asked already, or a wait runs.
func tooMuch(before *node, a flow.Answered) bool {
	asks := nobodyAsks[a.Call.Name]
	return a.Call.Name != asks && asks != flow.NoCall && (before.state.Chain >= 8 || before.state.WaitsFor(asks, before.now))
}

// checkUnasked: what is said unasked counts where it is waited for, for the session
// that it was said to, and while nothing is asked.
func checkUnasked(old *flow.State, a flow.Answered, call flow.Call) error {
	_, accepted := a.Answer.(flow.LoginTokenAccepted)
	where := flow.WaitPayment
	if accepted {
		where = flow.WaitOtherDevice
	}
	switch {
	case phaseOf(old) != where || a.Key != old.Key || old.Pending.Call != flow.NoCall || old.Doubt != flow.NoCall:
		return fmt.Errorf("%T counted in %s", a.Answer, phaseOf(old))
	case accepted && call.Name != flow.CallExportLoginToken && len(old.Waits) == 0:
		return errors.New("a token was accepted, and nobody asks who by")
	}
	return nil
}

// checkPrinted: nothing that was typed is in a State, and nothing that is
// secret or personal is in what it prints.
func checkPrinted(s *flow.State) error {
	view, err := json.Marshal(s)
	if err != nil {
		return err
	}
	record := string(bytesOf(s))
	for _, typed := range []string{typedCode, typedPassword, typedToken, typedReceipt, "c2ln"} {
		if strings.Contains(record, typed) {
			return errors.New("what was typed is in the record")
		}
	}
	for _, text := range []string{string(view), fmt.Sprintf("%v %+v %#v %s", *s, *s, *s, s.String())} {
		for _, secret := range []string{typedCode, typedPassword, typedToken, typedNumber, typedAddress, "hash-1", "hash-2", "hash-3", "hash-4", "hash-5", "hash-6", "hash-7", shownToken} {
			if strings.Contains(text, secret) {
				return fmt.Errorf("the state shows a secret: %.60s", text)
			}
		}
	}
	return nil
}

// loginGone reports whether a refusal says that there is no login to be ended.
func loginGone(e *errors.Error) bool {
	return e.Class == errors.SessionLost || e.Reason == errors.UserDeactivated || e.Reason == errors.UserDeactivatedBan
}
