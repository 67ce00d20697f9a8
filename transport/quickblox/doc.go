// Package quickblox signs in to QuickBlox (https://docs.quickblox.com) as a
// [flow.Transport]: with a login or an e-mail address and a password, with a
// Facebook token, or with a phone number and a code that Firebase sends.
//
// # How it works
//
// An application opens a session of its own (POST /session.json, signed with the
// application's secret). A sign-in makes a user's session of it (POST /login.json)
// and keeps its token, which was saved before: if the answer is lost, GET
// /session.json tells under it what became of the sign-in. A session ends two
// hours after its last request; a Poll prolongs it. One that has ended before the
// sign-in is replaced by another, which is saved ([flow.Moved]) before the call is
// made again. Logging out gives the session back to the application.
//
// A code for a phone number is Firebase's: the session of package firebase is kept
// inside this one's until QuickBlox has taken the ID token that Firebase gives for
// the code. Once a code has been accepted nobody is asked for another, unless
// QuickBlox refuses the ID token.
//
// # Where this is known from
//
//   - Requests, answers and what a status means: documented
//     (https://docs.quickblox.com/reference/overview, .../authentication,
//     .../create-session, .../log-in; https://quickblox.com/developers/Errors;
//     github.com/QuickBlox/Documentation, docs/6_rest_api).
//   - HMAC-SHA256, and 200 or 201 in place of 202: as the vendor's SDK does
//     (github.com/QuickBlox/quickblox-javascript-sdk, src/modules/qbAuth.js).
//   - The bodies of errors: not documented. They are read in the shapes seen in
//     issues of the SDKs (quickblox-javascript-sdk 142, quickblox-android-sdk 59,
//     71, 139). What looks otherwise is no refusal: nobody knows what it means.
//   - What is said of a token of Facebook or Firebase that is not good: not
//     documented; assumed is 401, as for a wrong password.
//
// # What is not promised
//
// When Firebase's answer to the right code is lost, the code is used up and nobody
// has the ID token: a new code is needed. A sign-in whose answer is lost, and that
// QuickBlox carries out only after it has said that nobody is signed in, signs in who
// asked for it, if the same person goes on; else a session is left that nobody knows
// of, for two hours at most. Whether every server takes SHA-256 is
// not documented. Nor is a phone number with a password, which is refused.
package quickblox
