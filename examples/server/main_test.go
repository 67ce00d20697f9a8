package main

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// start runs the server until the test ends and returns its ready line and a
// function that ends it and gives its exit status and stderr.
func start(t *testing.T, args ...string) (ready, func() (int, string)) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	var stderr bytes.Buffer
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, args, w, &stderr)
		_ = w.Close()
	}()
	end := sync.OnceValues(func() (int, string) {
		stop()
		s := <-status
		leak.Saw(t, delivered.ReplaceAllString(stderr.String(), ""))
		return s, stderr.String()
	})
	t.Cleanup(func() { end() })
	var line ready
	require.NoError(t, json.NewDecoder(r).Decode(&line))
	leak.Saw(t, line)
	return line, end
}

// delivered are the lines by which the server delivers its codes.
var delivered = regexp.MustCompile(`(?m)^code .*\n`)

// TestMain searches what the server writes.
func TestMain(m *testing.M) { os.Exit(leak.Suite{M: m}.Run()) }

func TestSignInToIt(t *testing.T) {
	folder := t.TempDir()
	keyFile, publicFile := filepath.Join(folder, "key.pem"), filepath.Join(folder, "public.pem")
	args := []string{
		"-dc", "4", "-key", keyFile, "-public-key", publicFile,
		"-account", "phone=+9996620001,code=54321,name=Ada Lovelace",
		"-account", "phone=+9996620002,code=22222,password=secret,hint=pet,name=Grace",
	}
	line, end := start(t, args...)
	require.Equal(t, 4, line.DC)

	public, err := os.ReadFile(publicFile)
	require.NoError(t, err)
	require.Equal(t, line.PublicKey, string(public))
	keys, err := mtproto.ParsePublicKeys(public)
	require.NoError(t, err)
	require.Len(t, keys, 1)

	d := leak.Driver(t, &flow.Driver{Transport: &mtproto.Transport{
		AppID: 1, AppHash: codes.NewSecret("any"), DC: 4, PublicKeys: []*rsa.PublicKey{keys[0]},
		DCs: []mtproto.DataCentre{{ID: 4, Addrs: []string{line.Addr}}},
	}})
	ctx := context.Background()
	for _, in := range []flow.Input{flow.PhoneNumber("+9996620002"), flow.Code("22222"), flow.Password("secret")} {
		_, err := d.Do(ctx, "grace", in)
		require.NoError(t, err, in)
	}
	for _, in := range []flow.Input{flow.PhoneNumber("+9996620001"), flow.Code("54321")} {
		_, err := d.Do(ctx, "ada", in)
		require.NoError(t, err, in)
	}
	s, err := d.Look(ctx, "ada")
	require.NoError(t, err)
	require.Equal(t, "Lovelace", s.Account.LastName)

	status, stderr := end()
	require.Equal(t, 0, status)
	require.Equal(t, "code 22222 to +999•••0002 by app\ncode 54321 to +999•••0001 by app\n", stderr)

	info, err := os.Stat(keyFile)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	again, _ := start(t, args...)
	require.Equal(t, line.Fingerprint, again.Fingerprint, "the key is kept")
}

func TestCommandLine(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.pem")
	require.NoError(t, os.WriteFile(bad, []byte("no key"), 0o600))
	for _, tt := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"-h"}, 0, "-account"},
		{[]string{"extra"}, 2, `unexpected argument "extra"`},
		{[]string{"-dc", "0"}, 2, "from 1"},
		{[]string{"-account", "phone"}, 2, "not key=value"},
		{[]string{"-account", "colour=red"}, 2, `no "colour"`},
		{[]string{"-account", "phone=12"}, 2, "Phone"},
		{[]string{"-key", bad}, 1, "no PEM block"},
		{[]string{"-listen", "nowhere"}, 1, "nowhere"},
		{[]string{"-account", "phone=+9996620001", "-account", "phone=+999 66 2 0001"}, 1, "Phone"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(context.Background(), tt.args, &stdout, &stderr)
		require.Equal(t, tt.status, status, "%v: %s", tt.args, stderr.String())
		require.Contains(t, stderr.String(), tt.says, strings.Join(tt.args, " "))
		require.Empty(t, stdout.String())
	}
}
