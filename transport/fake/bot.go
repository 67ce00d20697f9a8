package fake

import (
	"fmt"
	"strconv"
)

// ImportBotAuthorization is auth.importBotAuthorization, answered with
// [Authorization].
type ImportBotAuthorization struct {
	AppID   int
	AppHash string
	Token   string // bot_auth_token
}

// ImportWebTokenAuthorization is auth.importWebTokenAuthorization, answered with
// [Authorization].
type ImportWebTokenAuthorization struct {
	AppID   int
	AppHash string
	Token   string // web_auth_token
}

// Method returns "auth.importBotAuthorization".
func (ImportBotAuthorization) Method() string { return "auth.importBotAuthorization" }

// Method returns "auth.importWebTokenAuthorization".
func (ImportWebTokenAuthorization) Method() string { return "auth.importWebTokenAuthorization" }

func (q ImportBotAuthorization) fields(*log) []Field {
	return []Field{{"api_id", strconv.Itoa(q.AppID)}, {"api_hash", q.AppHash}, {"bot_auth_token", q.Token}}
}

func (q ImportWebTokenAuthorization) fields(*log) []Field {
	return []Field{{"api_id", strconv.Itoa(q.AppID)}, {"api_hash", q.AppHash}, {"web_auth_token", q.Token}}
}

func (q ImportBotAuthorization) act(c *call) (any, error) {
	return c.byToken(q, q.AppID, q.AppHash, q.Token, "ACCESS_TOKEN_INVALID", func(a *account) (any, error) {
		if a.BotTokenExpired {
			return refuse(400, "ACCESS_TOKEN_EXPIRED")
		}
		return c.admit(a)
	}, func(a *account) string { return a.BotToken })
}

// act lets somebody in by a token that their browser got. That it is good once, and
// that another data centre than the account's sends the client there, is inferred;
// so is the one refusal that is known, for a token that never was.
func (q ImportWebTokenAuthorization) act(c *call) (any, error) {
	return c.byToken(q, q.AppID, q.AppHash, q.Token, "WEBAUTH_TOKEN_EXPIRED", func(a *account) (any, error) {
		a.WebToken = ""
		return c.admit(a)
	}, func(a *account) string { return a.WebToken })
}

// byToken finds the account that a token belongs to. What is not examined here is
// not spent: the home data centre does that.
func (c *call) byToken(
	q Query, appID int, appHash, token, wrong string, admit func(*account) (any, error), of func(*account) string,
) (any, error) {
	if err := c.s.checkApp(appID, appHash); err != nil {
		return nil, err
	}
	a := c.s.owner(token, of)
	if a != nil {
		if err := c.atHome(a); err != nil {
			return nil, err
		}
	}
	c.s.log.examine(q, c.key, "", token)
	switch {
	case a == nil:
		return refuse(400, wrong)
	case a.Banned:
		return refuse(400, "PHONE_NUMBER_BANNED")
	}
	return admit(a)
}

// owner finds the account with a token; nil: there is none.
func (s *Server) owner(token string, of func(*account) string) *account {
	if token == "" {
		return nil
	}
	for _, a := range s.accounts {
		if of(a) == token {
			return a
		}
	}
	return nil
}

// atHome refuses a call for an account that lives elsewhere and has named no phone
// number (core.telegram.org/api/errors#303-see-other).
func (c *call) atHome(a *account) error {
	if home := c.s.home(a); home != c.key.caller.DC {
		return refusal(303, fmt.Sprintf("USER_MIGRATE_%d", home))
	}
	return nil
}

// checkApp examines the application that a call names.
func (s *Server) checkApp(id int, hash string) error {
	if s.AppID != 0 && id != s.AppID || s.AppHash != "" && hash != s.AppHash {
		return refusal(400, "API_ID_INVALID")
	}
	return nil
}
