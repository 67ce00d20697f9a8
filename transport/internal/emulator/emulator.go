package emulator

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
)

// An Emulator is one that runs.
type Emulator struct {
	// Host is its address, as in "127.0.0.1:9099".
	Host string
	// Project is the id of the project that it plays.
	Project string

	t testing.TB
}

// Find returns the emulator that the environment names, in the variables that
// firebase-tools sets for what it runs. If there is none, the test is skipped. One
// on another machine is refused: a test makes accounts there.
func Find(t testing.TB) *Emulator {
	t.Helper()
	host, project := os.Getenv("FIREBASE_AUTH_EMULATOR_HOST"), os.Getenv("GCLOUD_PROJECT")
	if host == "" {
		t.Skip("needs the Firebase Auth emulator: transport/firebase/emulator/run.sh go test ...")
	}
	name, _, err := net.SplitHostPort(host)
	if ip := net.ParseIP(name); err != nil || name != "localhost" && !ip.IsLoopback() {
		t.Fatal("FIREBASE_AUTH_EMULATOR_HOST must be this machine and a port, as in 127.0.0.1:9099")
	}
	if project == "" {
		t.Fatal("GCLOUD_PROJECT must name the emulator's project")
	}
	return &Emulator{Host: host, Project: project, t: t}
}

// Where the emulator has what is elsewhere on hosts of their own.
const (
	// Toolkit is where Identity Toolkit is.
	Toolkit = "/identitytoolkit.googleapis.com"
	// Tokens is where tokens are refreshed.
	Tokens = "/securetoken.googleapis.com"
)

// own is what no other has, followed by the project.
const own = "/emulator/v1/projects/"

// client leaves no connection behind.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

// ask makes a request as the project's owner, with a body unless in is nil, and ends
// the test if it is refused.
func (e *Emulator) ask(method, path string, in, out any) {
	e.t.Helper()
	var body io.Reader
	if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			e.t.Fatal(err)
		}
		body = bytes.NewReader(data)
	}
	ctx := context.WithoutCancel(e.t.Context()) // clean-ups come after its end
	r, err := http.NewRequestWithContext(ctx, method, "http://"+e.Host+path, body)
	if err != nil {
		e.t.Fatal(err)
	}
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Authorization", "Bearer owner")
	answer, err := client.Do(r)
	if err != nil {
		e.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		e.t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		e.t.Fatalf("the emulator's answer to %s %s is %d: %s", method, path, answer.StatusCode, data)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(data, out); err != nil {
		e.t.Fatal(err)
	}
}
