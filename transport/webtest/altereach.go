package webtest

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"testing"
)

const (
	// mostRequests bounds the requests of one play.
	mostRequests = 64
	// mostAlterations bounds those of one request.
	mostAlterations = 1024
)

// Altered says how [AlterEach] is to alter requests.
type Altered struct {
	// Play does what makes the requests, such as a whole sign-in, on a new server
	// each time. Its transport sends them with carrier, so one after the other and in
	// the same order each time. It must put up with failure: one of its requests is
	// going to be refused.
	Play func(t testing.TB, carrier http.RoundTripper)
	// Headers are altered too, in each request that has them.
	Headers []string
	// Refused reports whether an answer says no.
	Refused func(status int, body []byte) bool
	// Except names requests that may be taken for good, as in "POST /token: body
	// scope missing", and says why.
	Except map[string]string
}

// AlterEach plays again and again, each time with one request altered in one
// thing ([Alterations]), until each request was altered in each way. It fails for
// each that was taken for good, for an exception that did not come up, and if a
// play is refused anything in which nothing was altered.
func AlterEach(t *testing.T, a Altered) {
	t.Helper()
	for _, complaint := range a.complaints(t) {
		t.Error(complaint)
	}
}

// complaints are what AlterEach finds.
func (a *Altered) complaints(t testing.TB) (all []string) {
	carrier := oneShot()
	good := a.play(t, carrier, nowhere, 0)
	switch {
	case len(good.refused) > 0:
		return append(all, fmt.Sprintf("refused, and nothing was altered: %q", good.refused))
	case good.err != nil:
		return append(all, fmt.Sprintf("nothing was altered: %v", good.err))
	case good.requests == 0 || good.requests > mostRequests:
		return append(all, fmt.Sprintf("a play has %d requests; want 1 to %d", good.requests, mostRequests))
	}
	seen, headers := map[string]bool{}, good.headers
	for request := range good.requests {
		for which := range mostAlterations {
			p := a.play(t, carrier, request, which)
			switch {
			case p.err != nil:
				return append(all, p.err.Error())
			case p.requests <= request:
				return append(all, fmt.Sprintf("a play had %d requests, and another one %d", good.requests, p.requests))
			}
			if p.altered == "" {
				break // in all ways
			}
			_, excepted := a.Except[p.altered]
			seen[p.altered] = true
			if p.taken && !excepted && !slices.Contains(all, p.altered) {
				all = append(all, p.altered)
			}
		}
	}
	for i, name := range all {
		all[i] = name + ", and it was taken for good"
	}
	for _, name := range slices.Sorted(maps.Keys(a.Except)) {
		if !seen[name] {
			all = append(all, fmt.Sprintf("there is no %q to except", name))
		}
	}
	for _, name := range a.Headers {
		if !headers[http.CanonicalHeaderKey(name)] {
			all = append(all, "no request has a header "+name)
		}
	}
	return all
}

// nowhere is the number of no request.
const nowhere = -1

// A play is one play, and the RoundTripper of it.
type play struct {
	*Altered
	carrier http.RoundTripper
	// at is the request that is altered, and which the way.
	at, which int

	requests int
	headers  map[string]bool // that were seen, of Headers
	refused  []string        // of those that were not altered, up to the altered one
	altered  string          // what was
	taken    bool            // for good
	err      error
}

func (a *Altered) play(t testing.TB, carrier http.RoundTripper, at, which int) *play {
	p := &play{Altered: a, carrier: carrier, at: at, which: which, headers: map[string]bool{}}
	a.Play(t, p)
	return p
}

// RoundTrip sends a request, altered if it is its turn.
func (p *play) RoundTrip(r *http.Request) (*http.Response, error) {
	number := p.requests
	p.requests++
	name := r.Method + " " + r.URL.Path + ": "
	var headers []string
	for _, header := range p.Headers {
		if r.Header.Get(header) != "" {
			headers = append(headers, header)
			p.headers[http.CanonicalHeaderKey(header)] = true
		}
	}
	if number == p.at {
		body := r.Body
		if body != nil {
			defer func() { _ = body.Close() }()
		}
		r = r.Clone(r.Context())
		all, err := Alterations(r, headers...)
		if err != nil {
			p.err = fmt.Errorf("%s%w", name, err)
			return nil, p.err
		}
		if p.which < len(all) {
			r, p.altered = all[p.which].Request, name+all[p.which].Name
		}
	}
	answer, err := p.carrier.RoundTrip(r)
	if err != nil {
		p.err = fmt.Errorf("%sno answer: %w", name, err)
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	_ = answer.Body.Close()
	if err != nil {
		p.err = fmt.Errorf("%sno whole answer: %w", name, err)
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	switch refused := p.Refused(answer.StatusCode, body); {
	case number == p.at && p.altered != "":
		p.taken = !refused
	case refused:
		p.refused = append(p.refused, fmt.Sprintf("%s%d", name, answer.StatusCode))
	}
	return answer, nil
}

// oneShot leaves no connection open.
func oneShot() *http.Transport { return &http.Transport{DisableKeepAlives: true} }
