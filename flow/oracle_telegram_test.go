package flow_test

import (
	"fmt"
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
	}
	for _, s := range all {
		s.who = plain.Phone
	}
	return all
}

// A telegram is the account model of package fake. A session is known by its key.
type telegram struct {
	*fake.Server
	w        *world
	accounts []fake.Account
	refusal  map[string]*fake.RPCError // each once
	told     map[string]bool           // hashes that the disk knows to be of no account
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
	t := &telegram{srv, w, accounts, map[string]*fake.RPCError{}, map[string]bool{}}
	if w.design.watched != nil {
		leak.Server(w.design.watched, srv, accounts...)
	}
	srv.Now = func() time.Time { return w.now }
	srv.Predictable = true // and so a hash is its own alias
	srv.OnCode = func(m fake.Message) {
		all := srv.Requests()
		w.codeSent(fmt.Sprintf("hash%d", len(w.sent)+1), m.Code, srv.Key(all[len(all)-1].Key))
	}
	srv.Before = t.rpc
	return t
}

func (t *telegram) transport() flow.Transport {
	return &fake.Transport{Server: t.Server, AppID: storyAppID, AppHash: codes.NewSecret(storyAppHash)}
}

// rpc is asked by the server before each RPC.
func (t *telegram) rpc(method string, _ int) fake.Fault {
	all := t.Requests()
	request := all[len(all)-1]
	key := t.Key(request.Key)
	var hashes []string
	for _, field := range request.Fields {
		if field.Name == "phone_code_hash" {
			hashes = append(hashes, field.Value)
		}
	}
	switch t.w.request(opRPC, method, key, hashes...) {
	case loseBefore:
		return fake.Fault{LoseBefore: true}
	case loseAfter:
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
	all := map[examination]int{}
	for e, times := range t.Examined() {
		all[examination{e.Method, e.Hash, e.Value}] += times
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

func (t *telegram) saved(r flow.Record) {
	if r.State.Phase == flow.WaitRegistration {
		t.told[r.State.Sent.Hash.Reveal()] = true
	}
}

func (*telegram) dropped() {}

// forgivable is the one exception: a right code for a number without an account
// leaves no trace under the key that anybody could ask for
// (auth.authorizationSignUpRequired signs nobody in). If that answer is lost, only
// the code can bring it back; the server takes it again.
func (t *telegram) forgivable(s flow.State, q flow.Phase) bool {
	return q == flow.WaitCode && t.accounts[0].Unregistered && !t.told[s.Sent.Hash.Reveal()]
}

func (*telegram) close() {}
