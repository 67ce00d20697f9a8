package fake

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ExportLoginToken is auth.exportLoginToken, answered with [LoginToken],
// [LoginTokenMigrateTo] or [LoginTokenSuccess].
type ExportLoginToken struct {
	AppID     int
	AppHash   string
	ExceptIDs []int64
}

// ImportLoginToken is auth.importLoginToken, answered with [LoginTokenMigrateTo] or
// [LoginTokenSuccess].
type ImportLoginToken struct {
	Token string
}

// AcceptLoginToken is auth.acceptLoginToken, which a device that is signed in
// sends, answered with [SessionInfo].
type AcceptLoginToken struct {
	Token string
}

// LoginToken is auth.loginToken: what another device is to accept.
type LoginToken struct {
	Token   string // bytes
	Expires time.Time
}

// LoginTokenMigrateTo is auth.loginTokenMigrateTo: somebody has accepted, and the
// token is to be imported in another data centre.
type LoginTokenMigrateTo struct {
	DC    int
	Token string // bytes
}

// LoginTokenSuccess is auth.loginTokenSuccess.
type LoginTokenSuccess struct {
	Authorization Authorization
}

// SessionInfo is authorization (core.telegram.org/constructor/authorization): the
// login that another device asked for.
type SessionInfo struct {
	Hash  int64
	AppID int
}

// usualLoginTokenLife is how long core.telegram.org/api/qr-login says that a token
// usually lasts.
const usualLoginTokenLife = 30 * time.Second

// A loginToken is one that a key shows, or one that sends a client on from there.
type loginToken struct {
	expires time.Time

	key     *authKey // that shows it
	appID   int
	except  []int64
	account *account // who has accepted it; nil: nobody
	used    bool     // that account has been let in

	from *loginToken // the one that was accepted; nil: this one is shown itself
	via  []int       // where it has to be imported, one after the other
}

// Method returns "auth.exportLoginToken".
func (ExportLoginToken) Method() string { return "auth.exportLoginToken" }

// Method returns "auth.importLoginToken".
func (ImportLoginToken) Method() string { return "auth.importLoginToken" }

// Method returns "auth.acceptLoginToken".
func (AcceptLoginToken) Method() string { return "auth.acceptLoginToken" }

func (q ExportLoginToken) fields(*log) []Field {
	fields := []Field{{"api_id", strconv.Itoa(q.AppID)}, {"api_hash", q.AppHash}}
	for _, id := range q.ExceptIDs {
		fields = append(fields, Field{"except_ids", strconv.FormatInt(id, 10)})
	}
	return fields
}

func (q ImportLoginToken) fields(l *log) []Field { return []Field{{"token", l.login(q.Token)}} }

func (q AcceptLoginToken) fields(l *log) []Field { return []Field{{"token", l.login(q.Token)}} }

// act shows a token, or says what came of the last one that was accepted. That each
// call brings another token, and that the old ones stay good until they expire, is
// inferred; so is what somebody gets who is signed in already.
func (q ExportLoginToken) act(c *call) (any, error) {
	if err := c.s.checkApp(q.AppID, q.AppHash); err != nil {
		return nil, err
	}
	switch accepted := c.key.accepted; {
	case c.key.half:
		return refuse(401, "SESSION_PASSWORD_NEEDED")
	case c.key.user != nil:
		return LoginTokenSuccess{c.authorization(c.key.user)}, nil
	case accepted != nil && !accepted.used:
		return c.bringIn(accepted, accepted.account.QRVia)
	}
	shown := &loginToken{key: c.key, appID: q.AppID, except: slices.Clone(q.ExceptIDs)}
	token := c.newLoginToken(shown)
	return LoginToken{Token: token, Expires: shown.expires}, nil
}

// act goes on where a token was accepted. The errors are documented
// (core.telegram.org/api/qr-login); that a token which sends the client on again is
// not used up by that, and that one which is only shown cannot be imported, is
// inferred.
func (q ImportLoginToken) act(c *call) (any, error) {
	t := c.s.logins[q.Token]
	if t == nil {
		return refuse(400, "AUTH_TOKEN_INVALID")
	}
	switch from := t.from; {
	case t.account != nil, from != nil && from.used:
		return refuse(400, "AUTH_TOKEN_ALREADY_ACCEPTED")
	case !c.now.Before(t.expires):
		return refuse(400, "AUTH_TOKEN_EXPIRED")
	case from == nil || from.account == nil:
		return refuse(400, "AUTH_TOKEN_INVALID")
	}
	via := t.via
	if via[0] == c.key.caller.DC {
		via = via[1:]
	}
	return c.bringIn(t.from, via)
}

func (q AcceptLoginToken) act(c *call) (any, error) {
	if _, err := (GetSelf{}).act(c); err != nil {
		return nil, err
	}
	if c.key.user.bot() {
		return refuse(400, "BOT_METHOD_INVALID")
	}
	return c.acceptLogin(c.key.user, q.Token)
}

// newLoginToken enters a token.
func (c *call) newLoginToken(t *loginToken) string {
	life := c.s.LoginTokenLife
	if life == 0 {
		life = usualLoginTokenLife
	}
	t.expires = c.after(life)
	token := c.s.newName("qr", c.s.log.logins)
	c.s.logins[token] = t
	return token
}

// bringIn lets in whoever accepted a token, here or, by another token, elsewhere.
func (c *call) bringIn(accepted *loginToken, via []int) (any, error) {
	a := accepted.account
	if home := c.s.home(a); len(via) == 0 && home != c.key.caller.DC {
		via = []int{home}
	}
	switch {
	case a.Banned:
		accepted.used = true // so that somebody else can accept another one
		return refuse(400, "PHONE_NUMBER_BANNED")
	case len(via) > 0:
		return LoginTokenMigrateTo{DC: via[0], Token: c.newLoginToken(&loginToken{from: accepted, via: via})}, nil
	}
	accepted.used = true
	answer, err := c.admit(a)
	if authorization, ok := answer.(Authorization); ok {
		return LoginTokenSuccess{authorization}, nil
	}
	return nil, err
}

// acceptLogin has an account accept a token that is shown under another key. That
// the key of a token may be anywhere, and that a token whose key is forgotten is
// invalid, is inferred.
func (c *call) acceptLogin(a *account, token string) (any, error) {
	t := c.s.logins[token]
	switch {
	case t == nil || t.from != nil || t.key.forgotten:
		return refuse(400, "AUTH_TOKEN_INVALID")
	case t.account != nil:
		return refuse(400, "AUTH_TOKEN_ALREADY_ACCEPTED")
	case !c.now.Before(t.expires):
		return refuse(400, "AUTH_TOKEN_EXPIRED")
	case slices.Contains(t.except, a.ID):
		return refuse(400, "AUTH_TOKEN_EXCEPTION")
	}
	t.account, t.key.accepted = a, t
	c.tell(t.key, UpdateLoginToken{})
	return SessionInfo{Hash: int64(c.s.draw()>>1 | 1), AppID: t.appID}, nil
}

// forgetLogins makes an account one that has accepted nothing.
func (c *call) forgetLogins(a *account) {
	for _, t := range c.s.logins {
		if t.account != a {
			continue
		}
		t.account = nil
		if t.key.accepted == t {
			t.key.accepted = nil
		}
	}
}

// Scan plays a person who scans a QR code with the device on which they are signed
// in: the account accepts the token in the address (tg://login?token=...). An
// unknown number, or one that is still unregistered, is [ErrNoAccount]; a refusal is
// a [*RPCError], which for an address of anything else is AUTH_TOKEN_INVALID, as
// TDLib says it (td/telegram/AccountManager.cpp).
func (s *Server) Scan(phone, address string) error {
	return s.aside(phone, func(c *call, a *account) error {
		if a.Unregistered {
			return ErrNoAccount
		}
		_, err := c.acceptLogin(a, loginTokenOf(address))
		return err
	})
}

// loginTokenOf reads an address; "" is no token.
func loginTokenOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "tg" || u.Host != "login" {
		return ""
	}
	token, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(u.Query().Get("token"), "="))
	if err != nil {
		return ""
	}
	return string(token)
}
