package quickblox

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// fields are those of an object. What POST /login.json takes has one of the documented
// forms.
type fields map[string]any

// ask makes one request under the session, if there is one. What is no yes is an
// error, too: see [web.Refusal].
func (l *login) ask(ctx context.Context, method, path string, body any, typed ...string) (*web.Reply, error) {
	header := http.Header{}
	if l.Token != "" {
		header.Set("QB-Token", l.Token)
	}
	client := web.Client{RoundTripper: l.HTTP, Insecure: l.Insecure}
	reply, err := client.Do(ctx, web.Request{
		Name: method + " " + path, Method: method, Header: header, Body: body,
		URL:     strings.TrimSuffix(cmp.Or(l.URL, "https://api.quickblox.com"), "/") + path,
		Secrets: web.Secrets(l.call, append(typed, l.Who, l.Token, l.AuthSecret.Reveal())...),
	})
	if err == nil && reply.Status/100 != 2 {
		err = reply.No(said(reply), nil)
	}
	return reply, err
}

// expires is when the session of a request ends: as a header says, else two hours
// from now.
func (t *Transport) expires(r *web.Reply) time.Time {
	const life, longest = 2 * time.Hour, 100 * 365 * 24 * time.Hour
	now := web.Now(t.Now)
	end, err := time.Parse("2006-01-02 15:04:05 UTC", r.Header.Get("QB-Token-ExpirationDate"))
	if err != nil || end.Before(now) || end.Sub(now) > longest {
		return now.Add(life)
	}
	return end
}

// isDead reports whether a refusal says that the session has ended, of a request that
// carries no more than the session's token. (A page that somebody in between shows is
// no refusal.)
func isDead(err error) bool {
	refusal := web.Refusal(err)
	return refusal != nil && refusal.Code == http.StatusUnauthorized
}

// isGone reports the same of a sign-in. A wrong password is 401 too; the words tell
// them apart, as in the vendor's SDK (quickblox-javascript-sdk, src/qbProxy.js).
func isGone(reply *web.Reply, err error) bool {
	return isDead(err) && says(reply, err, "session does not exist")
}

// says reports whether a refusal has these words in the server's own text: a secret
// can be a part of them, and is not in the refusal's.
func says(reply *web.Reply, err error, words string) bool {
	return web.Refusal(err) != nil && strings.Contains(strings.ToLower(said(reply)), words)
}

// isSenselessNo reports whether an answer is no refusal, and can mean nothing but no
// either, if it is the server's: a 4xx of the request itself.
func isSenselessNo(reply *web.Reply, err error) bool {
	return err != nil && reply != nil && web.Refusal(err) == nil &&
		reply.Status/100 == 4 && reply.Status != http.StatusRequestTimeout
}

// meant makes an answer of the error of ask. A refusal that nothing else is known of
// means reason; to the server it is a status.
func meant(err error, reason errors.Reason) (flow.Answer, error) {
	if refusal := web.Refusal(err); refusal != nil && refusal.Class == errors.Unknown {
		refusal.Reason, refusal.Class = reason, errors.ClassOf(reason)
	}
	return web.Failed(err)
}

// said is what QuickBlox says of an error; "": this is none of its answers.
func said(r *web.Reply) string {
	var out struct {
		Errors any `json:"errors"`
	}
	if r.Status < http.StatusBadRequest || r.JSON(&out) != nil {
		return ""
	}
	return strings.Join(texts(nil, "", out.Errors), "; ")
}

// mostTexts bounds what is read of errors: a name may be long, and goes before each.
const mostTexts = 8

// texts adds to a list what errors can be: a text, or a list of texts, or either by
// the name of a field, where "base" is the whole.
func texts(all []string, about string, errors any) []string {
	switch v := errors.(type) {
	case string:
		if len(all) < mostTexts {
			all = append(all, strings.TrimSpace(strings.TrimPrefix(about, "base")+" "+v))
		}
	case []any:
		for _, one := range v {
			all = texts(all, about, one)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			all = texts(all, name, v[name])
		}
	}
	return all
}
