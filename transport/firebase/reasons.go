package firebase

import (
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// reasons says what the service's names for its errors mean. The names are those of
// Firebase's SDK (firebase/firebase-js-sdk, packages/auth/src/api/errors.ts), of the
// emulator (firebase/firebase-tools, src/emulator/auth/operations.ts), of
// firebase.google.com/docs/reference/rest/auth (what a refresh says) and of
// google.rpc.ErrorInfo (googleapis/googleapis, google/api/error_reason.proto). No
// flood has a time.
var reasons = web.Reasons(map[errors.Reason]string{
	errors.PhoneNumberInvalid:  "INVALID_PHONE_NUMBER MISSING_PHONE_NUMBER",
	errors.EmailInvalid:        "INVALID_EMAIL INVALID_IDENTIFIER MISSING_EMAIL",
	errors.AccountNotFound:     "EMAIL_NOT_FOUND",
	errors.PasswordMissing:     "MISSING_PASSWORD",
	errors.PasswordHashInvalid: "INVALID_PASSWORD",
	// With protection from e-mail enumeration the service does not tell which
	// (cloud.google.com/identity-platform/docs/admin/email-enumeration-protection).
	errors.CredentialsInvalid: "INVALID_LOGIN_CREDENTIALS",
	errors.UserDeactivated:    "USER_DISABLED",

	errors.PhoneCodeInvalid:   "INVALID_CODE",
	errors.PhoneCodeEmpty:     "MISSING_CODE",
	errors.PhoneCodeHashEmpty: "MISSING_SESSION_INFO",
	// The session of a code is unknown, used or over; or a half login is.
	errors.PhoneCodeExpired: "INVALID_SESSION_INFO SESSION_EXPIRED " +
		"INVALID_MFA_PENDING_CREDENTIAL MISSING_MFA_PENDING_CREDENTIAL MFA_ENROLLMENT_NOT_FOUND",

	errors.FloodWait:     "TOO_MANY_ATTEMPTS_TRY_LATER QUOTA_EXCEEDED RESOURCE_EXHAUSTED",
	errors.CaptchaNeeded: "CAPTCHA_CHECK_FAILED MISSING_APP_CREDENTIAL INVALID_APP_CREDENTIAL",
	// The tokens are dead.
	errors.SessionRevoked: "TOKEN_EXPIRED INVALID_ID_TOKEN INVALID_REFRESH_TOKEN USER_NOT_FOUND",
	errors.Misconfigured: "OPERATION_NOT_ALLOWED PASSWORD_LOGIN_DISABLED ADMIN_ONLY_OPERATION PROJECT_DISABLED " +
		"INVALID_TENANT_ID TENANT_ID_MISMATCH UNSUPPORTED_TENANT_OPERATION PROJECT_NUMBER_MISMATCH " +
		"PERMISSION_DENIED SERVICE_DISABLED CONSUMER_INVALID CONSUMER_SUSPENDED " +
		"API_KEY_INVALID API_KEY_SERVICE_BLOCKED API_KEY_HTTP_REFERRER_BLOCKED " +
		"API_KEY_IP_ADDRESS_BLOCKED API_KEY_ANDROID_APP_BLOCKED API_KEY_IOS_APP_BLOCKED",
	// Who signs in by phone cannot have a phone as the second factor, too.
	errors.Unsupported: "UNSUPPORTED_FIRST_FACTOR",
})
