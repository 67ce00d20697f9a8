package docs_test

import (
	"context"
	"fmt"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
)

// pager shows a token, and is told when somebody has accepted it.
type pager struct{ accepted chan struct{} }

// begin listener
// Listen implements flow.Listener.
func (p pager) Listen(ctx context.Context, s flow.Session) (flow.Answer, flow.Session, error) {
	select {
	case <-p.accepted:
		return flow.LoginTokenAccepted{}, s, nil
	case <-ctx.Done():
		return nil, s, ctx.Err()
	}
}

// end listener

// Perform implements flow.Transport.
func (p pager) Perform(_ context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	switch {
	case c.Name == flow.CallConnect:
		return flow.Connected{}, flow.NewSession("session-1", nil), nil
	case len(p.accepted) > 0:
		return flow.LoginTokenShown{Token: codes.NewSecret("token"), Expires: time.Now().Add(time.Minute)}, s, nil
	default:
		return flow.Authorized{Account: flow.Account{ID: "7"}}, s, nil
	}
}

func Example_listener() {
	p := pager{make(chan struct{}, 1)}
	p.accepted <- struct{}{} // to be heard once a token is shown
	ctx, d := context.Background(), &flow.Driver{Transport: p}
	s, err := d.Do(ctx, "me", flow.RequestQRCode())
	fmt.Println(s.Phase, err)
	s, err = d.Listen(ctx, "me")
	fmt.Println(s.Phase, err)
	// Output:
	// WaitOtherDevice <nil>
	// Ready <nil>
}
