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
}

// carriesHash are the calls that carry a phone_code_hash.
var carriesHash = map[flow.CallName]bool{
	flow.CallResendCode: true, flow.CallCancelCode: true, flow.CallSignIn: true, flow.CallSignUp: true,
	flow.CallSendEmailCode: true, flow.CallVerifyEmail: true, flow.CallSignInEmail: true, flow.CallResetLoginEmail: true,
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
}

// asksIn are the phases in which a call is asked; WhoAmI is asked in all.
var asksIn = map[flow.CallName][]flow.Phase{
	flow.CallConnect:       {flow.WaitPhoneNumber},
	flow.CallSendCode:      {flow.WaitPhoneNumber},
	flow.CallResendCode:    {flow.WaitCode, flow.WaitEmailCode},
	flow.CallCancelCode:    {flow.WaitPhoneNumber, flow.LoggedOut},
	flow.CallSignIn:        {flow.WaitCode},
	flow.CallSignUp:        {flow.WaitRegistration},
	flow.CallCheckPassword: {flow.WaitPassword},
	flow.CallImportToken:   {flow.WaitPhoneNumber},
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
		if a, _ := e.(flow.Answered); success(a) && was != flow.Ready {
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
	if err := checkCall(e, call, old.Attempts); err != nil {
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
	codeOut := p == flow.WaitCode || p == flow.WaitEmailAddress || p == flow.WaitEmailCode || p == flow.WaitRegistration
	switch {
	case sent && !codeOut:
		return fmt.Errorf("%s keeps a sent code", p)
	case tried && (!codeOut || p == flow.WaitRegistration) && !slices.Contains(halfPhases, p):
		return fmt.Errorf("%s keeps what was tried", p)
	case email && p != flow.WaitEmailAddress && p != flow.WaitEmailCode:
		return fmt.Errorf("%s keeps an e-mail address", p)
	case password && !slices.Contains(halfPhases, p) && p != flow.Ready:
		return fmt.Errorf("%s keeps a password's description", p)
	case terms && p != flow.WaitRegistration:
		return fmt.Errorf("%s keeps terms", p)
	case account && p != flow.Ready:
		return fmt.Errorf("%s keeps an account", p)
	case who && over(p):
		return fmt.Errorf("%s keeps an identifier", p)
	}
	switch {
	case p == flow.Ready && !account:
		return errors.New("Ready, and nobody knows who")
	case (p == flow.WaitCode || p == flow.WaitEmailAddress || p == flow.WaitEmailCode) && s.Sent.Hash.IsZero():
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
	switch {
	case over(is) || !after.Identifier.IsZero():
		return nil
	case !old.Identifier.IsZero() && in.Name() != flow.InputToken:
		return fmt.Errorf("%s, and it is forgotten whom it is about", is)
	case input && is != phaseOf(old) && is == flow.WaitPhoneNumber:
		return fmt.Errorf("%s, and nobody knows whom it is about", is)
	default:
		return nil
	}
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
		case flow.CodeSent, flow.EmailWanted, flow.EmailCodeSent, flow.PasswordWanted, flow.RecoverySent, flow.RegistrationWanted:
			anew = true
		}
		if !anew || !after.Expires.Equal(full) {
			return fmt.Errorf("%s was given more time", is)
		}
	}
	return nil
}

// checkCall: a call carries what it is about, and nothing is spent without a
// person's word, except where the server said that it examined nothing.
func checkCall(e flow.Event, call flow.Call, attempts int) error {
	in, _ := e.(flow.Input)
	a, _ := e.(flow.Answered)
	again := a.Call.Name == call.Name && notExamined(a)
	_, connected := a.Answer.(flow.Connected)
	fromMemory := again || connected && call.Name == flow.CallImportToken // it was given for both
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
		(call.Name == flow.CallCheckRecoveryCode || call.Name == flow.CallRecoverPassword) && call.Code.IsZero():
		return fmt.Errorf("%s of nothing", call.Name)
	}
	if err := checkToken(in, a, call); err != nil {
		return err
	}
	if !call.Code.IsZero() && attempts >= exploreLimits.CodeAttempts && !again {
		return fmt.Errorf("%s, and no attempts are left", call.Name)
	}
	if call.Name == flow.CallSendCode && a.Answer != nil {
		_, done := a.Answer.(flow.Done)
		_, refused := a.Answer.(flow.Refused)
		_, moved := a.Answer.(flow.Moved)
		ok := again || a.Call.Name == flow.CallCancelCode && (done || refused) || moved && carriesHash[a.Call.Name] || connected
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
	case call.Name == a.Call.Name || call.Name == flow.CallImportToken:
		given = a.Call
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
		return !carriesHash[a.Call.Name]
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
	case flow.InputPhoneNumber, flow.InputCancel, flow.InputPoll:
	default:
		if old.Expired(now) {
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
		case call.Name == flow.CallCancelCode && !old.Sent.IsZero() && old.Key != "":
			want = flow.CallCancelCode
		case call.Name == flow.CallSendCode && old.Key != "" && (old.Sent.IsZero() || len(old.Waits) > 0):
			want = flow.CallSendCode
		}
		if after.Identifier.Reveal() == "" {
			return errors.New("the number was lost")
		}
	case flow.InputToken:
		where = flow.WaitPhoneNumber
		want = flow.CallImportToken
		if old.Key == "" {
			want = flow.CallConnect
		}
		switch {
		case phaseOf(old) != flow.WaitPhoneNumber:
			return fmt.Errorf("a token was taken in %s", phaseOf(old))
		case old.WaitsForToken(typedToken, now):
			return errors.New("a token that must wait was taken")
		case !after.Identifier.IsZero():
			return errors.New("a token was given, and another has signed in")
		}
	case flow.InputCancel:
		where = flow.LoggedOut
		if old.Doubt != flow.NoCall || slices.Contains(halfPhases, phaseOf(old)) {
			want = flow.CallLogOut
		} else if !old.Sent.IsZero() && len(old.Waits) == 0 {
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
	case flow.InputLogOut:
		want, where = flow.CallLogOut, flow.Ready
	}
	if call.Name != want || is != where {
		return fmt.Errorf("%s led to %s in %s, not to %s in %s", in.Name(), call.Name, is, want, where)
	}
	return nil
}

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
		if is != want || after.Doubt != flow.NoCall || call.Name != flow.NoCall {
			return fmt.Errorf("nobody is signed in, in doubt about %s: %s", old.Doubt, is)
		}
		if old.Doubt != flow.NoCall && old.Doubt != flow.CallLogOut && after.Last != old.Last {
			return errors.New("nobody is signed in, and it is forgotten why there was a doubt")
		}
	}
	if sent, ok := a.Answer.(flow.RecoverySent); ok && is == flow.WaitRecoveryCode && after.Password.RecoveryPattern != sent.Pattern {
		return errors.New("it is forgotten where the recovery code went")
	}
	// A hash dies with its key, and a new code is sent in its place.
	if _, moved := a.Answer.(flow.Moved); moved && carriesHash[a.Call.Name] && !over(was) && old.Chain < 8 {
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
	if e := refused.Err; e != nil && e.Class == errors.Reenter && !over(was) && was != flow.Ready && a.Call.Name != flow.CallCancelCode {
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
	// Repeats are few.
	if notExamined(a) && !over(was) && old.Repeats < flow.MaxRepeats && a.Call.Name != flow.CallCancelCode && call.Name != a.Call.Name {
		return fmt.Errorf("%s was not examined, and not repeated", a.Call.Name)
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
	for _, typed := range []string{typedCode, typedPassword, typedToken} {
		if strings.Contains(record, typed) {
			return errors.New("what was typed is in the record")
		}
	}
	for _, text := range []string{string(view), fmt.Sprintf("%v %+v %#v %s", *s, *s, *s, s.String())} {
		for _, secret := range []string{typedCode, typedPassword, typedToken, typedNumber, typedAddress, "hash-1", "hash-2", "hash-3", "hash-4", "hash-5"} {
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
