package kii

import (
	"maps"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// reasons tell what the names of errors mean. The names are the vendor's SDK's
// (KiiSDK.js, SERVER_ERROR_CODES); invalid_grant is OAuth's. Others keep their text
// and get a class by their status, among them OAUTH2_ERROR, INVALID_INPUT_DATA and
// INVALID_JSON, which do not say what is wrong.
type reasons = map[string]errors.Reason

var (
	// The application asks, for who has a password.
	ofPassword = web.Reasons(map[errors.Reason]string{
		errors.Misconfigured:       "APP_NOT_FOUND APP_DISABLED UNAUTHORIZED",
		errors.AccountNotFound:     "USER_NOT_FOUND",
		errors.UserDeactivated:     "USER_DISABLED",
		errors.PasswordHashInvalid: "WRONG_PASSWORD",
		errors.CredentialsInvalid:  "AUTHENTICATION_FAILED invalid_grant",
		errors.PhoneCodeInvalid:    "INVALID_VERIFICATION_CODE",
		errors.PhoneCodeExpired: "VERIFICATION_CODE_NOT_FOUND ADDRESS_VERIFICATION_CODE_NOT_FOUND " +
			"PHONE_NUMBER_VERIFICATION_CODE_EXPIRED PIN_CODE_EXPIRED",
	})
	// The pending token asks, which the code belongs to.
	ofCode = but(ofPassword, map[errors.Reason]string{
		errors.PhoneCodeInvalid: "invalid_grant",
		errors.PhoneCodeExpired: "UNAUTHORIZED WRONG_TOKEN",
	})
	// The access token asks: no account, no login.
	ofToken = but(ofPassword, map[errors.Reason]string{
		errors.SessionRevoked: "UNAUTHORIZED WRONG_TOKEN AUTHENTICATION_FAILED USER_NOT_FOUND",
	})
	// The application asks, for who had a token.
	ofRefresh = but(ofPassword, map[errors.Reason]string{
		errors.SessionRevoked: "invalid_grant WRONG_REFRESH_TOKEN WRONG_TOKEN AUTHENTICATION_FAILED USER_NOT_FOUND",
	})
)

// but returns a table with other rows.
func but(table reasons, names map[errors.Reason]string) reasons {
	table = maps.Clone(table)
	maps.Copy(table, web.Reasons(names))
	return table
}
