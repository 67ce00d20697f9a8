package mtprototest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// In a test the server is one line. Code that signs in over MTProto is given
// its Transport, and the test reads the code from its inbox.
func Example() {
	TestMyProgram := func(t *testing.T) {
		srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001", FirstName: "Ada"})

		d := &flow.Driver{Transport: srv.Transport()}
		_, _ = d.Do(t.Context(), "me", flow.PhoneNumber("+9996620001"))
		s, err := d.Do(t.Context(), "me", flow.Code(srv.Inbox("+9996620001")[0].Code))

		fmt.Println(s.Phase, s.Account.FirstName, err)
	}
	run(TestMyProgram)
	// Output: Ready Ada <nil>
}
