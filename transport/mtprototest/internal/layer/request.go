package layer

import (
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
)

// Ids that methods had in older layers.
const (
	OldSignIn        = 0xbcd51581 // auth.signIn, layer 144
	OldSignUp        = 0x80eee427 // auth.signUp, up to layer 172
	OldResendCode    = 0x3ef1a9bf // auth.resendCode, up to layer 179
	OldGetAppConfig  = 0x98914110 // help.getAppConfig, up to layer 152
	OldGetDifference = 0x25939651 // updates.getDifference, up to layer 158
)

// SendCode reads auth.sendCode and its settings. Of codeSettings the id is not
// looked at: it has changed while the fields kept their flags and places.
func SendCode(body []byte) (fake.SendCode, tg.CodeSettings, error) {
	var settings tg.CodeSettings
	r := read(body)
	q := fake.SendCode{PhoneNumber: r.string(), AppID: r.int(), AppHash: r.string()}
	r.id()
	if r.err == nil {
		r.err = settings.DecodeBare(r.b)
	}
	for _, token := range settings.LogoutTokens {
		q.LogoutTokens = append(q.LogoutTokens, string(token))
	}
	return q, settings, r.err
}

// ResendCode reads auth.resendCode of any layer. The reason that newer ones may
// give is "" if there is none.
func ResendCode(body []byte) (fake.ResendCode, error) {
	const reason = 0
	r := read(body)
	var flags bin.Fields
	if r.method != OldResendCode {
		flags = r.flags()
	}
	q := fake.ResendCode{PhoneNumber: r.string(), PhoneCodeHash: r.string()}
	if flags.Has(reason) {
		q.Reason = r.string()
	}
	return q, r.err
}

// SignIn reads auth.signIn of any layer. What it does not bring is empty: a
// phone_code, or the email_verification that newer ones have.
func SignIn(body []byte) (fake.SignIn, error) {
	const phoneCode, emailVerification = 0, 1
	r := read(body)
	var flags bin.Fields
	if r.method == OldSignIn {
		flags.Set(phoneCode)
	} else {
		flags = r.flags()
	}
	q := fake.SignIn{PhoneNumber: r.string(), PhoneCodeHash: r.string()}
	if flags.Has(phoneCode) {
		q.PhoneCode = r.string()
	}
	if flags.Has(emailVerification) {
		q.Email = Verification(next(r, r.emailVerification))
	}
	return q, r.err
}

// SignUp reads auth.signUp of any layer.
func SignUp(body []byte) (fake.SignUp, error) {
	const noJoinedNotifications = 0
	r := read(body)
	var flags bin.Fields
	if r.method != OldSignUp {
		flags = r.flags()
	}
	q := fake.SignUp{
		PhoneNumber: r.string(), PhoneCodeHash: r.string(),
		FirstName: r.string(), LastName: r.string(),
		NoJoinedNotifications: flags.Has(noJoinedNotifications),
	}
	return q, r.err
}

// An InputUser says whom a request asks about. The zero InputUser, which
// inputUserEmpty gives, is nobody.
type InputUser struct {
	Self           bool
	ID, AccessHash int64 // unless Self
}

// Is reports whether u is meant when u itself is asking.
func (i InputUser) Is(u fake.User) bool {
	return i.Self || i == InputUser{ID: u.ID, AccessHash: AccessHash(u)}
}

// GetUsers reads users.getUsers.
func GetUsers(body []byte) ([]InputUser, error) {
	r := read(body)
	var users []InputUser
	for range next(r, r.b.VectorHeader) {
		user := r.inputUser()
		if r.err != nil {
			break
		}
		users = append(users, user)
	}
	return users, r.err
}

// GetFullUser reads users.getFullUser.
func GetFullUser(body []byte) (InputUser, error) {
	r := read(body)
	user := r.inputUser()
	return user, r.err
}

// A reader reads values up to the first error.
type reader struct {
	b      *bin.Buffer
	method uint32
	err    error
}

// read begins to read a request.
func read(body []byte) *reader {
	r := &reader{b: &bin.Buffer{Buf: body}}
	r.method = r.id()
	return r
}

// next reads one value; it is the zero value once there was an error.
func next[T any](r *reader, read func() (T, error)) (v T) {
	if r.err == nil {
		v, r.err = read()
	}
	return v
}

func (r *reader) id() uint32        { return next(r, r.b.ID) }
func (r *reader) int() int          { return next(r, r.b.Int) }
func (r *reader) long() int64       { return next(r, r.b.Long) }
func (r *reader) string() string    { return next(r, r.b.String) }
func (r *reader) flags() bin.Fields { return bin.Fields(next(r, r.b.Uint32)) }

func (r *reader) emailVerification() (tg.EmailVerificationClass, error) {
	return tg.DecodeEmailVerification(r.b)
}

// inputUser reads an InputUser. inputUserFromMessage is an error: it names a
// message, of which the server has none, and may be nested without end.
func (r *reader) inputUser() InputUser {
	switch id := r.id(); {
	case r.err != nil, id == tg.InputUserEmptyTypeID:
	case id == tg.InputUserSelfTypeID:
		return InputUser{Self: true}
	case id == tg.InputUserTypeID:
		return InputUser{ID: r.long(), AccessHash: r.long()}
	default:
		r.err = fmt.Errorf("layer: InputUser %#x", id)
	}
	return InputUser{}
}
