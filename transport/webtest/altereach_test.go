package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A door is a server with two routes: who says the right word is given a ticket,
// and who shows the ticket is let in.
type door struct {
	unchecked string // what it does not look at
}

func (d door) start(t testing.TB) *Server {
	no := Response{Status: http.StatusForbidden}
	sees := func(name string, ok bool) bool { return ok || d.unchecked == name }
	s := Start(Routes{
		"POST /ticket": func(r *Request) Response {
			var in struct {
				Word  string
				Guest struct{ Name string }
			}
			err := r.JSON(&in)
			switch {
			case !sees("kind", r.Kind() == "application/json"), err != nil,
				!sees("word", in.Word == "sesame"), !sees("name", in.Guest.Name == "ada"),
				!sees("key", r.Query.Get("key") == "k1"):
				return no
			}
			return Response{Status: http.StatusOK, Body: map[string]string{"ticket": "t7"}}
		},
		"POST /enter": func(r *Request) Response {
			if !sees("ticket", r.Header.Get("X-Ticket") == "t7") {
				return no
			}
			return Response{Status: http.StatusOK}
		},
	})
	t.Cleanup(s.Close)
	return s
}

// visit goes through the door.
func (d door) visit(t testing.TB, carrier http.RoundTripper) {
	s := d.start(t)
	send := func(path, header, value, body string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set(header, value)
		answer, err := carrier.RoundTrip(r)
		if err == nil {
			require.NoError(t, answer.Body.Close())
		}
	}
	send("/ticket?key=k1", "Content-Type", "application/json", `{"word":"sesame","guest":{"name":"ada"}}`)
	send("/enter", "X-Ticket", "t7", "")
}

func refused(status int, _ []byte) bool { return status >= http.StatusBadRequest }

func TestAlterEach(t *testing.T) {
	AlterEach(t, Altered{Play: door{}.visit, Headers: []string{"content-type", "X-Ticket"}, Refused: refused})
}

func TestAlterEachFindsWhatIsNotChecked(t *testing.T) {
	for unchecked, want := range map[string][]string{
		"kind":   {"POST /ticket: header Content-Type changed", "POST /ticket: header Content-Type missing"},
		"word":   {"POST /ticket: body word changed", "POST /ticket: body word missing"},
		"name":   {"POST /ticket: body guest missing", "POST /ticket: body guest.name changed", "POST /ticket: body guest.name missing"},
		"key":    {"POST /ticket: query key changed", "POST /ticket: query key missing"},
		"ticket": {"POST /enter: header X-Ticket changed", "POST /enter: header X-Ticket missing"},
	} {
		a := Altered{Play: door{unchecked}.visit, Headers: []string{"Content-Type", "X-Ticket"}, Refused: refused}
		var found []string
		for _, complaint := range a.complaints(t) {
			name, ok := strings.CutSuffix(complaint, ", and it was taken for good")
			require.True(t, ok, complaint)
			found = append(found, name)
		}
		require.ElementsMatch(t, want, found, unchecked)

		a.Except = map[string]string{}
		for _, name := range want {
			a.Except[name] = "nobody looks at it"
		}
		require.Empty(t, a.complaints(t), unchecked)
	}
}

func TestAlterEachDistrustsItsOwnSettings(t *testing.T) {
	good := Altered{Play: door{}.visit, Refused: refused}
	plays := 0
	for name, tt := range map[string]struct {
		spoil func(*Altered)
		want  string
	}{
		"an exception that is none": {func(a *Altered) {
			a.Except = map[string]string{"POST /ticket: body x missing": ""}
		}, `there is no "POST /ticket: body x missing" to except`},
		"a header that nobody sends": {func(a *Altered) { a.Headers = []string{"X-Tikcet"} }, "no request has a header X-Tikcet"},
		"all is refused":             {func(a *Altered) { a.Refused = func(int, []byte) bool { return true } }, "nothing was altered"},
		"no request":                 {func(a *Altered) { a.Play = func(testing.TB, http.RoundTripper) {} }, "has 0 requests"},
		"fewer requests later": {func(a *Altered) {
			a.Play = func(t testing.TB, carrier http.RoundTripper) {
				if plays++; plays == 1 {
					door{}.visit(t, carrier)
				}
			}
		}, "2 requests, and another one 0"},
		"endless": {func(a *Altered) {
			a.Play = func(t testing.TB, carrier http.RoundTripper) {
				s := door{}.start(t)
				for range mostRequests + 1 {
					r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/enter", nil)
					require.NoError(t, err)
					r.Header.Set("X-Ticket", "t7")
					answer, err := carrier.RoundTrip(r)
					require.NoError(t, err)
					require.NoError(t, answer.Body.Close())
				}
			}
		}, "has 65 requests"},
		"nobody answers": {func(a *Altered) {
			a.Play = func(t testing.TB, carrier http.RoundTripper) {
				s := door{}.start(t)
				s.LoseBefore("POST /enter")
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/enter", nil)
				require.NoError(t, err)
				_, err = carrier.RoundTrip(r) //nolint:bodyclose // there is none
				require.Error(t, err)
			}
		}, "no answer"},
	} {
		t.Run(name, func(t *testing.T) {
			a := good
			tt.spoil(&a)
			all := a.complaints(t)
			require.NotEmpty(t, all)
			require.Contains(t, strings.Join(all, "\n"), tt.want)
		})
	}
}

// What Play's transport gets is the server's answer, whole.
func TestAlterEachPassesAnswersOn(t *testing.T) {
	var tickets []string
	a := Altered{Refused: refused, Play: func(t testing.TB, carrier http.RoundTripper) {
		s := door{}.start(t)
		body := `{"word":"sesame","guest":{"name":"ada"}}`
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/ticket?key=k1", strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		answer, err := carrier.RoundTrip(r)
		require.NoError(t, err)
		defer func() { _ = answer.Body.Close() }()
		var got bytes.Buffer
		_, err = got.ReadFrom(answer.Body)
		require.NoError(t, err)
		var out struct{ Ticket string }
		if json.Unmarshal(got.Bytes(), &out) == nil {
			tickets = append(tickets, fmt.Sprintf("%d %s", answer.StatusCode, out.Ticket))
		}
	}}
	require.Empty(t, a.complaints(t))
	require.Equal(t, []string{"200 t7", "200 t7"}, tickets, "the first and the last play alter nothing")
}
