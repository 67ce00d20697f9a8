// Package transporttest checks that a [flow.Transport] keeps its promises, for
// those who write one. It needs a server to sign in to that can be made to
// fail: one in the test's own process, such as package fake's model behind a
// listener.
//
//	func TestTransport(t *testing.T) {
//		transporttest.Run(t, transporttest.Config{Serve: serve})
//	}
//
// Each call is made by a Transport of its own, from the bytes of the session
// alone: what was kept elsewhere is lost. Run it with the race detector, too.
//
// The checks follow the answers, so a system that wants no code, no password, or
// the password first is checked as well, and one that wants a code after the
// password; what it does not want is left out. So is what cannot happen: a call
// that a Transport answers by itself, such as the SendCode of a system that wants
// the password first, can be neither lost nor hindered. Calls that few systems have,
// such as those about a login e-mail or a forgotten password, are made with what is
// wrong; that they work, a number without an account and other deliveries are a
// Transport's own tests' business.
//
// [RunHTTP] has more checks, for Transports that speak HTTP.
package transporttest

import (
	"maps"
	"slices"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// Config says what to check.
type Config struct {
	// Serve starts a server for one check. It must be set. What has to be closed
	// is closed by t.Cleanup. Where a server costs much, it may be the same one
	// each time.
	Serve func(t testing.TB) Server
	// Except names checks that cannot hold for the Transport, such as "an answer
	// that is lost", and says why: what its documentation does not promise. They
	// are skipped.
	Except map[string]string
}

// A Server is a server with one account, and the ways to make it fail. Every
// field but those of what a person types must be set.
type Server struct {
	// Transport returns a new Transport to the server.
	Transport func() flow.Transport
	// Unreachable returns one whose calls cannot reach any server: nobody listens
	// where it looks.
	Unreachable func() flow.Transport

	// Identifier says who signs in. The account exists.
	Identifier codes.Identifier
	// Code returns the newest code that was sent. Nil: none ever is.
	Code func() string
	// Password is the account's; "" if it has none.
	Password string
	// TokenInAnswer says that the answer to a code or password is what carries the
	// login's token: who loses that answer has a login at the server and nothing to
	// show for it. Then WhoAmI cannot find it, and the step is taken again, with a
	// new code if the old one is used up. False: WhoAmI must find it.
	TokenInAnswer bool

	// Examined returns how many codes and passwords the server has looked at, so
	// far.
	Examined func() int
	// Hang makes the server hear the next such call, and neither act on it nor
	// answer. heard is closed when it has heard it. Neither it nor LoseAnswer is
	// asked for a call that needs no server, nor for one that the Transport does
	// not have.
	Hang func(call flow.CallName) (heard <-chan struct{})
	// LoseAnswer makes the server act on the next such call and break the
	// connection in place of the answer.
	LoseAnswer func(call flow.CallName)
}

// Run runs each check as a subtest.
func Run(t *testing.T, c Config) {
	t.Helper()
	except := maps.Clone(c.Except)
	for _, check := range checks {
		why, skip := except[check.name]
		delete(except, check.name)
		t.Run(check.name, func(t *testing.T) {
			if skip {
				t.Skip(why)
			}
			check.run(t, c.Serve(t))
		})
	}
	for _, name := range slices.Sorted(maps.Keys(except)) {
		t.Errorf("there is no check %q to except", name)
	}
}

// A check has a server of its own.
type check struct {
	name string
	run  func(t testing.TB, s Server)
}

var checks = []check{
	{"without a session", withoutSession},
	{"signs in and out", signsInAndOut},
	{"a Driver signs in", driverSignsIn},
	{"a wrong value", wrongValue},
	{"any call", anyCall},
	{"a session that is none of its own", strangeSession},
	{"a hash of another key", otherKey},
	{"a context that has ended", endedContext},
	{"a context that ends", endingContext},
	{"a server that cannot be reached", unreachable},
	{"an answer that is lost", lostAnswer},
	{"several at once", severalAtOnce},
	{"nothing is left running", leftRunning},
	{"no secret is printed", printed},
	{"a call that few systems have", rareCalls},
	{"what is said unasked", hears},
}
