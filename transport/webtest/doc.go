// Package webtest is the ground under a test server of a system with an HTTP API:
// routes on loopback, a log of what came, and faults on demand. Packages
// firebasetest, quickbloxtest, genauthtest and kiitest are built on it.
//
// It is for servers that really check. [Alterations] makes of one good request all
// those that differ in one field, and none of them should pass.
package webtest
