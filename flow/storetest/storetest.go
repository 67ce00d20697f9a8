// Package storetest checks that a [flow.Store] keeps its promises, for those who
// write one:
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, storetest.Config{Empty: func(t testing.TB) func() flow.Store {
//			db := openDatabase(t.TempDir())
//			return func() flow.Store { return &Store{DB: db} }
//		}})
//	}
//
// Run it with the race detector, too. What it cannot check is that data survive
// a crash of the machine.
package storetest

import (
	"testing"

	"github.com/stepin-go/stepin/flow"
)

// Config says which stores to check.
type Config struct {
	// Empty makes a place where nothing is kept, such as a folder or a table,
	// for one check. What it returns opens a Store on that place, a new value
	// each time (unless the Store is the place): a check opens several, at the
	// same time and one after the other, and all see the same data. It must be
	// set.
	//
	// What has to be closed is closed by t.Cleanup.
	Empty func(t testing.TB) (open func() flow.Store)
	// OneID says that the place has room for one id only, as that of
	// flow/filestore has: then a second one must be refused.
	OneID bool
}

// Run runs each check as a subtest.
func Run(t *testing.T, c Config) {
	t.Helper()
	for _, check := range checks {
		if check.ids == anyIDs || c.OneID == (check.ids == oneID) {
			t.Run(check.name, func(t *testing.T) { check.run(t, c.Empty(t)) })
		}
	}
}

// A check opens stores on a place that is its own.
type check struct {
	name string
	ids  ids
	run  func(t testing.TB, open func() flow.Store)
}

// ids tells which stores a check is for.
type ids uint8

const (
	anyIDs ids = iota
	oneID
	manyIDs
)

var checks = []check{
	{"nothing is kept at first", anyIDs, nothingKept},
	{"data are kept to the byte", anyIDs, keptToTheByte},
	{"empty data are data", anyIDs, emptyData},
	{"another Store sees them", anyIDs, reopened},
	{"who comes second is told", anyIDs, conflict},
	{"the data are the caller's", anyIDs, callersData},
	{"an ended context is obeyed", anyIDs, endedContext},
	{"an empty id is an id", anyIDs, emptyID},
	{"ids are kept apart", manyIDs, idsApart},
	{"a second id is refused", oneID, secondIDRefused},
	{"of many at once one wins", anyIDs, oneWins},
	{"of many logins each goes on", manyIDs, manyLogins},
	{"a reader sees old or new", anyIDs, oldOrNew},
	{"a sign-in survives crashes", anyIDs, signInWithCrashes},
	{"of two drivers one waits", anyIDs, twoDrivers},
	{"revisions go on after Forget", anyIDs, revisionsGoOn},
}
