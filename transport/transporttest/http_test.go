package transporttest_test

import (
	"crypto/tls"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/transporttest"
)

func insecure() *tls.Config {
	return &tls.Config{InsecureSkipVerify: true}
}

// What has no bad habits passes, by both ways of signing in.
func TestRunHTTP(t *testing.T) {
	for name, factor := range map[string]bool{"a password": false, "a password and a code": true} {
		t.Run(name, func(t *testing.T) {
			transporttest.RunHTTP(t, transporttest.HTTPConfig{Serve: func(t testing.TB) transporttest.HTTPServer {
				return startDesk(t, factor).httpServer(t, habits{})
			}})
		})
	}
}

// A Transport with a bad habit fails the checks that are there for it.
func TestBadHabitsFail(t *testing.T) {
	const (
		page     = "a page of somebody in between"
		shape    = "an answer of another shape"
		cut      = "an answer cut short"
		long     = "an answer of 10 MB"
		endless  = "an answer without an end"
		drips    = "an answer that drips"
		protocol = "another protocol"
		header   = "a header of 1 MB"
		redirect = "a redirect"
		noTLS    = "without TLS"
		impostor = "a certificate that nobody vouches for"
		readable = "what others can read"
		repeats  = "an answer that repeats what was typed"
	)
	transporttest.SetPatience(t, time.Second)
	missed := map[string]bool{}
	for _, name := range transporttest.HTTPNames() {
		missed[name] = true
	}
	for name, tt := range map[string]struct {
		bad   habits
		fails []string
	}{
		"reads to the end":         {habits{reads: true}, []string{long, endless}},
		"takes any header":         {habits{takesAll: true}, []string{header}},
		"changes the protocol":     {habits{switches: true}, []string{protocol}},
		"ignores its context":      {habits{deaf: true}, []string{drips}},
		"believes what is no JSON": {habits{trusts: true}, []string{page, shape, cut}},
		"believes any 401":         {habits{believes: true}, []string{page}},
		"blames the person":        {habits{blames: true}, []string{page}},
		"follows redirects":        {habits{follows: true}, []string{redirect}},
		"asks again":               {habits{insists: true}, []string{page}},
		"needs no TLS":             {habits{open: true}, []string{noTLS}},
		"takes any certificate":    {habits{naive: true}, []string{impostor}},
		"writes into addresses":    {habits{inURL: true}, []string{readable}},
		"keeps cookies":            {habits{hoards: true}, []string{readable}},
		"quotes the server":        {habits{quotes: true}, []string{repeats}},
		"panics":                   {habits{panics: true}, []string{shape}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, check := range tt.fails {
				said := recorded(t, func(r testing.TB) {
					transporttest.CheckHTTP(r, check, startDesk(t, true).httpServer(r, tt.bad))
				})
				require.NotEmpty(t, said, check)
				t.Logf("%s: %q", check, said[0])
				delete(missed, check)
			}
		})
	}
	require.Empty(t, slices.Collect(maps.Keys(missed)), "nothing fails these checks")
}

// A Transport that asks elsewhere has met with nothing, and not passed.
func TestAsksElsewhere(t *testing.T) {
	for _, check := range []string{"a redirect", "an answer of 10 MB"} {
		said := recorded(t, func(r testing.TB) {
			d := startDesk(t, true)
			s := d.httpServer(r, habits{})
			to := s.Transport
			s.Transport = func(url string) flow.Transport {
				if strings.HasSuffix(url, ":1") {
					return to(url)
				}
				return to(d.URL)
			}
			transporttest.CheckHTTP(r, check, s)
		})
		require.NotEmpty(t, said, check)
	}
}

// Where in memory an error lies is no secret, whatever letters its address has.
func TestAddressesAreNotSearched(t *testing.T) {
	for _, form := range transporttest.Forms(nil, fmt.Errorf("a: %w", errors.New("b"))) {
		require.NotRegexp(t, "0x[0-9a-f]", form)
	}
}
