package genauth

import (
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// reasons are the refusals that have a name: an apiCode, documented if nothing else is
// said, or an error of RFC 6749, 5.2, or RFC 6750, 3.1.
var reasons = web.Reasons(map[errors.Reason]string{
	errors.Ended:              "1699",      // back to the beginning
	errors.AccountNotFound:    "2004 2031", // 2031: and none may be made
	errors.CredentialsInvalid: "2333",
	// 2057: after wrong passwords (Authing/Guard, codemap.ts).
	errors.AccountLocked:       "2005 2057",
	errors.PasswordHashInvalid: "2006",
	// No such app, no such user pool; the app has not proved itself.
	errors.Misconfigured: "2011 2224 invalid_client unauthorized_client",
	// Disabled, or not of this tenant; without a right to it.
	errors.UserDeactivated: "2120008 2130010",
	// Of the authenticator, and a recovery code. 2001 is of an older list
	// (Authing/docs, docs/reference/error-code.md).
	errors.PhoneCodeInvalid: "6001 6002 2001",
	errors.PhoneCodeEmpty:   "6003 6004",
	// Of the older list; and the mfaToken (Authing/Guard, ErrorCodes).
	errors.PhoneCodeExpired: "2300 2021",
	// Of the older list.
	errors.CaptchaNeeded: "2000",
	// Not documented; assumed.
	errors.FloodWait:      "1002 2100",
	errors.SessionRevoked: "invalid_grant invalid_token",
	// Steps that there is no phase for: the hosted sign-in; a new password at the first
	// sign-in; binding to an account, or that or a new one; missing data of the account;
	// self-service unlocking; a new password.
	errors.Unsupported: "1600 1639 1640 1641 1642 1643 2058",
})
