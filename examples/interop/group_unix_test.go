//go:build unix

package main

import (
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// Nothing that a recipe has started is left, and nothing waits for it.
func TestExecute(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, ln.Close()) }()
	t.Setenv("STEPIN_INTEROP_ADDR", ln.Addr().String())

	t.Setenv(role, "parent")
	said, err := execute(t.Context(), []string{os.Args[0], "goes"})
	require.ErrorIs(t, err, exec.ErrWaitDelay)
	require.Equal(t, "parent", said)
	requireDead(t, ln, func() {})

	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := execute(ctx, []string{os.Args[0], "waits"})
		ended <- err
	}()
	requireDead(t, ln, cancel)
	require.ErrorIs(t, <-ended, context.Canceled)

	t.Setenv(role, "zero")
	_, err = execute(t.Context(), []string{os.Args[0], "missing.json"})
	require.EqualError(t, err, "exit status 1: the key is not known open missing.json: no such file or directory")
}

// requireDead waits for a sleeper, and then for its end.
func requireDead(t *testing.T, ln net.Listener, kill func()) {
	t.Helper()
	conn, err := ln.Accept()
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close()) }()
	kill()
	_, err = conn.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF)
}
