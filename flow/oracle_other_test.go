package flow_test

import (
	"encoding/json"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

const (
	oracleBotToken  = "1001:AAHk-bot-token-of-the-oracle"
	wrongBotToken   = "1002:AAHk-bot-token-of-nobody"
	oracleWebToken  = "web-token-of-the-oracle"
	oraclePNVToken  = "number-token-of-the-oracle"
	oracleReceipt   = "receipt-of-the-oracle"
	wrongReceipt    = "receipt-of-nobody"
	oracleProof     = "proof-of-the-oracle"
	oracleForm      = 77
	oracleChallenge = "RECAPTCHA_CHECK_signin__site-key"
)

// otherScripts are the sign-ins to Telegram in which another device, a token, a
// passkey, a payment or a proof has a part.
func otherScripts() []*script {
	const elsewhere, further = 4, 5
	plain := fake.Account{Phone: "+15550100", ID: 1001, FirstName: "Ada"}
	protected := plain
	protected.Password = oraclePassword
	at := func(dc int, a fake.Account) fake.Account {
		a.DC = dc
		return a
	}
	sentOn := at(elsewhere, plain)
	sentOn.QRVia = []int{further}
	bot := fake.Account{ID: 1001, FirstName: "Ada's", BotToken: oracleBotToken}
	guest := protected
	guest.WebToken = oracleWebToken
	verified := protected
	verified.PNVToken = oraclePNVToken
	newcomer := fake.Account{Phone: plain.Phone, Unregistered: true, Terms: "Be good.", TermsID: "terms-1", PNVToken: oraclePNVToken}
	payer := plain
	payer.Payment = &fake.Payment{
		Product: "sms", SupportEmail: "support@example.com", PremiumDays: 7, Currency: "EUR", Amount: 199,
		FormID: oracleForm, Receipt: oracleReceipt,
	}
	attested := plain
	attested.Delivery, attested.Next = codes.FirebaseSMS, codes.SMS
	attested.Firebase = &fake.Firebase{PlayIntegrityProject: 1234, PlayIntegrityNonce: "nonce-1"}
	again := plain
	again.Next = codes.SMS

	all := []*script{
		{name: "QR", serve: telegramWith(plain), identify: wantsQR, want: flow.Ready},
		{name: "QR, refreshed", serve: telegramWith(plain), identify: wantsQR, want: flow.Ready, quirks: []quirk{isLate}},
		{name: "QR, the last one scanned", serve: telegramWith(plain), identify: wantsQR, want: flow.Ready, quirks: scansTheLast()},
		{name: "QR, scanned while it is refreshed", serve: telegramWith(protected), identify: wantsQR, want: flow.Ready,
			quirks: []quirk{scansAndPolls}},
		{name: "QR, but for others", serve: telegramWith(plain), identify: wantsQR, want: flow.Ready, except: []int64{2001, 2002}},
		{name: "QR, password", serve: telegramWith(protected), identify: wantsQR, want: flow.Ready},
		{name: "QR, moved", serve: telegramWith(at(elsewhere, plain)), identify: wantsQR, want: flow.Ready, except: []int64{2001}},
		{name: "QR, moved twice", serve: telegramWith(sentOn), identify: wantsQR, want: flow.Ready},
		{name: "QR, moved, too late to import", serve: refusing("auth.importLoginToken", "AUTH_TOKEN_EXPIRED", at(elsewhere, plain)),
			identify: wantsQR, want: flow.Ready},
		{name: movedQRScript, serve: telegramWith(at(elsewhere, protected)), identify: wantsQR, want: flow.Ready},
		{name: "QR, left for a number", serve: telegramWith(protected), identify: wantsQR, want: flow.Ready,
			quirks: []quirk{givesNumber(flow.WaitOtherDevice)}},
		{name: "QR, left for a number after a scan", serve: telegramWith(plain), identify: wantsQR, want: flow.Ready,
			quirks: []quirk{scans, givesNumber(flow.WaitOtherDevice)}},
		{name: "QR in place of a number", serve: telegramWith(plain), want: flow.Ready,
			quirks: []quirk{{flow.WaitCode, saysQR}}},
		{name: "QR in place of a password", serve: telegramWith(protected), want: flow.Ready,
			quirks: []quirk{{flow.WaitPassword, saysQR}}},
		{name: "QR, log out", serve: telegramWith(plain), identify: wantsQR, want: flow.LoggedOut, leaveAt: flow.Ready},
		{name: "QR, cancelled after a scan", serve: telegramWith(plain), identify: wantsQR, want: flow.LoggedOut,
			leaveAt: flow.WaitOtherDevice, quirks: []quirk{scans}},
		{name: "QR, cancelled while it is scanned", serve: telegramWith(plain), identify: wantsQR, want: flow.LoggedOut,
			leaveAt: flow.WaitOtherDevice, quirks: []quirk{scansAndPolls}},
		{name: "QR, left in doubt", serve: telegramWith(plain), identify: wantsQR, want: flow.LoggedOut, leaveAt: flow.Ready, leavesInDoubt: true},
		{name: "QR, moved, left in doubt", serve: telegramWith(at(elsewhere, protected)), identify: wantsQR, want: flow.LoggedOut,
			leaveAt: flow.Ready, leavesInDoubt: true},

		{name: "bot", serve: telegramWith(bot), identify: isBot, want: flow.Ready},
		{name: movedBotScript, serve: telegramWith(at(elsewhere, bot)), identify: isBot, want: flow.Ready},
		{name: "bot, wrong token", serve: telegramWith(bot), identify: isBot, want: flow.Ready,
			quirks: []quirk{{flow.WaitPhoneNumber, func(p *person, _ flow.State) flow.Input {
				p.w.gives(wrongBotToken)
				return flow.BotToken(wrongBotToken)
			}}}},
		{name: "bot in place of a QR", serve: telegramWith(bot), identify: isBot, want: flow.Ready,
			quirks: []quirk{{flow.WaitPhoneNumber, saysQR}}, answers: doings{flow.WaitOtherDevice: saysBot}},
		{name: "bot, cancelled", serve: telegramWith(bot), identify: isBot, want: flow.LoggedOut, leaveAt: flow.WaitPhoneNumber,
			quirks: []quirk{{flow.WaitPhoneNumber, saysBot}}},
		{name: "bot, log out", serve: telegramWith(bot), identify: isBot, want: flow.LoggedOut, leaveAt: flow.Ready},
		{name: "bot, left in doubt", serve: telegramWith(bot), identify: isBot, want: flow.LoggedOut, leaveAt: flow.Ready, leavesInDoubt: true},
		{name: "web token", serve: telegramWith(at(elsewhere, guest)), identify: hasWebToken(elsewhere), want: flow.Ready},
		{name: "web token, moved", serve: telegramWith(at(elsewhere, guest)), identify: hasWebToken(0), want: flow.Ready},

		{name: "Firebase's number", serve: telegramWith(verified), identify: wantsPNV, want: flow.Ready},
		{name: "Firebase's number, moved", serve: telegramWith(at(elsewhere, verified)), identify: wantsPNV, want: flow.Ready},
		{name: "Firebase's number in place of a passkey", serve: telegramWith(verified), identify: wantsPasskey, want: flow.Ready,
			answers: doings{flow.WaitPasskey: showsNumber}},
		{name: "Firebase's number, cancelled", serve: telegramWith(verified), identify: wantsPNV, want: flow.LoggedOut, leaveAt: flow.WaitPasskey,
			quirks: []quirk{{flow.WaitPasskey, showsNumber}}},
		{name: "Firebase's number, registration", serve: telegramWith(newcomer), identify: wantsPNV, want: flow.Ready},

		{name: "payment by form", serve: telegramWith(payer), want: flow.Ready, answers: doings{flow.WaitPayment: paysForm}},
		{name: "payment by form, said before", serve: telegramWith(payer), want: flow.Ready,
			quirks: []quirk{{flow.WaitPayment, saysPaid}, {flow.WaitPayment, pays}}},
		{name: "payment pushed", serve: telegramWith(payer), want: flow.Ready, answers: doings{flow.WaitPayment: pays}},
		{name: "payment by receipt", serve: telegramWith(payer), want: flow.Ready,
			quirks: []quirk{{flow.WaitPayment, asksWhetherToBuy}}, answers: doings{flow.WaitPayment: showsReceipt(oracleReceipt)}},
		{name: "payment by receipt, wrong one", serve: telegramWith(payer), want: flow.Ready,
			quirks:  []quirk{{flow.WaitPayment, showsReceipt(wrongReceipt)}},
			answers: doings{flow.WaitPayment: showsReceipt(oracleReceipt)}},
		{name: "payment, cancelled", serve: telegramWith(payer), want: flow.LoggedOut, leaveAt: flow.WaitPayment},

		{name: "Firebase SMS", serve: telegramWith(attested), want: flow.Ready, answers: doings{flow.WaitCode: provesApp}},
		{name: "Firebase SMS, wrong proof, another code", serve: telegramWith(attested), want: flow.Ready,
			quirks:  []quirk{{flow.WaitCode, provesWrongly}, {flow.WaitCode, wantsSMS}},
			answers: doings{flow.WaitCode: provesApp}},
		{name: "missing code, another one", serve: telegramWith(again), want: flow.Ready,
			quirks: []quirk{{flow.WaitCode, missesCode}, {flow.WaitCode, wantsSMS}}},

		{name: "challenge at the number", serve: proving("auth.sendCode", plain), want: flow.Ready},
		{name: "challenge at the code", serve: proving("auth.signIn", protected), want: flow.Ready},
		{name: "challenge at the password", serve: proving("auth.checkPassword", protected), want: flow.Ready},
		{name: "challenge at the QR", serve: proving("auth.exportLoginToken", at(elsewhere, plain)), identify: wantsQR, want: flow.Ready},
		{name: "challenge at the import", serve: proving("auth.importLoginToken", at(elsewhere, plain)), identify: wantsQR, want: flow.Ready},
		{name: "challenge at the bot", serve: proving("auth.importBotAuthorization", at(elsewhere, bot)), identify: isBot, want: flow.Ready},
		{name: "challenge at the log-out, half signed in", serve: proving("auth.logOut", protected), want: flow.LoggedOut, leaveAt: flow.WaitPassword},
		{name: "challenge at the doubt", serve: proving("users.getUsers", protected), want: flow.Ready},
		{name: "challenge at the log-out", serve: proving("auth.logOut", plain), want: flow.LoggedOut, leaveAt: flow.Ready},
	}
	for _, s := range all {
		s.who = plain.Phone
	}
	for _, p := range []struct {
		script *script
		dc     int
		of     fake.Account
	}{
		{&script{name: "passkey", want: flow.Ready}, 2, plain},
		{&script{name: "passkey, password", want: flow.Ready}, 2, protected},
		{&script{name: movedPasskeyScript, want: flow.Ready}, elsewhere, plain},
		{&script{name: "passkey, moved, password", want: flow.Ready}, elsewhere, protected},
		{&script{name: "passkey, invalid, new options", want: flow.Ready, quirks: []quirk{provesTheOld}}, 2, plain},
		{&script{name: "passkey, left for a number", want: flow.Ready, quirks: []quirk{givesNumber(flow.WaitPasskey)}}, 2, plain},
		{&script{name: "passkey, cancelled", want: flow.LoggedOut, leaveAt: flow.WaitPasskey}, 2, plain},
		{&script{name: "passkey, log out", want: flow.LoggedOut, leaveAt: flow.Ready}, elsewhere, plain},
		{&script{name: "passkey, left in doubt", want: flow.LoggedOut, leaveAt: flow.Ready, leavesInDoubt: true}, elsewhere, protected},
	} {
		s, device := p.script, fake.NewAuthenticator()
		p.of.DC, p.of.Passkeys = p.dc, []fake.Passkey{device.Credential(p.dc, p.of.ID)}
		s.who, s.identify, s.device = plain.Phone, wantsPasskey, device
		s.serve = telegramWith(p.of)
		all = append(all, s)
	}
	return all
}

// Those that are played over the wire, too.
const (
	movedQRScript      = "QR, moved, password"
	movedBotScript     = "bot, moved"
	movedPasskeyScript = "passkey, moved"
)

// proving is a server that wants a proof of the program with a method.
func proving(method string, accounts ...fake.Account) func(*world) server {
	return func(w *world) server {
		t := newTelegram(w, accounts)
		t.challenged = method
		t.Challenge(method, oracleChallenge, oracleProof)
		return t
	}
}

// refusing is a server that refuses a method once.
func refusing(method, text string, accounts ...fake.Account) func(*world) server {
	return func(w *world) server {
		t := newTelegram(w, accounts)
		t.refusal[method] = &fake.RPCError{Code: 400, Text: text}
		return t
	}
}

func (p *person) telegram() *telegram { return p.w.server.(*telegram) }

// What people do with another device.

func wantsQR(p *person) flow.Input              { return flow.RequestQRCode(p.w.script.except...) }
func saysQR(p *person, _ flow.State) flow.Input { return wantsQR(p) }

// scan has the other device accept the token that is shown, if there is one that it
// can accept.
func (p *person) scan(s flow.State) { _ = p.telegram().Scan(p.who, s.LoginToken.URL()) }

var (
	scans = quirk{flow.WaitOtherDevice, func(p *person, s flow.State) flow.Input {
		p.scan(s)
		return flow.Input{}
	}}
	scansAndPolls = quirk{flow.WaitOtherDevice, func(p *person, s flow.State) flow.Input {
		p.scan(s)
		return flow.Poll()
	}}
	isLate = quirk{flow.WaitOtherDevice, func(p *person, s flow.State) flow.Input {
		p.w.now = s.LoginToken.Expires.Add(time.Second)
		return flow.Input{}
	}}
)

// scansTheLast is a person whose other device has read a token, and accepts it once
// another one is shown.
func scansTheLast() []quirk {
	var last flow.State
	return []quirk{
		{flow.WaitOtherDevice, func(_ *person, s flow.State) flow.Input {
			last = s
			return flow.Poll()
		}},
		{flow.WaitOtherDevice, func(p *person, _ flow.State) flow.Input {
			p.scan(last)
			return flow.Input{}
		}},
	}
}

// givesNumber is a person who would rather have a code.
func givesNumber(at flow.Phase) quirk {
	return quirk{at, func(p *person, _ flow.State) flow.Input { return flow.PhoneNumber(p.who) }}
}

// What they do with tokens.

func isBot(p *person) flow.Input {
	p.w.gives(oracleBotToken)
	return flow.BotToken(oracleBotToken)
}

func saysBot(p *person, _ flow.State) flow.Input { return isBot(p) }

// hasWebToken is a person with a token that is good once; then they give their
// number.
func hasWebToken(dc int) func(*person) flow.Input {
	return func(p *person) flow.Input {
		if p.telegram().account().WebToken == "" {
			return flow.PhoneNumber(p.who)
		}
		p.w.gives(oracleWebToken)
		return flow.WebToken(oracleWebToken, dc)
	}
}

// What they do with what their device can prove.

func wantsPasskey(*person) flow.Input { return flow.RequestPasskey() }
func wantsPNV(*person) flow.Input     { return flow.RequestFirebasePNV() }

// provesTheOld is a person whose device has signed what was asked before.
var provesTheOld = quirk{flow.WaitPasskey, func(p *person, _ flow.State) flow.Input {
	return p.passkey(`{"publicKey":{"challenge":"b2xk","rpId":"telegram.org"}}`)
}}

// prove has the person's device prove what it is asked to.
func (p *person) prove(s flow.State) flow.Input {
	if s.Passkey.Firebase {
		return showsNumber(p, s)
	}
	return p.passkey(s.Passkey.Options)
}

func (p *person) passkey(options string) flow.Input {
	response, err := p.w.script.device.Assert(options)
	if err != nil {
		panic(err)
	}
	var given struct{ Response struct{ Signature string } }
	if err := json.Unmarshal([]byte(response), &given); err != nil {
		panic(err)
	}
	p.w.gives(given.Response.Signature)
	return flow.Passkey(response)
}

func showsNumber(p *person, _ flow.State) flow.Input {
	p.w.gives(oraclePNVToken)
	return flow.FirebasePNVToken(oraclePNVToken)
}

// What they do about a payment.

func pays(p *person, _ flow.State) flow.Input {
	if err := p.telegram().Pay(p.who); err != nil {
		panic(err)
	}
	return flow.Input{}
}

func paysForm(p *person, s flow.State) flow.Input {
	pays(p, s)
	return flow.Paid(oracleForm)
}

func saysPaid(*person, flow.State) flow.Input         { return flow.Paid(oracleForm) }
func asksWhetherToBuy(*person, flow.State) flow.Input { return flow.CanPurchase() }

func showsReceipt(receipt string) func(*person, flow.State) flow.Input {
	return func(p *person, _ flow.State) flow.Input {
		p.w.gives(receipt)
		return flow.Purchased(flow.AppStore, receipt)
	}
}

// What they do about a code that does not come.

// provesApp has Firebase send the code, unless it has.
func provesApp(p *person, s flow.State) flow.Input {
	t := p.telegram()
	t.learn()
	if !t.held[s.Sent.Hash.Reveal()] {
		return flow.Input{}
	}
	proof := fake.Attestation(s.Sent.Firebase.PlayIntegrityNonce.Reveal())
	p.w.gives(proof)
	return flow.FirebaseProof(flow.PlayIntegrityProof, proof)
}

func provesWrongly(p *person, s flow.State) flow.Input {
	if s.Sent.Delivery != codes.FirebaseSMS {
		return flow.Input{}
	}
	p.w.gives(oracleProof)
	return flow.FirebaseProof(flow.SafetyNetProof, oracleProof)
}

func wantsSMS(*person, flow.State) flow.Input   { return flow.Resend().Because("nothing came") }
func missesCode(*person, flow.State) flow.Input { return flow.ReportMissingCode("01") }
