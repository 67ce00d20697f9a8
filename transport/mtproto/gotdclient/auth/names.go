package auth

import (
	"io"

	gotd "github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/tg"
)

// The types of gotd's package that a program with a Flow names.
type (
	// UserAuthenticator is gotd's.
	UserAuthenticator = gotd.UserAuthenticator
	// CodeAuthenticator is gotd's.
	CodeAuthenticator = gotd.CodeAuthenticator
	// CodeAuthenticatorFunc is gotd's.
	CodeAuthenticatorFunc = gotd.CodeAuthenticatorFunc
	// PasswordHashProvider is gotd's.
	PasswordHashProvider = gotd.PasswordHashProvider
	// PasswordHashFunc is gotd's.
	PasswordHashFunc = gotd.PasswordHashFunc
	// Client is gotd's: what client.Auth() returns.
	Client = gotd.Client
	// Status is gotd's.
	Status = gotd.Status
	// FlowClient is gotd's.
	FlowClient = gotd.FlowClient
	// SendCodeOptions is gotd's.
	SendCodeOptions = gotd.SendCodeOptions
	// SignUp is gotd's.
	SignUp = gotd.SignUp
	// SignUpRequired is gotd's.
	SignUpRequired = gotd.SignUpRequired
	// UserInfo is gotd's.
	UserInfo = gotd.UserInfo
)

// The errors of gotd's package.
var (
	// ErrPasswordAuthNeeded is gotd's.
	ErrPasswordAuthNeeded = gotd.ErrPasswordAuthNeeded
	// ErrPasswordInvalid is gotd's.
	ErrPasswordInvalid = gotd.ErrPasswordInvalid
	// ErrPasswordNotProvided is gotd's.
	ErrPasswordNotProvided = gotd.ErrPasswordNotProvided
)

// Constant is gotd's: a number and a password that do not change.
func Constant(phone, password string, code CodeAuthenticator) UserAuthenticator {
	return gotd.Constant(phone, password, code)
}

// CodeOnly is gotd's: a number that does not change, and no password.
func CodeOnly(phone string, code CodeAuthenticator) UserAuthenticator {
	return gotd.CodeOnly(phone, code)
}

// Env is gotd's: number and password from environment variables.
func Env(prefix string, code CodeAuthenticator) UserAuthenticator {
	return gotd.Env(prefix, code)
}

// Test is gotd's: a random number of Telegram's test servers, and its code.
func Test(random io.Reader, dc int) UserAuthenticator { return gotd.Test(random, dc) }

// TestUser is gotd's: a certain number of Telegram's test servers, and its code.
func TestUser(phone string, dc int) UserAuthenticator { return gotd.TestUser(phone, dc) }

// PasswordHashFor is gotd's: a proof that is made of a password when it is needed.
func PasswordHashFor(password []byte) PasswordHashFunc { return gotd.PasswordHashFor(password) }

// NewClient is gotd's.
func NewClient(api *tg.Client, random io.Reader, appID int, appHash string) *Client {
	return gotd.NewClient(api, random, appID, appHash)
}

// IsUnauthorized is gotd's: it tells whether an error is any with code 401.
func IsUnauthorized(err error) bool { return gotd.IsUnauthorized(err) }

// IsKeyUnregistered is gotd's, for programs that still have it.
//
// Deprecated: use IsUnauthorized, as gotd says.
func IsKeyUnregistered(err error) bool {
	return gotd.IsKeyUnregistered(err)
}
