package elsewhere_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/examples/internal/elsewhere"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const ada, payer = "+9996620001", "+9996620002"

func play(t *testing.T, moment time.Duration) (*elsewhere.Person, *flow.Driver, <-chan string) {
	t.Helper()
	server, err := fake.New(
		fake.Account{Phone: ada, FirstName: "Ada"},
		fake.Account{Phone: payer, FirstName: "Adele", Payment: &fake.Payment{Product: "a code", FormID: 7}},
	)
	require.NoError(t, err)
	told := make(chan string, 9)
	p := &elsewhere.Person{
		Listener: &fake.Transport{Server: server}, Server: server, Phone: ada, Moment: moment,
		Tell: func(text string) { told <- text },
	}
	return p, &flow.Driver{Transport: p}, told
}

func TestPerson(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   flow.Input
		want flow.Phase
		says string
	}{
		{"scans", flow.RequestQRCode(), flow.Ready, "The code is scanned."},
		{"pays", flow.PhoneNumber(payer), flow.WaitCode, "It is paid."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, d, told := play(t, time.Millisecond)
			_, err := d.Do(t.Context(), "me", tt.in)
			require.NoError(t, err)
			s, err := d.Listen(t.Context(), "me")
			require.NoError(t, err)
			require.Equal(t, tt.want, s.Phase)
			p.End()
			require.Equal(t, tt.says, <-told)
			require.Empty(t, told)
		})
	}
}

// What is not needed any more is told of, and what is not done yet is not waited for.
func TestPersonInVain(t *testing.T) {
	p, d, told := play(t, time.Millisecond)
	p.Phone = "+9996629999"
	_, err := d.Do(t.Context(), "me", flow.RequestQRCode())
	require.NoError(t, err)
	require.Equal(t, fake.ErrNoAccount.Error(), <-told)
	p.End()

	p, d, told = play(t, time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err = d.Do(ctx, "me", flow.RequestQRCode())
	require.NoError(t, err)
	p.End()
	require.Empty(t, told)

	p, _, _ = play(t, time.Hour)
	p.End()
}
