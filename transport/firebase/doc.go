// Package firebase signs in to Firebase Authentication and Google's Identity
// Platform, over their REST interface:
//
//   - a phone number, then a code by SMS;
//   - an e-mail address, then a password, and for who has a second factor a code by
//     SMS.
//
// What comes out are an ID token and a refresh token, [Token]. The ID
// token lasts an hour; [flow.Poll] asks whether the login still stands, and refreshes
// a token that is about to end.
//
// # Where this is from
//
// Requests and answers are documented:
// cloud.google.com/identity-platform/docs/reference/rest/v1/accounts and
// /rest/v2/accounts.mfaSignIn, and for the refresh
// firebase.google.com/docs/reference/rest/auth. Names of errors are mostly not; they
// are taken from Firebase's SDK and emulator, see the source of this package. The
// phone code, the password, the second factor by SMS and the refresh are tested
// against that emulator ([Emulator]). It has no limits, and asks for no app proof, so
// those are as documented, and not tried.
//
// # What is not promised
//
// The tokens come with the answer to the last step and are nowhere else. If it is
// lost, a login exists at the service and nobody has its tokens: the code is used up,
// or the password must be given again.
//
// A client cannot end a login at the service. LogOut forgets the tokens; an
// administrator can revoke them (firebase.google.com/docs/auth/admin/manage-sessions).
//
// How long a code lives, how often it may be tried and how soon another one can be
// had is not documented: no state says when, and a refusal is all there is.
//
// Captchas are the program's business: Firebase sends an SMS only to who proves to be
// the project's own app ([Transport.Prove]). Accounts are made by their first sign-in
// with a number, and are not made with an address. Anonymous users, other identity
// providers, links in e-mails, custom tokens, passkeys and authenticator apps are not
// supported.
package firebase
