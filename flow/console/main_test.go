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
	"github.com/stepin-go/stepin/transport/fake"
)

func TestMain(m *testing.M) {
	testscript.Main(leakless{m}, map[string]func(){"signin": signin, "look": look})
}

// leakless fails if a test leaves a goroutine behind.
type leakless struct{ *testing.M }

func (l leakless) Run() int {
	status := l.M.Run()
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
		{Phone: "+9996620004", FirstName: "Alan", Next: codes.Call, ResendAfter: time.Second},
	}
}

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
	p := &Prompt{CarryOn: "Run it again to carry on."}
	d := &flow.Driver{Transport: &fake.Transport{Server: server}, Store: kept, Observe: p.Observe}
	s, err := d.Run(ctx, "me", p.Ask)
	p.Farewell(s, err)
	if err != nil {
		fmt.Println("ended by:", err)
		os.Exit(1)
	}
}
