package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/examples/internal/elsewhere"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// demoMail is the code that the built-in server sends by e-mail.
const demoMail = "222222"

// demoBotToken is the token of the bot that the built-in server knows.
const demoBotToken = "1009:demo-bot-token"

// demoAccounts are those that the built-in server knows: one for each path, and a
// wait for a minute where Telegram makes people wait for days.
var demoAccounts = []fake.Account{
	{Phone: "+9996620001", FirstName: "Ada", LastName: "Lovelace"},
	{
		Phone: "+9996620002", FirstName: "Grace", LastName: "Hopper", Password: "secret", Hint: "pet",
		Next: codes.SMS, ResendAfter: 30 * time.Second,
	},
	{
		Phone: "+9996620003", FirstName: "Edsger", LastName: "Dijkstra", Email: "edsger@example.com", EmailCode: demoMail,
		GoogleSignIn: true, EmailReset: true, EmailResetPeriod: time.Minute,
	},
	{
		Phone: "+9996620004", FirstName: "Tony", LastName: "Hoare", EmailRequired: true, EmailCode: demoMail,
		GoogleSignIn: true, OtherwiseReloginDays: 7,
	},
	{
		Phone: "+9996620005", FirstName: "Barbara", LastName: "Liskov", Password: "secret",
		RecoveryEmail: "barbara@example.com", RecoveryCode: demoMail, ResetWait: time.Minute, DeleteWait: time.Minute,
	},
	{
		Phone: "+9996620006", Unregistered: true, MinAge: 16, TermsID: "1",
		Terms: "Be kind. This server forgets you when it ends, and it does not mind if you forget it.",
	},
	{Phone: "+9996620007", FirstName: "Margaret", LastName: "Hamilton", DC: 4},
	{Phone: "+9996620008", FirstName: "Adele", LastName: "Goldberg", Payment: &fake.Payment{
		Product: "org.example.code", SupportEmail: "help@example.com", SupportSubject: "a code", PremiumDays: 7, Currency: "EUR", Amount: 199, FormID: 7,
	}},
	{FirstName: "Robot", BotToken: demoBotToken},
}

// hasPhone tells whether somebody has a device that can scan a code.
func hasPhone(a fake.Account) bool { return a.Phone != "" && !a.Unregistered }

// demoTelegram starts the built-in server. If a session file is to outlive it, what
// the server knows is kept beside that file, so that the next run finds it where it
// was.
func demoTelegram(o options, p *console.Prompt) (flow.Transport, func(), error) {
	model, err := fake.New(demoAccounts...)
	if err != nil {
		return nil, nil, err
	}
	model.OnCode = func(m fake.Message) { fmt.Fprintf(p, "\n  [%s to %s] %s\n\n", m.Delivery, m.To, m.Text()) }
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		return nil, nil, err
	}
	person := &elsewhere.Person{
		Listener: srv.Transport(), Server: model, Phone: cmp.Or(o.scan, demoAccounts[0].Phone), Moment: moment,
		Tell: func(text string) { fmt.Fprintf(p, "\n  [elsewhere] %s\n\n", text) },
	}
	end := func() {
		person.End()
		srv.Close()
	}
	if o.session != "" {
		memory := o.session + ".server"
		if err := restore(srv, memory); err != nil {
			end()
			return nil, nil, err
		}
		closeServer := end
		end = func() {
			closeServer()
			if err := save(srv, memory); err != nil {
				fmt.Fprintln(p, err)
			}
		}
	}
	fmt.Fprintf(p, `A Telegram-like server runs inside this program, at %s. It knows:
  +9996620001   code 22222
  +9996620002   code 22222, password secret
  +9996620003   code 222222 by e-mail; or /reset-email, which takes a minute
  +9996620004   code 22222, after an e-mail address of yours and its code 222222
  +9996620005   code 22222, password secret; if forgotten, code 222222 by e-mail
  +9996620006   code 22222, and no account yet
  +9996620007   code 22222, at home in another data centre
  +9996620008   code 22222, once something was paid for, a moment later
  /bot          token 1009:demo-bot-token
  /qr           is scanned a moment later, by the first one's other device;
                -scan NUMBER has another's do it

`, srv.DCs()[0].Addrs[0])
	return person, end, nil
}

// moment is how long it takes to scan a code, or to pay.
const moment = time.Second

func restore(srv *mtprototest.Server, path string) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = srv.Restore(data)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func save(srv *mtprototest.Server, path string) error {
	data, err := srv.Snapshot()
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}
