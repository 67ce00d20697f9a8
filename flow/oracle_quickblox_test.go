package flow_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

const (
	oracleName     = "ada"
	oracleEmail    = "ada@example.com"
	oracleFacebook = "facebook-token-of-ada"
	wrongFacebook  = "facebook-token-of-nobody"
	oracleNumber   = "+15555550100"
)

// quickbloxScripts are the sign-ins to QuickBlox that the oracle plays.
func quickbloxScripts() []*script {
	const otherName, otherNumber = "grace", "+15555550199"
	const later = 90 * time.Minute // Firebase's ID token is over then, and QuickBlox' session not yet
	serve := func(w *world) server {
		return newQuickBlox(w,
			quickbloxtest.Account{Login: oracleName, Email: oracleEmail, Password: oraclePassword, Facebook: oracleFacebook},
			quickbloxtest.Account{Login: otherName, Password: oraclePassword})
	}
	// The sessions of all are lost at QuickBlox while a person is asked something.
	forgotten := func(at flow.Phase) quirk {
		return quirk{at, func(p *person, _ flow.State) flow.Input {
			p.w.server.(*quickBlox).chat.Forget()
			return flow.Input{}
		}}
	}
	pollsForgotten := quirk{flow.Ready, func(p *person, _ flow.State) flow.Input {
		p.w.server.(*quickBlox).chat.Forget()
		return flow.Poll()
	}}
	// QuickBlox has had too much of its users when one signs in next.
	tooOften := func(at flow.Phase) quirk {
		return quirk{at, func(p *person, _ flow.State) flow.Input {
			p.w.server.(*quickBlox).chat.Answer("POST /login.json", webtest.Response{
				Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {"60"}},
				Body: map[string]any{"errors": []string{"Limit exceeded"}},
			})
			return flow.Input{}
		}}
	}
	mistypesToken := quirk{flow.WaitPhoneNumber, func(p *person, _ flow.State) flow.Input { return p.facebook(wrongFacebook) }}

	all := []*script{
		{name: "password", who: oracleName, want: flow.Ready},
		{name: "password of an address", who: oracleEmail, want: flow.Ready},
		{name: "mistyped password", who: oracleName, want: flow.Ready, quirks: []quirk{mistypesPassword}},
		{name: "change of name", who: "adda", want: flow.Ready,
			quirks: []quirk{isSomebodyElse(flow.WaitPassword, oracleName)}},
		{name: "change of user", who: otherName, want: flow.Ready,
			quirks: []quirk{mistypesPassword, isSomebodyElse(flow.WaitPassword, oracleEmail)}},
		{name: "password, session lost", who: oracleName, want: flow.Ready, quirks: []quirk{forgotten(flow.WaitPassword)}},
		{name: "password, too often", who: oracleName, want: flow.Ready, quirks: []quirk{tooOften(flow.WaitPassword)}},
		{name: "password, later", who: oracleName, want: flow.Ready, away: later},
		{name: "log out", who: oracleName, want: flow.LoggedOut, leaveAt: flow.Ready, quirks: []quirk{polls}},
		{name: "cancel at the password", who: oracleName, want: flow.LoggedOut, leaveAt: flow.WaitPassword},
		{name: "leave in doubt", who: oracleName, want: flow.LoggedOut, leaveAt: flow.Ready, leavesInDoubt: true},
		{name: "session lost when signed in", who: oracleName, want: flow.LoggedOut, quirks: []quirk{pollsForgotten}},

		{name: "Facebook", who: oracleFacebook, want: flow.Ready},
		{name: "Facebook, wrong token", who: oracleFacebook, want: flow.Ready, quirks: []quirk{mistypesToken}},
		{name: "Facebook, wrong token and session lost", who: oracleFacebook, want: flow.Ready,
			quirks: []quirk{mistypesToken, forgotten(flow.WaitPhoneNumber)}},

		{name: "code", who: oracleNumber, want: flow.Ready},
		{name: "mistyped code", who: oracleNumber, want: flow.Ready, quirks: []quirk{mistypesCode("543210")}},
		{name: "resend", who: oracleNumber, want: flow.Ready, quirks: []quirk{wantsAnotherCode}},
		{name: "code, session lost", who: oracleNumber, want: flow.Ready, quirks: []quirk{forgotten(flow.WaitCode)}},
		{name: "code, session lost, later", who: oracleNumber, want: flow.Ready, away: later,
			quirks: []quirk{forgotten(flow.WaitCode)}},
		{name: "code, too often", who: oracleNumber, want: flow.Ready, quirks: []quirk{tooOften(flow.WaitCode)}},
		{name: "change of number", who: otherNumber, want: flow.Ready,
			quirks: []quirk{isSomebodyElse(flow.WaitCode, oracleNumber)}},
		{name: "name in place of a number", who: oracleNumber, want: flow.Ready,
			quirks: []quirk{isSomebodyElse(flow.WaitCode, oracleName)}},
		{name: "number in place of a name", who: oracleName, want: flow.Ready,
			quirks: []quirk{isSomebodyElse(flow.WaitPassword, oracleNumber)}},
		{name: "log out, code", who: oracleNumber, want: flow.LoggedOut, leaveAt: flow.Ready, quirks: []quirk{polls}},
		{name: "leave in doubt, code", who: oracleNumber, want: flow.LoggedOut, leaveAt: flow.Ready, leavesInDoubt: true},
		{name: "cancel at the code", who: oracleNumber, want: flow.LoggedOut, leaveAt: flow.WaitCode},
	}
	for _, s := range all {
		s.serve, s.identify = serve, identifyAtQuickBlox
	}
	return all
}

// identifyAtQuickBlox says who somebody is: by a name, an address, a number or a
// token.
func identifyAtQuickBlox(p *person) flow.Input {
	read := codes.Name
	switch {
	case p.who == oracleFacebook:
		return p.facebook(p.who)
	case strings.HasPrefix(p.who, "+"):
		read = codes.ParsePhone
	case strings.Contains(p.who, "@"):
		read = codes.Email
	}
	who, err := read(p.who)
	if err != nil {
		panic(err)
	}
	return flow.Identifier(who)
}

func (p *person) facebook(token string) flow.Input {
	p.w.gives(token)
	return flow.Token(quickblox.Facebook, token)
}

// A quickBlox is QuickBlox and the Firebase that sends its codes, and the way to
// both. They are called where a request would be sent, in the same goroutine, so a
// process that is killed leaves nothing running.
//
// Examined are passwords and Facebook tokens by QuickBlox, and codes by Firebase.
// Signed in is a session of QuickBlox' that has a user. Its token is in the record
// since Connect, so it can be found out. Half signed in is whom Firebase has given
// tokens for a code, and who is not signed in at QuickBlox yet: from there it goes on
// by itself, and nobody is asked anything.
type quickBlox struct {
	w      *world
	chat   *quickbloxtest.Server
	phones *firebasetest.Server

	names   map[string]string // of tokens, in the order in which they were seen
	secrets map[string]string // and the other way round
	looked  map[examination]int
	given   [2]string          // the last code, with the hash that it was given for
	wrong   map[[2]string]bool // codes that were called so

	refresh map[string]string // Firebase's token for the code of each hash
	coming  []string          // hashes whose token has come, and is not on the disk yet
	told    map[string]bool   // hashes whose token has been there
	half    map[string]bool   // and must be, as nobody is signed in with it
}

func newQuickBlox(w *world, users ...quickbloxtest.Account) *quickBlox {
	q := &quickBlox{
		w:     w,
		names: map[string]string{}, secrets: map[string]string{},
		looked: map[examination]int{}, wrong: map[[2]string]bool{},
		refresh: map[string]string{}, told: map[string]bool{}, half: map[string]bool{},
	}
	now := func() time.Time { return w.now }
	var err error
	if q.phones, err = firebasetest.Start(firebasetest.Config{Now: now}); err != nil {
		panic(err)
	}
	q.chat, err = quickbloxtest.Start(quickbloxtest.Config{Accounts: users, Firebase: q.phones.Project(), Now: now})
	if err != nil {
		panic(err)
	}
	if w.design.watched != nil {
		leak.Secret(leak.Token, oracleFacebook)
	}
	return q
}

func (q *quickBlox) close() {
	q.chat.Close()
	q.phones.Close()
}

func (q *quickBlox) transport() flow.Transport {
	phones, chat := q.phones.Transport(), q.chat.Transport()
	phones.HTTP, chat.HTTP = q, q
	chat.Firebase = phones
	return chat
}

// A sending is a request, and what of its body is of interest.
type sending struct {
	*http.Request
	name    string
	handler http.Handler
	body    []byte
	fields  struct {
		Phone    string `json:"phoneNumber"`
		Hash     string `json:"sessionInfo"`
		Code     string `json:"code"`
		Password string `json:"password"`
		Keys     struct {
			Token string `json:"token"`
		} `json:"keys"`
	}
}

// RoundTrip carries a request, or lets happen to it what the plan says.
func (q *quickBlox) RoundTrip(r *http.Request) (*http.Response, error) {
	s := sending{Request: r, name: r.Method + " " + r.URL.Path, handler: q.chat.Handler()}
	if r.Body != nil {
		var err error
		if s.body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		_ = json.Unmarshal(s.body, &s.fields) // a form has none of them
	}
	key := q.name("session", r.Header.Get("QB-Token"))
	if strings.HasPrefix(r.URL.String(), q.phones.URL+"/") {
		// Firebase has no sessions: what it is asked runs under the record's.
		s.handler, key = q.phones.Handler(), q.w.record.Session.Fingerprint()
	}
	var hashes []string
	if s.fields.Hash != "" {
		hashes = append(hashes, s.fields.Hash)
	}
	switch q.w.request(opHTTP, s.name, key, hashes...) {
	case down:
		return nil, &net.OpError{Op: "dial", Err: errFault}
	case loseBefore:
		return nil, errFault
	case refuse500:
		page := httptest.NewRecorder()
		http.Error(page, "<html>It has tripped.</html>", http.StatusInternalServerError)
		return page.Result(), nil
	case loseAfter:
		q.act(&s)
		q.dropped()
		return nil, errFault
	case forget:
		q.chat.Forget()
	}
	return q.act(&s), nil
}

// act lets a server act, and notes what came of it.
func (q *quickBlox) act(s *sending) *http.Response {
	examined := q.chat.Examined() + q.phones.Examined()
	received := httptest.NewRequestWithContext(s.Context(), s.Method, s.URL.String(), bytes.NewReader(s.body))
	received.Header = s.Header
	answer := httptest.NewRecorder()
	s.handler.ServeHTTP(answer, received)
	if q.chat.Examined()+q.phones.Examined() > examined {
		// QuickBlox examines Firebase's tokens, too, which nobody has given.
		if value := cmp.Or(s.fields.Code, s.fields.Password, s.fields.Keys.Token); value != "" {
			q.looked[examination{s.name, s.fields.Hash, value}]++
		}
	}
	var out struct {
		Hash    string `json:"sessionInfo"`
		Refresh string `json:"refreshToken"`
	}
	_ = json.Unmarshal(answer.Body.Bytes(), &out)
	if out.Hash != "" {
		sent := q.phones.Codes(s.fields.Phone)
		q.w.codeSent(out.Hash, sent[len(sent)-1], q.w.record.Session.Fingerprint())
	}
	if out.Refresh != "" {
		q.refresh[s.fields.Hash] = out.Refresh
		q.coming = append(q.coming, s.fields.Hash)
	}
	return answer.Result()
}

// name is what is told of a token in its place: "session1".
func (q *quickBlox) name(what, token string) string {
	if token == "" {
		return ""
	}
	if q.names[token] == "" {
		name := fmt.Sprintf("%s%d", what, len(q.names)+1)
		q.names[token], q.secrets[name] = name, token
		if q.w.design.watched != nil {
			leak.Secret(leak.Token, token)
		}
	}
	return q.names[token]
}

// has knows that to open a session takes none.
func (q *quickBlox) has(s flow.Session, name string) bool {
	token, known := q.secrets[name]
	return name == "" || name == s.Fingerprint() || known && leak.In(string(s.Bytes()), token)
}

func (q *quickBlox) logins() logins {
	all := logins{next: flow.Ready}
	for token := range q.chat.SignedIn() {
		all.whole = append(all.whole, q.name("session", token))
	}
	for _, token := range q.refresh {
		if name := q.name("login", token); q.has(q.w.record.Session, name) {
			all.half = append(all.half, name)
		}
	}
	return all
}

func (q *quickBlox) examined() map[examination]int { return q.looked }

// code is the newest one that was not called wrong: an older one is good if the
// answer that said so of the next was lost.
func (q *quickBlox) code(to string, s flow.State) string {
	if s.Last != nil && s.Last.Reason == errors.PhoneCodeInvalid {
		q.wrong[q.given] = true
	}
	for _, code := range slices.Backward(q.phones.Codes(to)) {
		if q.given = [2]string{s.Sent.Hash.Reveal(), code}; !q.wrong[q.given] {
			return code
		}
	}
	return ""
}

// saved checks that what Firebase gave for a code is kept until the person is signed
// in with it or leaves: nobody else has it.
func (q *quickBlox) saved(r flow.Record) {
	for _, hash := range q.coming {
		q.told[hash], q.half[hash] = true, true
	}
	q.coming = nil
	if r.State.Phase == flow.Ready || r.State.Over() {
		clear(q.half)
	}
	for hash := range q.half {
		if name := q.name("login", q.refresh[hash]); !q.has(r.Session, name) {
			q.w.fail(checkOrphan, "%s at Firebase was not kept", name)
		}
	}
}

func (q *quickBlox) dropped() { q.coming = nil }

// forgivable is the one exception: Firebase takes a code once, and only the answer to
// that (accounts:signInWithPhoneNumber) has the tokens. It keeps nothing under which
// somebody without them could ask who is signed in. If the answer does not come to
// the disk the code is used up and nobody has the tokens: a new code is needed. That
// it can be had, and the old one is not asked for again for ever, is checked as for
// everybody: nobody is stuck.
//
// And the number may be asked for where SendCode was certainly not sent: it is made
// again after a session was lost, and goes on with the tokens. The code is not asked
// for.
func (q *quickBlox) forgivable(s flow.State, question flow.Phase) bool {
	switch question {
	case flow.WaitCode:
		return !q.told[s.Sent.Hash.Reveal()]
	case flow.WaitPhoneNumber:
		return s.Last != nil && s.Last.Reason == errors.NotSent
	default:
		return false
	}
}
