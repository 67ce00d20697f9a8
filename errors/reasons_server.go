package errors

// What the number and the code are about: auth.sendCode, auth.resendCode,
// auth.cancelCode, auth.signIn, auth.signUp and their relatives.
const (
	// PhoneNumberInvalid: not a phone number. Servers use it with 400 and 406.
	PhoneNumberInvalid Reason = "PHONE_NUMBER_INVALID"
	// PhoneNumberBanned: the number may not be used with Telegram.
	PhoneNumberBanned Reason = "PHONE_NUMBER_BANNED"
	// PhoneNumberFlood: too many codes or sign-ups for this number. No time is
	// given.
	PhoneNumberFlood Reason = "PHONE_NUMBER_FLOOD"
	// PhoneNumberUnoccupied: nobody has this number; it can be signed up.
	// Current layers answer auth.authorizationSignUpRequired instead.
	PhoneNumberUnoccupied Reason = "PHONE_NUMBER_UNOCCUPIED"
	// PhoneNumberOccupied: the number has an account already; sign in.
	PhoneNumberOccupied Reason = "PHONE_NUMBER_OCCUPIED"
	// PhoneNumberAppSignupForbidden: the number has no account, and this app is
	// not allowed to create one.
	PhoneNumberAppSignupForbidden Reason = "PHONE_NUMBER_APP_SIGNUP_FORBIDDEN"
	// PhonePasswordFlood: too many failed sign-ins. No time is given.
	PhonePasswordFlood Reason = "PHONE_PASSWORD_FLOOD"
	// PhonePasswordProtected: the account has a password that the flow in use
	// cannot ask for.
	PhonePasswordProtected Reason = "PHONE_PASSWORD_PROTECTED"
	// PhoneCodeEmpty: the code is missing. Methods that carry no code answer it
	// too, and then mean the hash or the number.
	PhoneCodeEmpty Reason = "PHONE_CODE_EMPTY"
	// PhoneCodeInvalid: the code is wrong.
	PhoneCodeInvalid Reason = "PHONE_CODE_INVALID"
	// PhoneCodeExpired: the code or its hash is dead: too old, written in a
	// Telegram chat, or used under another auth key than it was sent to.
	PhoneCodeExpired Reason = "PHONE_CODE_EXPIRED"
	// PhoneCodeHashEmpty: phone_code_hash was not sent.
	PhoneCodeHashEmpty Reason = "PHONE_CODE_HASH_EMPTY"
	// PhoneHashExpired: phone_code_hash is wrong or too old.
	PhoneHashExpired Reason = "PHONE_HASH_EXPIRED"
	// CodeHashExpired: another name of PHONE_CODE_EXPIRED, known from clients.
	CodeHashExpired Reason = "CODE_HASH_EXPIRED"
	// SMSCodeCreateFailed: the server could not make an SMS code. It comes with
	// 400 though the fault is the server's.
	SMSCodeCreateFailed Reason = "SMS_CODE_CREATE_FAILED"
	// SendCodeUnavailable: no further way of delivery is left. The last code
	// stays valid.
	SendCodeUnavailable Reason = "SEND_CODE_UNAVAILABLE"
	// SignInFailed: an internal fault while signing in.
	SignInFailed Reason = "SIGN_IN_FAILED"
	// AuthRestart: the server wants the call made again. Some come with a number.
	AuthRestart Reason = "AUTH_RESTART"
	// FirstnameInvalid: the first name is not accepted.
	FirstnameInvalid Reason = "FIRSTNAME_INVALID"
	// LastnameInvalid: the last name is not accepted.
	LastnameInvalid Reason = "LASTNAME_INVALID"
	// RegIDGenerateFailed: the server could not make an id for the new user.
	RegIDGenerateFailed Reason = "REG_ID_GENERATE_FAILED"
	// MemberOccupyPrimaryLocFailed: the server could not create the new user.
	MemberOccupyPrimaryLocFailed Reason = "MEMBER_OCCUPY_PRIMARY_LOC_FAILED"
)

// What the login e-mail and codes from e-mails are about.
const (
	// CodeInvalid: the code from an e-mail is wrong.
	CodeInvalid Reason = "CODE_INVALID"
	// MailCodeEmpty: the code from an e-mail is missing. ([CodeEmpty] is
	// stepin's own word for a code that was not typed.)
	MailCodeEmpty Reason = "CODE_EMPTY"
	// EmailInvalid: not an e-mail address.
	EmailInvalid Reason = "EMAIL_INVALID"
	// EmailNotAllowed: this address or its provider is not accepted.
	EmailNotAllowed Reason = "EMAIL_NOT_ALLOWED"
	// EmailNotSetup: there is no login e-mail to change.
	EmailNotSetup Reason = "EMAIL_NOT_SETUP"
	// EmailInstallMissing: there is no login e-mail to reset. The documentation of
	// auth.resetLoginEmail names it, and does not say what it means.
	EmailInstallMissing Reason = "EMAIL_INSTALL_MISSING"
	// EmailHashExpired: the pending verification of the address is too old.
	EmailHashExpired Reason = "EMAIL_HASH_EXPIRED"
	// EmailVerifyExpired: the code from the e-mail is too old.
	EmailVerifyExpired Reason = "EMAIL_VERIFY_EXPIRED"
	// EmailAddressInvalid: the address is not accepted. Known from clients.
	EmailAddressInvalid Reason = "EMAIL_ADDRESS_INVALID"
	// EmailCodeInvalid: the code from the e-mail is wrong. Known from clients.
	EmailCodeInvalid Reason = "EMAIL_CODE_INVALID"
	// EmailTokenInvalid: the token from Apple or Google is not accepted. Known
	// from clients.
	EmailTokenInvalid Reason = "EMAIL_TOKEN_INVALID"
	// TaskAlreadyExists: the reset of the login e-mail is already on its way.
	TaskAlreadyExists Reason = "TASK_ALREADY_EXISTS"
)

// What the password is about: auth.checkPassword, the recovery of a password,
// and the deletion of the account.
const (
	// SessionPasswordNeeded: the account has a password; it comes next.
	SessionPasswordNeeded Reason = "SESSION_PASSWORD_NEEDED"
	// PasswordHashInvalid: the password is wrong.
	PasswordHashInvalid Reason = "PASSWORD_HASH_INVALID"
	// SRPIDInvalid: srp_id is stale. Read account.getPassword again and prove the
	// same password.
	SRPIDInvalid Reason = "SRP_ID_INVALID"
	// SRPPasswordChanged: the password was changed since account.getPassword.
	SRPPasswordChanged Reason = "SRP_PASSWORD_CHANGED"
	// PasswordEmpty: the account has no password, or no longer has one.
	PasswordEmpty Reason = "PASSWORD_EMPTY"
	// PasswordRecoveryNA: the account has no recovery e-mail.
	PasswordRecoveryNA Reason = "PASSWORD_RECOVERY_NA"
	// PasswordRecoveryExpired: the recovery code is too old.
	PasswordRecoveryExpired Reason = "PASSWORD_RECOVERY_EXPIRED"
	// PasswordTooFresh: the password was set less than a day ago. The number is
	// the seconds left.
	PasswordTooFresh Reason = "PASSWORD_TOO_FRESH"
	// NewSaltInvalid: the salt of the new password is not acceptable. Read
	// account.getPassword again.
	NewSaltInvalid Reason = "NEW_SALT_INVALID"
	// NewSettingsInvalid: the new password is not acceptable.
	NewSettingsInvalid Reason = "NEW_SETTINGS_INVALID"
	// ResetRequestMissing: no reset of the password is pending.
	ResetRequestMissing Reason = "RESET_REQUEST_MISSING"
	// TwoFAConfirmWait: an account with a password can be deleted only after this
	// many seconds, up to a week.
	TwoFAConfirmWait Reason = "2FA_CONFIRM_WAIT"
	// TwoFARecentConfirm: a pending deletion was just cancelled from another
	// session.
	TwoFARecentConfirm Reason = "2FA_RECENT_CONFIRM"
)

// What QR codes, passkeys, tokens, payments and moving to another data centre are
// about.
const (
	// AuthTokenExpired: the QR token is too old; export a new one.
	AuthTokenExpired Reason = "AUTH_TOKEN_EXPIRED"
	// AuthTokenInvalid: the QR token is not known; export a new one. The ending
	// of the name varies.
	AuthTokenInvalid Reason = "AUTH_TOKEN_INVALID"
	// AuthTokenAlreadyAccepted: the QR token was used; export a new one.
	AuthTokenAlreadyAccepted Reason = "AUTH_TOKEN_ALREADY_ACCEPTED"
	// AuthTokenException: the app that showed the QR code is signed in to this
	// account already.
	AuthTokenException Reason = "AUTH_TOKEN_EXCEPTION"
	// CredentialInvalid: the passkey is not accepted.
	CredentialInvalid Reason = "CREDENTIAL_INVALID"
	// PasskeyAuthRestart: the passkey sign-in must begin again.
	PasskeyAuthRestart Reason = "PASSKEY_AUTH_RESTART"
	// PasskeyOriginMismatch: this app may not use passkeys of this origin.
	PasskeyOriginMismatch Reason = "PASSKEY_ORIGIN_MISMATCH"
	// AccessTokenExpired: the bot token was revoked.
	AccessTokenExpired Reason = "ACCESS_TOKEN_EXPIRED"
	// AccessTokenInvalid: not a bot token.
	AccessTokenInvalid Reason = "ACCESS_TOKEN_INVALID"
	// WebauthTokenExpired: the web token is too old.
	WebauthTokenExpired Reason = "WEBAUTH_TOKEN_EXPIRED"
	// PremiumCurrentlyUnavailable: what is to be paid for cannot be bought in this
	// store.
	PremiumCurrentlyUnavailable Reason = "PREMIUM_CURRENTLY_UNAVAILABLE"
	// AuthBytesInvalid: the bytes from auth.exportAuthorization are wrong, old or
	// used; export again.
	AuthBytesInvalid Reason = "AUTH_BYTES_INVALID"
	// UserIDInvalid: the user id does not fit the exported bytes; export again.
	UserIDInvalid Reason = "USER_ID_INVALID"
	// DCIDInvalid: no such data centre, or it is the one that was asked.
	DCIDInvalid Reason = "DC_ID_INVALID"
	// PhoneMigrate: the number belongs to the data centre of the number.
	PhoneMigrate Reason = "PHONE_MIGRATE"
	// NetworkMigrate: the client's address belongs to the data centre of the
	// number.
	NetworkMigrate Reason = "NETWORK_MIGRATE"
	// UserMigrate: the account lives in the data centre of the number.
	UserMigrate Reason = "USER_MIGRATE"
	// FileMigrate: the file lives in the data centre of the number; only this
	// call moves.
	FileMigrate Reason = "FILE_MIGRATE"
	// MemberNotFound: an internal fault of auth.importLoginToken.
	MemberNotFound Reason = "MEMBER_NOT_FOUND"
)

// What the session, the account and the auth key are about.
const (
	// AuthKeyUnregistered: nobody is signed in with this auth key. During the
	// password it means that the attempt is gone; the key can be kept.
	AuthKeyUnregistered Reason = "AUTH_KEY_UNREGISTERED"
	// AuthKeyDuplicated: the key was used from two places at once, and the
	// server has revoked it.
	AuthKeyDuplicated Reason = "AUTH_KEY_DUPLICATED"
	// AuthKeyPermEmpty: the temporary key is bound to no permanent one.
	AuthKeyPermEmpty Reason = "AUTH_KEY_PERM_EMPTY"
	// AuthKeyUnsynchronized: an internal fault while the password was checked.
	AuthKeyUnsynchronized Reason = "AUTH_KEY_UNSYNCHRONIZED"
	// ActiveUserRequired: the account has not finished signing up.
	ActiveUserRequired Reason = "ACTIVE_USER_REQUIRED"
	// SessionExpired: the session is too old.
	SessionExpired Reason = "SESSION_EXPIRED"
	// SessionRevoked: another session ended this one.
	SessionRevoked Reason = "SESSION_REVOKED"
	// SessionTooFresh: the session is less than a day old. The number is the
	// seconds left.
	SessionTooFresh Reason = "SESSION_TOO_FRESH"
	// FreshResetAuthorisationForbidden: a session of less than a day may not end
	// others.
	FreshResetAuthorisationForbidden Reason = "FRESH_RESET_AUTHORISATION_FORBIDDEN"
	// UserDeactivated: the account was deleted.
	UserDeactivated Reason = "USER_DEACTIVATED"
	// UserDeactivatedBan: the account was deleted for abuse.
	UserDeactivatedBan Reason = "USER_DEACTIVATED_BAN"
	// FrozenMethodInvalid: the account is frozen and may not do this. It comes
	// with 420 and is no wait. See
	// https://core.telegram.org/api/auth#frozen-accounts.
	FrozenMethodInvalid Reason = "FROZEN_METHOD_INVALID"
	// PeerFlood: the account is limited because of complaints about spam.
	PeerFlood Reason = "PEER_FLOOD"
	// TempAuthKeyEmpty: auth.bindTempAuthKey was not sent under a temporary key.
	TempAuthKeyEmpty Reason = "TEMP_AUTH_KEY_EMPTY"
	// TempAuthKeyAlreadyBound: the temporary key belongs to another permanent
	// one; make a new one.
	TempAuthKeyAlreadyBound Reason = "TEMP_AUTH_KEY_ALREADY_BOUND"
	// EncryptedMessageInvalid: the message that binds a temporary key cannot be
	// read; make a new temporary key, and if that fails too a new permanent one.
	EncryptedMessageInvalid Reason = "ENCRYPTED_MESSAGE_INVALID"
	// ExpiresAtInvalid: the end of a temporary key differs between the call and
	// the message inside it, or is not acceptable.
	ExpiresAtInvalid Reason = "EXPIRES_AT_INVALID"
)

// Waits and demands that any method may answer. A number is the seconds to wait.
const (
	// FloodWait: this method was called too often.
	FloodWait Reason = "FLOOD_WAIT"
	// FloodPremiumWait: a speed limit for accounts without Premium.
	FloodPremiumWait Reason = "FLOOD_PREMIUM_WAIT"
	// FloodTestPhoneWait: a test number was used too often.
	FloodTestPhoneWait Reason = "FLOOD_TEST_PHONE_WAIT"
	// FloodSkipFailedWait: a rate limit without a time. Known from TDLib, which
	// waits a second (td/telegram/net/NetQueryDelayer.cpp).
	FloodSkipFailedWait Reason = "FLOOD_SKIP_FAILED_WAIT"
	// SlowmodeWait: a chat's slow mode; no sign-in method answers it.
	SlowmodeWait Reason = "SLOWMODE_WAIT"
	// TakeoutInitDelay: a data export may begin later; no sign-in method answers
	// it.
	TakeoutInitDelay Reason = "TAKEOUT_INIT_DELAY"
	// RecaptchaCheck: RECAPTCHA_CHECK_<action>__<site key>. Solve it and repeat
	// the call in invokeWithReCaptcha.
	RecaptchaCheck Reason = "RECAPTCHA_CHECK"
	// IntegrityCheckClassic: INTEGRITY_CHECK_CLASSIC_<project>_<nonce>. Prove the
	// app to Google Play and repeat the call in invokeWithGooglePlayIntegrity.
	IntegrityCheckClassic Reason = "INTEGRITY_CHECK_CLASSIC"
	// APNSVerifyCheck: APNS_VERIFY_CHECK_<nonce>. Have Apple's push service prove
	// the app and repeat the call in invokeWithApnsSecret.
	APNSVerifyCheck Reason = "APNS_VERIFY_CHECK"
)

// What the app and its connection are about.
const (
	// APIIDInvalid: api_id and api_hash do not belong together.
	APIIDInvalid Reason = "API_ID_INVALID"
	// APIIDPublishedFlood: the api_id is public property and blocked for this.
	APIIDPublishedFlood Reason = "API_ID_PUBLISHED_FLOOD"
	// UpdateAppToLogin: the layer is too old for signing in. The sentence "You
	// are using an outdated app" gets this reason too.
	UpdateAppToLogin Reason = "UPDATE_APP_TO_LOGIN"
	// ConnectionNotInited: initConnection is missing; repeat the call inside it.
	ConnectionNotInited Reason = "CONNECTION_NOT_INITED"
	// ConnectionLayerInvalid: invokeWithLayer is missing or wrong; repeat the
	// call inside it.
	ConnectionLayerInvalid Reason = "CONNECTION_LAYER_INVALID"
	// ConnectionDeviceModelEmpty: initConnection names no device model.
	ConnectionDeviceModelEmpty Reason = "CONNECTION_DEVICE_MODEL_EMPTY"
	// ConnectionLangCodeInvalid: initConnection's lang_code is not accepted.
	ConnectionLangCodeInvalid Reason = "CONNECTION_LANG_CODE_INVALID"
	// ConnectionLangPackInvalid: initConnection's lang_pack is not for this app;
	// leave it empty.
	ConnectionLangPackInvalid Reason = "CONNECTION_LANG_PACK_INVALID"
	// ConnectionSystemEmpty: initConnection names no system version.
	ConnectionSystemEmpty Reason = "CONNECTION_SYSTEM_EMPTY"
	// ConnectionSystemLangCodeEmpty: initConnection has no system_lang_code.
	ConnectionSystemLangCodeEmpty Reason = "CONNECTION_SYSTEM_LANG_CODE_EMPTY"
	// LangCodeEmpty: lang_code is empty. Old layers.
	LangCodeEmpty Reason = "LANG_CODE_EMPTY"
	// LangCodeInvalid: lang_code is not accepted.
	LangCodeInvalid Reason = "LANG_CODE_INVALID"
	// InputLayerInvalid: the server does not speak this layer.
	InputLayerInvalid Reason = "INPUT_LAYER_INVALID"
)

// Malformed requests, and errors of a query inside a wrapper.
const (
	// InputConstructorInvalid: the request has an unknown constructor.
	InputConstructorInvalid Reason = "INPUT_CONSTRUCTOR_INVALID"
	// InputFetchError: the request cannot be read.
	InputFetchError Reason = "INPUT_FETCH_ERROR"
	// InputFetchFail: the request cannot be read.
	InputFetchFail Reason = "INPUT_FETCH_FAIL"
	// InputMethodInvalid: the request names an unknown method.
	InputMethodInvalid Reason = "INPUT_METHOD_INVALID"
	// InputPurposeInvalid: a receipt of a store is for something else, or what is
	// to be bought is not what was asked for.
	InputPurposeInvalid Reason = "INPUT_PURPOSE_INVALID"
	// ReceiptEmpty: the receipt of a store is missing.
	ReceiptEmpty Reason = "RECEIPT_EMPTY"
	// DataJSONInvalid: a field that has to be JSON is not, such as the receipt of a
	// store.
	DataJSONInvalid Reason = "DATA_JSON_INVALID"
	// InputRequestTooLong: the request has too many bytes.
	InputRequestTooLong Reason = "INPUT_REQUEST_TOO_LONG"
	// TypeConstructorInvalid: the request has an unknown constructor.
	TypeConstructorInvalid Reason = "TYPE_CONSTRUCTOR_INVALID"
	// MethodInvalid: no such method, or not here. Servers use 400 and 404.
	MethodInvalid Reason = "METHOD_INVALID"
	// BotMethodInvalid: bots may not call this method.
	BotMethodInvalid Reason = "BOT_METHOD_INVALID"
	// CDNMethodInvalid: a CDN data centre does not have this method.
	CDNMethodInvalid Reason = "CDN_METHOD_INVALID"
	// BusinessConnectionInvalid: invokeWithBusinessConnection has a wrong id.
	BusinessConnectionInvalid Reason = "BUSINESS_CONNECTION_INVALID"
	// BusinessConnectionNotAllowed: this method may not be called inside
	// invokeWithBusinessConnection.
	BusinessConnectionNotAllowed Reason = "BUSINESS_CONNECTION_NOT_ALLOWED"
	// ChannelInvalid: a wrong channel in users.getUsers.
	ChannelInvalid Reason = "CHANNEL_INVALID"
	// ChannelPrivate: a channel in users.getUsers that cannot be seen.
	ChannelPrivate Reason = "CHANNEL_PRIVATE"
	// ChatWriteForbidden: the error of a query inside a wrapper.
	ChatWriteForbidden Reason = "CHAT_WRITE_FORBIDDEN"
	// InviteHashExpired: the error of a query inside a wrapper.
	InviteHashExpired Reason = "INVITE_HASH_EXPIRED"
	// PeerIDInvalid: a wrong peer in users.getUsers.
	PeerIDInvalid Reason = "PEER_ID_INVALID"
	// UsernameInvalid: the error of a query inside a wrapper.
	UsernameInvalid Reason = "USERNAME_INVALID"
	// UserPrivacyRestricted: the error of a query inside a wrapper.
	UserPrivacyRestricted Reason = "USER_PRIVACY_RESTRICTED"
)

// Trouble inside the server. Whether the call was executed is not known, except
// for the two MSG_WAIT names.
const (
	// MsgWaitFailed: a call that this one had to wait for failed; repeat without
	// invokeAfterMsg.
	MsgWaitFailed Reason = "MSG_WAIT_FAILED"
	// MsgWaitTimeout: a call that this one had to wait for took too long; repeat
	// without invokeAfterMsg.
	MsgWaitTimeout Reason = "MSG_WAIT_TIMEOUT"
	// APICallError: an internal fault.
	APICallError Reason = "API_CALL_ERROR"
	// InterDCCallError: one data centre could not reach another, whose number
	// stands in the middle.
	InterDCCallError Reason = "INTERDC_X_CALL_ERROR"
	// InterDCCallRichError: one data centre could not reach another, whose number
	// stands in the middle.
	InterDCCallRichError Reason = "INTERDC_X_CALL_RICH_ERROR"
	// MsgIDDecreaseRetry: an internal fault with the order of messages.
	MsgIDDecreaseRetry Reason = "MSGID_DECREASE_RETRY"
	// MTSendQueueTooLong: the server has too much to send.
	MTSendQueueTooLong Reason = "MT_SEND_QUEUE_TOO_LONG"
	// NeedDocInvalid: an internal fault.
	NeedDocInvalid Reason = "NEED_DOC_INVALID"
	// NeedMemberInvalid: an internal fault while looking for the user.
	NeedMemberInvalid Reason = "NEED_MEMBER_INVALID"
	// NothingStored: an internal fault, in mixed case and with -505.
	NothingStored Reason = "NOTHING_STORED"
	// RPCCallFail: an internal call failed.
	RPCCallFail Reason = "RPC_CALL_FAIL"
	// RPCConnectFailed: an internal connection failed.
	RPCConnectFailed Reason = "RPC_CONNECT_FAILED"
	// RPCMcgetFail: an internal cache could not be read.
	RPCMcgetFail Reason = "RPC_MCGET_FAIL"
	// RPCSendFail: an internal message could not be sent.
	RPCSendFail Reason = "RPC_SEND_FAIL"
	// StoreInvalidScalarType: an internal fault.
	StoreInvalidScalarType Reason = "STORE_INVALID_SCALAR_TYPE"
	// Timedout: the server took too long. Servers write it in mixed case.
	Timedout Reason = "TIMEDOUT"
	// Timeout: the server took too long. Servers write it in mixed case, mostly
	// with -503.
	Timeout Reason = "TIMEOUT"
	// UnhandledException: an internal fault, with -504.
	UnhandledException Reason = "UNHANDLED_EXCEPTION"
	// WorkerBusyTooLongRetry: the server is busy; repeat after a second or more.
	WorkerBusyTooLongRetry Reason = "WORKER_BUSY_TOO_LONG_RETRY"
)
