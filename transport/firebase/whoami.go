package firebase

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// whoAmI tells how far a login has come. The service is asked about tokens alone:
// of what comes before it keeps nothing that could be asked for. If it does not take
// the ID token any more, the refresh token says whether the login is over.
func (l *login) whoAmI(ctx context.Context) (flow.Answer, error) {
	var err error
	switch {
	case l.Tokens.ID != "":
		over := web.IsOver(l.Tokens.Expires, web.Now(l.Now))
		if !over {
			err = l.lookUp(ctx)
		}
		if over || web.IsLost(err) {
			err = l.refresh(ctx)
		}
	case l.Half.Pending != "":
		return l.Half.codeSent(), nil
	case l.Email != "":
		return flow.PasswordWanted{}, nil
	default:
		return flow.Nobody{}, nil
	}
	if refusal := web.Refusal(err); refusal != nil && refusal.Reason == errors.UserDeactivated {
		*l.data = data{} // these tokens are dead, too
	}
	return web.Standing(l.data, l.Tokens.Account, err)
}

// found answers accounts:lookup: it must be about who signed in.
type found struct {
	Users []struct {
		LocalID string `json:"localId"`
		Name    string `json:"displayName"`
	} `json:"users"`
	who string
}

// Sensible implements [web.Result].
func (f *found) Sensible() bool { return len(f.Users) == 1 && f.Users[0].LocalID == f.who }

// lookUp asks whose the ID token is.
func (l *login) lookUp(ctx context.Context) error {
	out := found{who: l.Tokens.Account.ID}
	err := l.ask(ctx, cmp.Or(l.URL, publicURL), "/v1/accounts:lookup", fields{"idToken": l.Tokens.ID}, &out)
	if err == nil {
		l.Tokens.Account = web.Account(out.who, "", out.Users[0].Name)
	}
	return err
}

// refreshed answers a refresh; this service's names have another form.
type refreshed struct {
	ID        string      `json:"id_token"`
	Refresh   string      `json:"refresh_token"`
	ExpiresIn json.Number `json:"expires_in"` // a string
	UserID    string      `json:"user_id"`
	who       string
}

// Sensible implements [web.Result].
func (r *refreshed) Sensible() bool { return web.IsToken(r.ID, r.Refresh) && r.UserID == r.who }

// refresh exchanges the refresh token for a new ID token, as
// firebase.google.com/docs/reference/rest/auth#section-refresh-token says. It can be
// done again, so an answer that is lost is no harm.
func (l *login) refresh(ctx context.Context) error {
	out := refreshed{who: l.Tokens.Account.ID}
	err := l.ask(ctx, cmp.Or(l.TokenURL, publicTokenURL), "/v1/token",
		url.Values{"grant_type": {"refresh_token"}, "refresh_token": {l.Tokens.Refresh}}, &out)
	if err == nil {
		l.keep(out.ID, out.Refresh, out.ExpiresIn, l.Tokens.Account)
	}
	return err
}
