package main

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// The accounts, and their code and password: Ada has no password.
const (
	ada      = "+9996620001"
	grace    = "+9996620002"
	code     = "22222"
	password = "secret"
)

// serverArgs are the arguments by which this program is the server.
var serverArgs = []string{"server"}

// ready is the line that says that the server is.
type ready struct {
	DC  mtproto.DataCentre
	Key []byte // the RSA key, PKCS #1
}

// serve is the server process. It ends when stdin does, and so also when the
// process that holds the other end has died.
func serve(stdin io.Reader, stdout io.Writer) error {
	model, err := fake.New(
		fake.Account{Phone: ada, Code: code, FirstName: "Ada"},
		fake.Account{Phone: grace, Code: code, FirstName: "Grace", Password: password},
	)
	if err != nil {
		return err
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{})
	if err != nil {
		return err
	}
	defer srv.Close()
	err = json.NewEncoder(stdout).Encode(ready{srv.DCs()[0], x509.MarshalPKCS1PublicKey(srv.PublicKey())})
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, stdin)
	return err
}

// A server is the server process as its clients see it.
type server struct {
	dc  mtproto.DataCentre
	key *rsa.PublicKey

	process *exec.Cmd
	stdin   io.Closer
}

// startServer starts the server process. It ends with ctx, or with stop.
func startServer(ctx context.Context) (*server, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &server{process: exec.CommandContext(ctx, program, serverArgs...)} //nolint:gosec // it is this program
	s.process.Stderr = os.Stderr
	stdin, err := s.process.StdinPipe()
	if err != nil {
		return nil, err
	}
	s.stdin = stdin
	s.process.Cancel, s.process.WaitDelay = stdin.Close, 10*time.Second
	stdout, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	var line ready
	if err = json.NewDecoder(stdout).Decode(&line); err == nil {
		s.dc = line.DC
		s.key, err = x509.ParsePKCS1PublicKey(line.Key)
	}
	if err != nil {
		_ = s.stop()
		return nil, fmt.Errorf("the server does not start: %w", err)
	}
	return s, nil
}

// stop ends the server process and waits until it has.
func (s *server) stop() error {
	_ = s.stdin.Close()
	return s.process.Wait()
}

// transport returns a new transport to the server.
func (s *server) transport() *mtproto.Transport {
	return &mtproto.Transport{
		AppID: appID, AppHash: codes.NewSecret(appHash),
		DCs: []mtproto.DataCentre{s.dc}, DC: s.dc.ID,
		PublicKeys: []*rsa.PublicKey{s.key},
	}
}

// The application: the server takes any.
const (
	appID   = 1
	appHash = "any"
)
