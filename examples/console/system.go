package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
)

// A system is what -system names.
type system struct {
	// title is what its vendor calls it.
	title string
	// service are the flags that name an application at the vendor's service. With
	// none of them the server is built in; with one of them, all must be there but
	// the optional. takes are the other flags that mean something here.
	service, optional, takes []string
	// application are the flags that a login belongs to, and settings what may have
	// been given wrongly, both in the middle of a sentence.
	application, settings string

	// check finds what makes no sense together, and reads the environment.
	check func(*options) error
	// realm names what a session file belongs to: with another application, or at
	// another server, its login is of no use.
	realm func(options) string
	// accepts are what people are known by. Nil: phone numbers.
	accepts func(options) []codes.Kind
	// connect returns a transport to the server that the options name, and what to
	// call at the end. Nothing is dialled yet.
	connect func(options, *console.Prompt) (flow.Transport, func(), error)
	// token tells of the session of who is signed in whose its token is, and when
	// that ends. Nil: there is none.
	token func(flow.Session) (user string, ends time.Time, err error)
}

// systems are those that there are, by their names at -system.
var systems = map[string]system{
	"telegram": telegramSystem, "kii": kiiSystem, "genauth": genauthSystem,
	"quickblox": quickbloxSystem, "firebase": firebaseSystem,
}

// systemNames are for a person to choose from.
func systemNames() string { return strings.Join(slices.Sorted(maps.Keys(systems)), ", ") }

// announce tells of a built-in server who can sign in.
func announce(o options, p *console.Prompt, system, url string, accounts ...string) {
	memory := ""
	if o.session != "" {
		memory = "It forgets who has signed in when the program ends. "
	}
	fmt.Fprintf(p, "A %s-like server runs inside this program, at %s.\n%sIt knows:\n", system, url, memory)
	for _, account := range accounts {
		fmt.Fprintln(p, "  "+account)
	}
	fmt.Fprintln(p)
}

// inbox shows a code that a built-in server sends.
func inbox(p *console.Prompt) func(to, code string) {
	return func(to, code string) {
		delivery := codes.SMS
		if strings.Contains(to, "@") {
			delivery = codes.Mail
		}
		fmt.Fprintf(p, "\n  [%s to %s] Your sign-in code is %s.\n\n", delivery, to, code)
	}
}

// applicationRealm is the realm of who is known by an application's id.
func applicationRealm(o options) string {
	if !o.real {
		return o.system + "/demo"
	}
	return fmt.Sprintf("%s/%s/%s", o.system, o.app, o.url)
}

// everyKind is for systems that know people by all of them.
func everyKind(options) []codes.Kind {
	return []codes.Kind{codes.KindName, codes.KindEmail, codes.KindPhone}
}
