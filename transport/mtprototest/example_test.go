package mtprototest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// In a test the server is one line. A program that signs in over MTProto is
// given the server's Transport, and the test reads the code from its inbox.
func Example() {
	t := new(exampleT) // in a test: the test's own
	defer t.end()

	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001", FirstName: "Ada"})

	d := &flow.Driver{Transport: srv.Transport()}
	ctx := context.Background()
	s, err := d.Do(ctx, "me", flow.PhoneNumber("+9996620001"))
	fmt.Println(s.Phase, err)
	s, err = d.Do(ctx, "me", flow.Code(srv.Inbox("+9996620001")[0].Code))
	fmt.Println(s.Phase, s.Account.FirstName, err)

	// Output:
	// WaitCode <nil>
	// Ready Ada <nil>
}

// exampleT is as much of a testing.T as New needs: an example has none.
type exampleT struct {
	testing.TB
	cleanups []func()
}

func (t *exampleT) Helper()                   {}
func (t *exampleT) Cleanup(f func())          { t.cleanups = append(t.cleanups, f) }
func (t *exampleT) Fatalf(s string, a ...any) { panic(fmt.Sprintf(s, a...)) }

func (t *exampleT) end() {
	for _, f := range t.cleanups {
		f()
	}
}
