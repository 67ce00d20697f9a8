package fake

import (
	"slices"
	"strconv"
)

// ExportAuthorization is auth.exportAuthorization, answered with
// [ExportedAuthorization]: somebody who is signed in wants to be so in another
// data centre too (core.telegram.org/api/datacenter#authorization-transfer).
type ExportAuthorization struct {
	DC int
}

// ImportAuthorization is auth.importAuthorization, answered with
// [Authorization].
type ImportAuthorization struct {
	ID    int64
	Bytes string
}

// ExportedAuthorization is auth.exportedAuthorization. It can be imported once,
// in the data centre that it was exported for, while the key that asked for it
// is signed in.
type ExportedAuthorization struct {
	ID    int64 // the user's
	Bytes string
}

// An export is an authorization on its way.
type export struct {
	from *authKey
	user *account
	dc   int
}

// Method returns "auth.exportAuthorization".
func (ExportAuthorization) Method() string { return "auth.exportAuthorization" }

// Method returns "auth.importAuthorization".
func (ImportAuthorization) Method() string { return "auth.importAuthorization" }

func (q ExportAuthorization) fields(*log) []Field {
	return []Field{{"dc_id", strconv.Itoa(q.DC)}}
}

func (q ImportAuthorization) fields(l *log) []Field {
	return []Field{{"id", strconv.FormatInt(q.ID, 10)}, {"bytes", l.export(q.Bytes)}}
}

// act exports to any data centre that there is. Telegram refuses the one that is
// asked, but a client may take that for another (see AnyDC of package
// mtprototest).
func (q ExportAuthorization) act(c *call) (any, error) {
	if _, err := (GetSelf{}).act(c); err != nil {
		return nil, err
	}
	if !slices.Contains(c.s.DCs, q.DC) {
		return refuse(400, "DC_ID_INVALID")
	}
	user := c.key.user
	bytes := c.s.newName("export", c.s.log.exports)
	c.s.exports[bytes] = export{c.key, user, q.DC}
	return ExportedAuthorization{ID: user.ID, Bytes: bytes}, nil
}

// act asks for no password: it was given where the authorization comes from.
func (q ImportAuthorization) act(c *call) (any, error) {
	e, known := c.s.exports[q.Bytes]
	switch {
	case !known || e.dc != c.key.caller.DC || e.from.user != e.user:
		return refuse(400, "AUTH_BYTES_INVALID")
	case e.user.ID != q.ID:
		return refuse(400, "USER_ID_INVALID")
	}
	delete(c.s.exports, q.Bytes)
	c.key.leave("")
	c.key.user = e.user
	return c.authorization(e.user), nil
}
