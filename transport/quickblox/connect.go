package quickblox

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // QuickBlox' default; in an HMAC it is not broken
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// maxSkew is how far our clock may be from the server's before it is taken for the
// reason of a refusal. QuickBlox allows 60 minutes.
const maxSkew = 5 * time.Minute

// shownSession answers POST and GET /session.json. The user of an application's
// session is 0.
type shownSession struct {
	Session struct {
		Token  string `json:"token"`
		UserID *int64 `json:"user_id"`
	} `json:"session"`
}

// open opens a session of the application. That spends nothing and signs nobody
// in, so if it is refused because our clock is wrong, it is made again by the
// server's. All that it sends are settings: a refusal is about them.
func (l *login) open(ctx context.Context) (flow.Answer, error) {
	if l.ApplicationID == "" || l.AuthKey == "" || l.AuthSecret.IsZero() {
		return web.Failed(web.Misconfigured("quickblox.Transport needs ApplicationID, AuthKey and AuthSecret"))
	}
	l.Token, l.Late = "", false
	now := web.Now(l.Now)
	reply, err := l.askToOpen(ctx, now)
	if says(reply, err, "unexpected signature") {
		date, notKnown := http.ParseTime(reply.Header.Get("Date"))
		if notKnown == nil && date.Sub(now).Abs() > maxSkew {
			reply, err = l.askToOpen(ctx, date)
		}
	}
	var out shownSession
	switch {
	case err != nil:
		return meant(err, errors.Misconfigured)
	case reply.JSON(&out) != nil || !web.IsToken(out.Session.Token):
		return nil, reply.Senseless()
	}
	l.Token, l.Expires = out.Session.Token, l.expires(reply).Unix()
	return flow.Connected{}, nil
}

func (l *login) askToOpen(ctx context.Context, now time.Time) (*web.Reply, error) {
	var random [4]byte
	_, _ = rand.Read(random[:]) // it never fails
	signed := map[string]string{
		"application_id": l.ApplicationID,
		"auth_key":       l.AuthKey,
		"timestamp":      strconv.FormatInt(now.Unix(), 10),
		"nonce":          strconv.FormatUint(uint64(binary.BigEndian.Uint32(random[:])>>1), 10), // an int32, as in the SDKs
	}
	signed["signature"] = sign(l.AuthSecret, l.SHA256, signed)
	return l.ask(ctx, http.MethodPost, "/session.json", signed)
}

// sign returns the HMAC, in lower case hex, of name=value pairs, sorted and joined
// with &, values as they are. A field of an object is named as in a form:
// user[login].
func sign(secret codes.Secret, useSHA256 bool, fields map[string]string) string {
	pairs := make([]string, 0, len(fields))
	for name, value := range fields {
		pairs = append(pairs, name+"="+value)
	}
	slices.Sort(pairs)
	hash := sha1.New
	if useSHA256 {
		hash = sha256.New
	}
	mac := hmac.New(hash, []byte(secret.Reveal()))
	mac.Write([]byte(strings.Join(pairs, "&")))
	return hex.EncodeToString(mac.Sum(nil))
}
