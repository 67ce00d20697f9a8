package flow_test

import (
	"context"
	"net"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// TestStoriesWire tells every story again over MTProto: key exchange,
// encryption and SRP over TCP on loopback. The calls, the answers and what the
// server received are those of the file.
func TestStoriesWire(t *testing.T) {
	if *update {
		t.Skip("the stories are being rewritten")
	}
	for _, s := range stories(t) {
		if s.only != "" {
			continue
		}
		t.Run(s.file, func(t *testing.T) {
			t.Parallel()
			seen, err := s.tellServer(t, wireDoor(t))
			require.NoError(t, err)
			for i, st := range s.steps {
				require.Equal(t, proven(st.told(true)), proven(seen[i].told(true)), "%s:%d: %s", s.file, st.line, st.input)
			}
		})
	}
}

// proven puts what a server sees of a password, given or new, in place of the
// password.
func proven(told string) string {
	return checked.ReplaceAllString(told, "$1<proof>")
}

var checked = regexp.MustCompile(`(?m)^(< .* (?:password|new_password_hash)=)("[^"\n]*"|\S+)`)

// wireDoor starts an MTProto server in front of the model. A line that is down
// is one that cannot be dialled.
func wireDoor(t *testing.T) door {
	return func(model *fake.Server, l *line) error {
		srv, err := mtprototest.Start(model, mtprototest.Config{Log: leak.Logger(t)})
		if err != nil {
			return err
		}
		t.Cleanup(srv.Close)
		tr := srv.Transport()
		tr.AppID, tr.AppHash = storyAppID, codes.NewSecret(storyAppHash)
		tr.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
			if l.down.Load() {
				return nil, errors.New("the line is down")
			}
			return new(net.Dialer).DialContext(ctx, network, address)
		}
		l.Transport, l.forget, l.wired = tr, srv.ForgetKey, true
		return nil
	}
}
