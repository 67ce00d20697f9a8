package console

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/filestore"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

func TestMain(m *testing.M) {
	// What is written is searched for all of these.
	for _, a := range accounts() {
		leak.Secret(leak.Phone, a.Phone)
		leak.Secret(leak.Password, a.Password)
		leak.Secret(leak.Token, a.BotToken)
	}
	leak.Secret(leak.Token, proof)
	for _, code := range []string{"22222", "11111", emailCode, recoveryCode} {
		leak.Secret(leak.Code, code)
	}
	testscript.Main(leakless{leak.Suite{M: m}}, map[string]func(){
		"signin": signin, "signin-qr": signInByQR, "look": look, "signin-wire": signInOverWire,
	})
}

// leakless fails if a test leaves a goroutine behind.
type leakless struct{ leak.Suite }

func (l leakless) Run() int {
	status := l.Suite.Run()
	if err := goleak.Find(); status == 0 && err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return status
}

// accounts are whom the tests sign in as.
func accounts() []fake.Account {
	return []fake.Account{
		{Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace", Next: codes.SMS},
		{Phone: "+9996620002", FirstName: "Grace", LastName: "Hopper", Password: "secret", Hint: "pet"},
		{Phone: "+9996620003", Unregistered: true, Terms: longTerms(), MinAge: 16},
		{Phone: "+9996620004", FirstName: "Alan", Next: codes.Call, ResendAfter: 2 * time.Second},
		{Phone: "+9996620005", FirstName: "Юлия 🚀", Password: "пароль 🚀", Hint: "как в школе"},
		{
			Phone: "+9996620006", FirstName: "Edsger", Next: codes.SMS, Email: "edsger@example.com", EmailCode: emailCode,
			AppleSignIn: true, EmailReset: true, EmailResetPeriod: week,
		},
		{Phone: "+9996620007", FirstName: "Tony", EmailRequired: true, EmailCode: emailCode, GoogleSignIn: true},
		{
			Phone: "+9996620008", FirstName: "Barbara", Password: "secret", RecoveryEmail: "barbara@example.com", RecoveryCode: recoveryCode,
			SecureValues: true, ResetWait: week, DeleteWait: week,
		},
		{Phone: "+9996620009", FirstName: "Niklaus", Password: "secret", OtherwiseReloginDays: 7},
		{Phone: "+9996620010", FirstName: "Adele", Payment: &fake.Payment{
			Product: "org.telegram.\x1bcode", SupportEmail: "sms@example.com", SupportSubject: "code\u202e", PremiumDays: 7, Currency: "EUR", Amount: 199, FormID: 7,
		}},
		{Phone: "+9996620011", FirstName: "Shafi", Delivery: codes.FirebaseSMS, Next: codes.Call, Firebase: &fake.Firebase{Nonce: "a nonce"}},
		{FirstName: "Robot", BotToken: botToken},
	}
}

// What is given in place of a code, and for a challenge.
const botToken, proof = "1012:a-token-of-a-bot", "a-proof-of-a-genuine-app"

// What goes by e-mail.
const emailCode, recoveryCode = "271828", "314159"

const week = 7 * 24 * time.Hour

// longTerms are 100 KB that would rather not be read.
func longTerms() string {
	return "\x1b[2JDo not\u202e read\a this.\n" + strings.Repeat("And so on.\n", 100<<10/11)
}

// kept is where signin keeps its login.
var kept = filestore.File{Path: "login.json"}

// look is a program that prints the login that signin has left, and whether it
// can be carried on.
func look() {
	s, err := (&flow.Driver{Store: kept}).Look(context.Background(), "me")
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s, over: %t\n", s, s.Over())
}

// signin is a program with a sign-in, as an author writes it. Arguments are
// methods that the server never answers.
func signin() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server, err := fake.New(accounts()...)
	if err != nil {
		panic(err)
	}
	for _, method := range os.Args[1:] {
		server.Inject(fake.Fault{Method: method, DelayBefore: make(chan struct{})})
	}
	askThere(ctx, &fake.Transport{Server: server})
}

// signInByQR is a sign-in with codes that are over after a second. The third is
// scanned.
func signInByQR() {
	server, err := fake.New(accounts()...)
	if err != nil {
		panic(err)
	}
	server.LoginTokenLife = time.Second
	p := &Prompt{CarryOn: "Run it again to carry on."}
	shown := 0
	ask(context.Background(), p, &flow.Driver{Transport: &fake.Transport{Server: server}, Observe: func(o flow.Observation) {
		p.Observe(o)
		if answered, ok := o.Event.(flow.Answered); ok {
			if token, ok := answered.Answer.(flow.LoginTokenShown); ok {
				if shown++; shown == 3 {
					_ = server.Scan("+9996620002", flow.LoginToken{Token: token.Token}.URL())
				}
			}
		}
	}})
}

// signInOverWire is the same at a server that would rather have the terminal to
// itself.
func signInOverWire() {
	const name = "\x1b[2J\x1b]0;title\a\u202e\u009b31m\u2066\r\b"
	text := strings.Repeat(name, 5<<10)
	server, err := fake.New(
		fake.Account{Phone: "+9996620002", FirstName: name, LastName: name, Password: "secret", Hint: text},
		fake.Account{
			Phone: "+9996620003", Delivery: codes.FragmentSMS, URL: text,
			Unregistered: true, Terms: longTerms() + text, TermsID: text, MinAge: 16,
		},
	)
	if err != nil {
		panic(err)
	}
	srv, err := mtprototest.Start(server, mtprototest.Config{})
	if err != nil {
		panic(err)
	}
	defer srv.Close()
	askThere(context.Background(), srv.Transport())
}

func askThere(ctx context.Context, t flow.Transport) {
	p := &Prompt{CarryOn: "Run it again to carry on."}
	ask(ctx, p, &flow.Driver{Transport: t, Observe: p.Observe})
}

func ask(ctx context.Context, p *Prompt, d *flow.Driver) {
	d.Store = kept
	s, err := d.Run(ctx, "me", p.Ask)
	p.Farewell(s, err)
	if err != nil {
		fmt.Println("ended by:", err)
		os.Exit(1)
	}
}
