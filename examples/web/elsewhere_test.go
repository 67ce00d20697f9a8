package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"html"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// at returns the page at a path, and when and where the browser goes on from it.
func (b *browser) at(path string) (body, refresh string) {
	r, _ := http.NewRequest(http.MethodGet, b.url+path, nil)
	status, body := b.do(r)
	require.Equal(b.t, http.StatusOK, status)
	resp, err := b.Get(b.url + "/")
	require.NoError(b.t, err)
	require.NoError(b.t, resp.Body.Close())
	return body, resp.Header.Get("Refresh")
}

// A code is shown, as a picture and as an address, and what becomes of it without
// anybody's doing at the browser.
func TestQR(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{{"/qr", "", 200, "Scan this code with a Telegram app"}})
	body, refresh := b.at("/")
	require.Equal(t, "1; url=/wait", refresh)
	address := shownToken.FindString(body)
	require.Contains(t, body, `<a href="`+address+`">`)
	shown := regexp.MustCompile(`<img src="data:image/png;base64,([^"]+)"`).FindStringSubmatch(body)
	require.Len(t, shown, 2)
	picture, err := base64.StdEncoding.DecodeString(html.UnescapeString(shown[1]))
	require.NoError(t, err)
	_, err = png.Decode(bytes.NewReader(picture))
	require.NoError(t, err)

	require.NoError(t, srv.Scan(grace, address))
	body, refresh = b.at("/wait")
	require.Contains(t, body, `action="/password"`)
	require.NotContains(t, body, "Signing in as", "no number was given")
	require.Empty(t, refresh)
	visits(b, []visit{{"/password", form("password", "pass word"), 200, "Signed in as <bdi>Grace"}})
	body, _ = b.at("/wait")
	require.Contains(t, body, "Signed in as <bdi>Grace", "there is nothing to wait for")
}

// One that is over is replaced, and a number can be entered in its place.
func TestQROver(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	srv.LoginTokenLife = time.Second
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{{"/qr", "", 200, "Scan this code"}})
	first, _ := b.at("/")
	second, refresh := b.at("/wait")
	require.Contains(t, second, "Scan this code")
	require.NotEqual(t, shownToken.FindString(first), shownToken.FindString(second))
	require.Equal(t, "1; url=/wait", refresh)

	body, _ := b.at("/?number")
	require.Contains(t, body, `action="/number"`)
	require.NotContains(t, body, "Scan this code")

	// What was refused there can be corrected there.
	resp, err := b.PostForm(ts.URL+"/number", url.Values{"number": {"nonsense"}})
	require.NoError(t, err)
	refused, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusUnprocessableEntity, resp.StatusCode)
	require.Contains(t, string(refused), says(errors.PhoneNumberInvalid))
	require.Contains(t, string(refused), `action="/number"`)
	require.Empty(t, resp.Header.Get("Refresh"))

	visits(b, []visit{
		{"/number", form("number", ada), 200, `action="/code"`},
		{"/qr", "", 200, "Scan this code"},
		{"/cancel", "", 200, `action="/number"`},
		{"/qr", "", 200, "Scan this code"},
	})
}

// listening counts those who listen, and tells of each.
type listening struct {
	flow.Listener
	began chan struct{}
	n     atomic.Int64
}

func (l *listening) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	l.n.Add(1)
	l.began <- struct{}{}
	return l.Listener.Listen(ctx, s)
}

// One tab waits for a login; another one is shown the page meanwhile.
func TestOneWaits(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	l := &listening{Listener: srv.Transport(), began: make(chan struct{}, 9)}
	ts := httptest.NewServer((&site{driver: &flow.Driver{Transport: l}}).handler())
	t.Cleanup(ts.Close)
	b := open(t, ts)
	visits(b, []visit{{"/qr", "", 200, "Scan this code"}})
	body, _ := b.at("/")
	address := shownToken.FindString(body)

	waited := make(chan string, 1)
	go func() {
		resp, err := b.Get(ts.URL + "/wait")
		if err != nil {
			waited <- err.Error()
			return
		}
		defer func() { _ = resp.Body.Close() }()
		page, _ := io.ReadAll(resp.Body)
		waited <- string(page)
	}()
	<-l.began
	second, refresh := b.at("/wait")
	require.Equal(t, address, shownToken.FindString(second))
	require.Equal(t, "1; url=/wait", refresh)
	require.EqualValues(t, 1, l.n.Load())

	require.NoError(t, srv.Scan(grace, address))
	require.Contains(t, <-waited, `action="/password"`)
	visits(b, []visit{{"/cancel", "", 200, `action="/qr"`}, {"/qr", "", 200, "Scan this code"}})
	body, _ = b.at("/")
	require.NoError(t, srv.Scan(ada, shownToken.FindString(body)))
	body, _ = b.at("/wait")
	require.Contains(t, body, "Signed in as <bdi>Ada", "it can be waited for again")
	require.EqualValues(t, 2, l.n.Load())
}

// Who has a browser that does not know the login waits for nothing.
func TestWaitWithoutCookie(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	b.Jar = nil
	body, refresh := b.at("/wait")
	require.Contains(t, body, `action="/number"`)
	require.Empty(t, refresh)
	require.Empty(t, srv.Calls())
}

func TestPasskey(t *testing.T) {
	all, authenticator := accounts(), fake.NewAuthenticator()
	all[0].ID, all[0].DC = 7, 2
	all[0].Passkeys = []fake.Passkey{authenticator.Credential(2, 7)}
	srv := mtprototest.New(t, all...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{
		{"/passkey-options", "", 200, `<script src="/passkey.js" defer></script>`},
		{"/passkey", form("response", "nonsense"), 422, says(errors.CredentialInvalid)},
	})
	body, _ := b.at("/")
	options := regexp.MustCompile(`data-options="([^"]+)"`).FindStringSubmatch(body)
	require.Len(t, options, 2)
	response, err := authenticator.Assert(html.UnescapeString(options[1]))
	require.NoError(t, err)
	visits(b, []visit{{"/passkey", url.Values{"response": {response}}.Encode(), 200, "Signed in as <bdi>Ada"}})

	resp, err := b.Get(ts.URL + "/passkey.js")
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, "text/javascript; charset=utf-8", resp.Header.Get("Content-Type"))
	require.Contains(t, resp.Header.Get("Content-Security-Policy"), "script-src 'self'")
}

func TestPayment(t *testing.T) {
	srv := mtprototest.New(t, accounts()...)
	_, ts := serveSite(t, srv)
	b := open(t, ts)
	visits(b, []visit{{"/number", form("number", pay), 200, "<bdi>&lt;b&gt;code</bdi>, for 199 in the smallest units of <bdi>EUR</bdi>"}})
	body, refresh := b.at("/")
	require.Contains(t, body, "write to <bdi>help@example.com</bdi>, with the subject: <bdi>&lt;i&gt;</bdi>")
	require.Equal(t, "1; url=/wait", refresh)
	require.NoError(t, srv.Pay(pay))
	body, _ = b.at("/wait")
	require.Contains(t, body, `action="/code"`)
	visits(b, []visit{{"/code", form("code", "22222"), 200, "Signed in as <bdi>Pay"}})
}
