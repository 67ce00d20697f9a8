// Package kii signs in to Kii Cloud: with a name, an e-mail address or a phone
// number, and a password; with a code of an authenticator app after it, if the
// transport is told to.
//
// The password is wanted first: an identifier is answered without asking the server,
// which looks at both together and does not tell an unknown name from a wrong
// password (errors.CredentialsInvalid). There is no sign-in by code alone. A phone
// number or e-mail address signs in once it has been verified; until then the name
// does. [Transport.VerifyPhone] verifies the number of a login that is Ready.
//
// # Where it is from
//
// Documented: both ways to identify an application
// (https://docs.kii.com/en/guides/cloudsdk/rest/guidelines/appid_key/), the sign-in
// and the forms of a user name
// (https://docs.kii.com/en/guides/cloudsdk/rest/managing-users/login/sign-in/), the
// refresh
// (https://docs.kii.com/en/guides/cloudsdk/rest/managing-users/access-token/refresh-token/),
// who is signed in and the verification of a phone number
// (https://documentation.kii.com/rest/apps-collection/application/user-collection/user-logged-in).
//
// As the vendor's SDK does (github.com/KiiCorp/KiiCloudSDK-JS, KiiSDK.js): the
// addresses of the sites, the second factor (_authenticateWithMfa), the errors' names
// and statuses (SERVER_ERROR_CODES). As third parties saw it
// (github.com/fkmhrk/kiilib_php, test/kii/TestKiiAppAPI.php): the body that refuses a
// wrong password.
//
// Not documented, and assumed: which of those errors the token endpoint gives; that
// its UNAUTHORIZED is about the application, and that of the others about the token;
// that a wrong code of an authenticator app is an invalid_grant.
//
// # What is not promised
//
// An answer that brings a token and is lost is lost: the token exists at the server
// and nobody has it. The person gives the password again. A refresh token works
// once, so if the answer to a refresh is lost the login ends.
//
// There is no documented way to revoke one's own token. Logging out forgets it; at
// the server it is good until it expires ([Transport.Life]).
//
// The recovery codes of a second factor, and accounts of social networks, are not
// supported.
package kii
