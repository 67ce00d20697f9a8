package kii

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/stepin-go/stepin/transport/internal/web"
)

// asApp asks for a token as the application. Both endpoints take JSON: so the guide
// does with the application's, and the legacy one has it "for the compatibility"
// (https://documentation.kii.com/rest/oauth2/token).
func (t *Transport) asApp(name string, body grantRequest) web.Request {
	key := cmp.Or(t.AppKey, "x")
	r := web.Request{Name: name, Method: http.MethodPost, Body: body, URL: t.app("/oauth2/token"), Header: web.Basic(t.AppID, key)}
	if t.Legacy {
		r.URL, r.Header = t.base()+"/oauth2/token", http.Header{"X-Kii-AppID": {t.AppID}, "X-Kii-AppKey": {key}}
	}
	return r
}

// asUser asks for something in the name of who has a token.
func (t *Transport) asUser(name, path, token string, body any) web.Request {
	return web.Request{Name: name, Method: http.MethodPost, URL: t.app(path), Header: web.Bearer(token), Body: body}
}

func (t *Transport) base() string { return strings.TrimRight(t.URL, "/") }

func (t *Transport) app(path string) string {
	return t.base() + "/apps/" + url.PathEscape(t.AppID) + path
}

// settings says what is missing.
func (t *Transport) settings() error {
	if t.URL == "" || t.AppID == "" {
		return web.Misconfigured("URL and AppID must be set")
	}
	return nil
}

// ask makes a request, once. A refusal has a name, errorCode or else OAuth's error.
// Its message is left alone: it may repeat what was typed.
func (l *login) ask(ctx context.Context, r web.Request, out web.Result, reasons reasons) error {
	if err := l.settings(); err != nil {
		return err
	}
	_, bare, _ := strings.Cut(l.Username, ":")
	r.Secrets = web.Secrets(l.call, l.Username, bare, l.Account.ID, l.Pending, l.Hash, l.Access, l.Refresh)
	client := web.Client{RoundTripper: l.HTTP, Insecure: l.Insecure}
	return client.Ask(ctx, r, out, func(reply *web.Reply) error {
		var said struct{ ErrorCode, Error string }
		if reply.JSON(&said) != nil {
			return reply.No("", nil)
		}
		return reply.No(cmp.Or(said.ErrorCode, said.Error), reasons)
	})
}
