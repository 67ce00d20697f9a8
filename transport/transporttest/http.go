package transporttest

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// HTTPConfig says what [RunHTTP] is to check.
type HTTPConfig struct {
	// Serve starts a server for one check. It must be set. What has to be closed
	// is closed by t.Cleanup.
	Serve func(t testing.TB) HTTPServer
	// Except names checks that cannot hold for the Transport, such as "a redirect",
	// and says why. They are skipped.
	Except map[string]string
}

// An HTTPServer is a server with one account and without a listener: the checks
// listen in its place, and change what goes through.
type HTTPServer struct {
	// Handler is the server. It must be set. A check begins dozens of logins, so it
	// must not mind how soon one code follows another.
	Handler http.Handler
	// Transport returns a new Transport to a server at an address such as
	// http://127.0.0.1:8080. It must be set, and be what would be used in earnest:
	// with no round tripper of the test's, and no permission to go without TLS.
	Transport func(url string) flow.Transport

	// Identifier says who signs in. The account exists.
	Identifier codes.Identifier
	// Code returns the newest code that was sent. Nil: none ever is.
	Code func() string
	// Password is the account's; "" if it has none.
	Password string
}

// RunHTTP checks, each in a subtest, what a Transport can get wrong that speaks
// HTTP: that it believes no answer but a whole one of its system, bounded, at the
// address that it asked; and that it sends secrets nowhere else, nor in the clear,
// nor where they are logged. It meets with each fault at each request of a
// sign-in, and can finish the sign-in afterwards. What every Transport promises is
// checked by [Run].
func RunHTTP(t *testing.T, c HTTPConfig) {
	t.Helper()
	except := maps.Clone(c.Except)
	for _, check := range httpChecks {
		why, skip := except[check.name]
		delete(except, check.name)
		t.Run(check.name, func(t *testing.T) {
			if skip {
				t.Skip(why)
			}
			check.run(t, newDoor(t, c.Serve(t)))
		})
	}
	for _, name := range slices.Sorted(maps.Keys(except)) {
		t.Errorf("there is no check %q to except", name)
	}
}

// An httpCheck has a server of its own.
type httpCheck struct {
	name string
	run  func(t testing.TB, d *door)
}

var httpChecks = []httpCheck{
	{"a page of somebody in between", strangePage},
	{"an answer of another shape", otherShape},
	{"an answer cut short", cutShort},
	{"an answer of 10 MB", tooLong},
	{"an answer without an end", endless},
	{"an answer that drips", drips},
	{"another protocol", otherProtocol},
	{"a header of 1 MB", longHeader},
	{"a redirect", redirected},
	{"without TLS", withoutTLS},
	{"a certificate that nobody vouches for", strangeCertificate},
	{"what others can read", openlyReadable},
	{"an answer that repeats what was typed", repeated},
}
