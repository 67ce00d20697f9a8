package flow_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

// telegramScripts are the sign-ins to Telegram that the oracle plays.
func telegramScripts() []*script {
	plain := fake.Account{Phone: "+15550100", FirstName: "Ada"}
	protected := plain
	protected.Password = oraclePassword
	elsewhere := protected
	elsewhere.DC = 4
	again := plain
	again.Next, again.ResendAfter = codes.SMS, 30*time.Second
	other := fake.Account{Phone: "+15550199"}
	otherElsewhere := other
	otherElsewhere.DC = 4
	unregistered := fake.Account{Phone: "+15550100", Unregistered: true, Terms: "Be good.", TermsID: "terms-1"}
	trusted := protected
	trusted.Trusted = true

	mailed := plain
	mailed.Email, mailed.AppleSignIn, mailed.EmailReset = oracleEmail, true, true
	setUp := plain
	setUp.EmailRequired, setUp.AppleSignIn = true, true
	recoverable := protected
	recoverable.RecoveryEmail = oracleEmail
	slow := protected
	slow.ResetWait = 24 * time.Hour

	move := quirk{flow.WaitCode, func(p *person, _ flow.State) flow.Input {
		t := p.w.server.(*telegram)
		if err := t.Move(p.who, 4); err != nil {
			panic(err)
		}
		t.refusal["auth.signIn"] = &fake.RPCError{Code: 303, Text: "USER_MIGRATE_4"}
		return flow.Input{}
	}}

	all := []*script{
		{name: "code", serve: telegramWith(plain), want: flow.Ready},
		{name: "mistyped code", serve: telegramWith(plain), want: flow.Ready, quirks: []quirk{mistypesCode(wrongCode)}},
		{name: "password", serve: telegramWith(protected), want: flow.Ready},
		{name: "password, half login told as nobody", serve: halfToldAsNobody(protected), want: flow.Ready},
		{name: "mistyped password", serve: telegramWith(protected), want: flow.Ready, quirks: []quirk{mistypesPassword}},
		{name: "moved, password", serve: telegramWith(elsewhere), want: flow.Ready},
		{name: "registration", serve: telegramWith(unregistered), want: flow.Ready},
		{name: "resend", serve: telegramWith(again), want: flow.Ready, quirks: []quirk{wantsAnotherCode}},
		{name: "change of number", serve: telegramWith(plain, other), want: flow.Ready,
			quirks: []quirk{isSomebodyElse(flow.WaitCode, other.Phone)}},
		{name: "log out", serve: telegramWith(protected), want: flow.LoggedOut, leaveAt: flow.Ready, quirks: []quirk{polls}},
		{name: "cancel", serve: telegramWith(plain), want: flow.LoggedOut, leaveAt: flow.WaitCode},
		{name: "cancel at the password", serve: telegramWith(protected), want: flow.LoggedOut, leaveAt: flow.WaitPassword},
		{name: "moved at the code", serve: telegramWith(protected, otherElsewhere), want: flow.Ready, quirks: []quirk{move}},
		{name: "trusted", serve: telegramWith(trusted), want: flow.Ready},

		{name: "e-mail code", serve: telegramWith(mailed), want: flow.Ready},
		{name: "mistyped e-mail code", serve: telegramWith(mailed), want: flow.Ready, quirks: []quirk{mistypesEmailCode}},
		{name: "e-mail code, another one", serve: telegramWith(mailed), want: flow.Ready, quirks: []quirk{wantsAnotherEmail}},
		{name: "e-mail given up at once", serve: telegramWith(mailed), want: flow.Ready, quirks: []quirk{resetsEmail}},
		{name: "Apple's token", serve: telegramWith(mailed), want: flow.Ready, answers: doings{flow.WaitEmailCode: showsToken}},
		{name: "e-mail set up", serve: telegramWith(setUp), want: flow.Ready},
		{name: "e-mail set up, mistyped, another address", serve: telegramWith(setUp), want: flow.Ready,
			quirks: []quirk{mistypesEmailCode, changesAddress}},
		{name: "e-mail set up with Apple's token", serve: telegramWith(setUp), want: flow.Ready,
			answers: doings{flow.WaitEmailAddress: showsToken}},
		{name: "cancel at the e-mail code", serve: telegramWith(setUp), want: flow.LoggedOut, leaveAt: flow.WaitEmailCode},
		{name: "password recovered", serve: telegramWith(recoverable), want: flow.Ready, answers: doings{flow.WaitPassword: forgotPassword}},
		{name: "password recovered, checked first", serve: telegramWith(recoverable), want: flow.Ready,
			answers: doings{flow.WaitPassword: forgotPassword}, quirks: []quirk{checksRecoveryCode}},
		{name: "password removed by recovery", serve: telegramWith(recoverable), want: flow.Ready,
			answers: doings{flow.WaitPassword: forgotPassword, flow.WaitRecoveryCode: wantsNoPassword}},
		{name: "password remembered after all", serve: telegramWith(recoverable), want: flow.Ready,
			quirks:  []quirk{{flow.WaitPassword, forgotPassword}},
			answers: doings{flow.WaitRecoveryCode: func(p *person, _ flow.State) flow.Input { return p.password(oraclePassword) }}},
		{name: "cancel at the recovery code", serve: telegramWith(recoverable), want: flow.LoggedOut, leaveAt: flow.WaitRecoveryCode,
			answers: doings{flow.WaitPassword: forgotPassword}},
		{name: "password reset at once", serve: telegramWith(protected), want: flow.Ready, answers: doings{flow.WaitPassword: resetsPassword}},
		{name: "password reset, taken back", serve: telegramWith(slow), want: flow.Ready,
			quirks: []quirk{{flow.WaitPassword, resetsPassword}, {flow.WaitPassword, declinesReset}}},
		{name: "account deleted, password forgotten", serve: telegramWith(protected), want: flow.LoggedOut, leaveAt: flow.WaitRegistration,
			answers: doings{flow.WaitPassword: deletesWithout}},
		{name: "account deleted when signed in", serve: telegramWith(protected), want: flow.LoggedOut, leaveAt: flow.WaitRegistration,
			answers: doings{flow.Ready: deletesWith}},
	}
	for _, s := range all {
		s.who = plain.Phone
	}
	return append(all, otherScripts()...)
}

// doings are what a person says in place of what most people do.
type doings = map[flow.Phase]func(*person, flow.State) flow.Input

// What people do about their e-mail, and about a password that they have forgotten.
var (
	mistypesEmailCode = quirk{flow.WaitEmailCode, func(p *person, _ flow.State) flow.Input {
		p.w.gives(wrongEmailCode)
		return flow.EmailCode(wrongEmailCode)
	}}
	wantsAnotherEmail = quirk{flow.WaitEmailCode, func(*person, flow.State) flow.Input { return flow.Resend() }}
	resetsEmail       = quirk{flow.WaitEmailCode, func(*person, flow.State) flow.Input { return flow.ResetLoginEmail() }}
	changesAddress    = quirk{flow.WaitEmailCode, func(_ *person, s flow.State) flow.Input {
		if !s.Email.SetUp {
			return flow.Input{}
		}
		return flow.EmailAddress(oracleEmail)
	}}
	checksRecoveryCode = quirk{flow.WaitRecoveryCode, func(p *person, s flow.State) flow.Input {
		code := p.w.server.code(oracleEmail, s)
		p.w.gives(code)
		return flow.RecoveryCode(code)
	}}
)

const wrongEmailCode = "543210"

func showsToken(p *person, _ flow.State) flow.Input {
	token := fake.IDToken("apple", oracleEmail)
	p.w.gives(token)
	return flow.AppleToken(token)
}

func forgotPassword(*person, flow.State) flow.Input { return flow.RequestPasswordRecovery() }
func resetsPassword(*person, flow.State) flow.Input { return flow.ResetPassword() }
func declinesReset(*person, flow.State) flow.Input  { return flow.DeclinePasswordReset() }

func wantsNoPassword(p *person, s flow.State) flow.Input {
	code := p.w.server.code(oracleEmail, s)
	p.w.gives(code)
	return flow.RemovePassword(code)
}

func deletesWithout(*person, flow.State) flow.Input {
	return flow.DeleteAccount(flow.DeleteMyAccount, "", "")
}

func deletesWith(p *person, _ flow.State) flow.Input {
	p.w.gives(oraclePassword)
	return flow.DeleteAccount(flow.DeleteMyAccount, "", oraclePassword)
}

// A telegram is the account model of package fake. A session is known by its key.
type telegram struct {
	*fake.Server
	w        *world
	accounts []fake.Account
	refusal  map[string]*fake.RPCError // each once
	told     map[string]bool           // hashes that the disk knows to be of no account

	held       map[string]bool     // hashes of codes that wait for a proof
	challenged string              // the method that wants a proof; "": none does
	looked     map[examination]int // passkeys' assertions
}

func telegramWith(accounts ...fake.Account) func(*world) server {
	return func(w *world) server { return newTelegram(w, accounts) }
}

func halfToldAsNobody(accounts ...fake.Account) func(*world) server {
	return func(w *world) server {
		t := newTelegram(w, accounts)
		t.HalfLogin = "AUTH_KEY_UNREGISTERED"
		return t
	}
}

func newTelegram(w *world, accounts []fake.Account) *telegram {
	srv, err := fake.New(accounts...)
	if err != nil {
		panic(err)
	}
	t := &telegram{
		Server: srv, w: w, accounts: accounts,
		refusal: map[string]*fake.RPCError{}, told: map[string]bool{}, held: map[string]bool{}, looked: map[examination]int{},
	}
	if w.design.watched != nil {
		leak.Server(w.design.watched, srv, accounts...)
	}
	srv.Now = func() time.Time { return w.now }
	srv.Predictable = true // and so a hash is its own alias
	srv.Before = t.rpc
	return t
}

func (t *telegram) transport() flow.Transport {
	return &fake.Transport{Server: t.Server, AppID: storyAppID, AppHash: codes.NewSecret(storyAppHash)}
}

// learn tells the world of the codes that are out. A hash under which an e-mail
// address is set up has the code that went there last.
func (t *telegram) learn() {
	data, err := t.Snapshot()
	if err != nil {
		panic(err)
	}
	var snap struct {
		Codes []struct {
			Hash, Code, Key string
			Held            bool
		}
	}
	if err := json.Unmarshal(data, &snap); err != nil {
		panic(err)
	}
	for _, c := range snap.Codes {
		t.w.codeSent(c.Hash, c.Code, c.Key)
		t.held[c.Hash] = c.Held
	}
}

// rpc is asked by the server before each RPC.
func (t *telegram) rpc(method string, _ int) fake.Fault {
	t.learn()
	all := t.Requests()
	request := all[len(all)-1]
	key := t.Key(request.Key)
	var hashes []string
	for _, field := range request.Fields {
		if field.Name == "phone_code_hash" {
			hashes = append(hashes, field.Value)
		}
	}
	t.check(request)
	switch t.w.request(opRPC, method, key, hashes...) {
	case loseBefore:
		return fake.Fault{LoseBefore: true}
	case loseAfter:
		t.examine(request)
		return fake.Fault{LoseAfter: true}
	case refuse500:
		return fake.Fault{Refuse: &fake.RPCError{Code: 500, Text: "RPC_CALL_FAIL"}}
	case forget:
		t.ForgetKey(key)
	case nothing:
		if refusal := t.refusal[method]; refusal != nil {
			delete(t.refusal, method)
			return fake.Fault{Refuse: refusal}
		}
		t.examine(request)
	}
	return fake.Fault{}
}

func (t *telegram) logins() logins {
	all := logins{next: flow.WaitPassword}
	for _, c := range t.SignedIn() {
		all.whole = append(all.whole, c.Key)
	}
	for _, c := range t.HalfSignedIn() {
		all.half = append(all.half, c.Key)
	}
	return all
}

// has knows that package mtproto puts the data centre before the key.
func (t *telegram) has(s flow.Session, key string) bool {
	fingerprint := s.Fingerprint()
	if _, after, wired := strings.Cut(fingerprint, "-"); wired {
		return after == key
	}
	return fingerprint == key
}

func (t *telegram) examined() map[examination]int {
	all := maps.Clone(t.looked)
	for e, times := range t.Examined() {
		if !t.isPasskey(e.Value) {
			all[examination{e.Method, e.Hash, e.Value}] += times
		}
	}
	return all
}

func (t *telegram) code(to string, _ flow.State) string {
	inbox := t.Inbox(to)
	if len(inbox) == 0 {
		return ""
	}
	return inbox[len(inbox)-1].Code
}

// isPasskey reports whether a value names a passkey. That is given with each
// assertion; what must not be examined twice is the assertion.
func (t *telegram) isPasskey(id string) bool {
	return slices.ContainsFunc(t.accounts, func(a fake.Account) bool {
		return slices.ContainsFunc(a.Passkeys, func(p fake.Passkey) bool { return p.ID == id })
	})
}

// examine notes that an assertion is compared now, or would be if it were not known
// that its challenge has been used: a server need not know.
func (t *telegram) examine(r fake.Request) {
	if signature := fieldOf(r, "signature"); signature != "" {
		t.looked[examination{r.Method, "", signature}]++
	}
}

// fieldOf is the value of a field; "" if there is none.
func fieldOf(r fake.Request, name string) string {
	for _, f := range r.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// begins are the methods with which somebody begins to sign in.
var begins = map[string]bool{
	"auth.sendCode": true, "auth.exportLoginToken": true, "auth.importLoginToken": true,
	"auth.initPasskeyLogin": true, "auth.initFirebasePnvLogin": true,
}

// check looks at what must go with a request, and what must not, and at who is
// signed in under its key.
func (t *telegram) check(r fake.Request) {
	if begins[r.Method] && !t.w.late && slices.Contains(t.logins().whole, t.Key(r.Key)) {
		t.w.fail(checkAgain, "%s under %s, which is signed in", r.Method, r.Key)
	}
	var except []int64
	for _, f := range r.Fields {
		switch f.Name {
		case "except_ids":
			id, err := strconv.ParseInt(f.Value, 10, 64)
			if err != nil {
				panic(err)
			}
			except = append(except, id)
		case "recaptcha_token", "integrity_token", "apns_secret":
			if r.Method != t.challenged {
				t.w.fail(checkProved, "%s with a proof", r.Method)
			}
		}
	}
	if r.Method == "auth.exportLoginToken" && !slices.Equal(except, t.w.script.except) {
		t.w.fail(checkExcept, "%s but for %d", r.Method, except)
	}
}

// pushes reports whether there is an update that nobody has heard.
func (t *telegram) pushes(s flow.Session) bool {
	data, err := t.Snapshot()
	if err != nil {
		panic(err)
	}
	var snap struct {
		Keys []struct {
			Caller  fake.Caller
			Updates []json.RawMessage
		}
	}
	if err := json.Unmarshal(data, &snap); err != nil {
		panic(err)
	}
	for _, key := range snap.Keys {
		if len(key.Updates) > 0 && t.has(s, key.Caller.Key) {
			return true
		}
	}
	return false
}

func (t *telegram) saved(r flow.Record) {
	if r.State.Phase == flow.WaitRegistration {
		t.told[r.State.Sent.Hash.Reveal()] = true
	}
}

func (*telegram) dropped() {}

// forgivable are the exceptions. A right code for a number without an account
// leaves no trace under the key that anybody could ask for
// (auth.authorizationSignUpRequired signs nobody in): if that answer is lost, only
// the code can bring it back, and the server takes it again. A half login goes on
// with the recovery code, too. And one of which the password is gone leads nowhere.
//
// What else is given again after a fault needs no exception, since nobody is signed
// in by then, not even half. A token of a bot or a web page lives in memory, as does
// the one to be imported after a scan: where its process has died before, the person
// gives it again, or scans another one. Firebase's token for a number without an
// account, its proof for an SMS, and a store's receipt sign nobody in: if the answer
// is lost they leave no trace to ask for, and the server takes them again.
func (t *telegram) forgivable(s flow.State, q flow.Phase) bool {
	a := t.account()
	switch q {
	case flow.WaitCode:
		return a.Unregistered && !t.told[s.Sent.Hash.Reveal()]
	case flow.WaitRecoveryCode:
		return true
	default:
		return a.Password == "" && len(t.HalfSignedIn()) > 0
	}
}

// account is what has become of the first account.
func (t *telegram) account() (a fake.Account) {
	data, err := t.Snapshot()
	if err != nil {
		panic(err)
	}
	var snap struct {
		Accounts map[string]struct{ Account fake.Account }
	}
	if err := json.Unmarshal(data, &snap); err != nil {
		panic(err)
	}
	return snap.Accounts[t.accounts[0].Phone].Account
}

func (*telegram) close() {}
