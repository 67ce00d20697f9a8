package auth

import gotd "github.com/gotd/td/telegram/auth"

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

// TestUser is gotd's: an account of Telegram's test servers.
func TestUser(phone string, dc int) UserAuthenticator { return gotd.TestUser(phone, dc) }
