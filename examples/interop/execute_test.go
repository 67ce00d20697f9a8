package main

import (
	"context"
	"io"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A recipe that does not end is killed.
func TestExecuteEnds(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, ln.Close()) }()
	t.Setenv(role, "sleeper")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := execute(ctx, []string{os.Args[0], ln.Addr().String()})
		ended <- err
	}()
	conn, err := ln.Accept()
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close()) }()
	cancel()
	_, err = conn.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF)
	require.ErrorIs(t, <-ended, context.Canceled)
}

// What a recipe writes to stderr tells why it failed.
func TestExecuteFails(t *testing.T) {
	t.Setenv(role, "zero")
	_, err := execute(t.Context(), []string{os.Args[0], "missing.json"})
	require.EqualError(t, err, "exit status 1: the key is not known open missing.json: no such file or directory")
}

func TestEnds(t *testing.T) {
	require.Equal(t, "a b", ends(" a\n\tb\n"))
	half := strings.Repeat("x", 250)
	require.Equal(t, half+half, ends(half+half))
	require.Equal(t, half+" ... "+half, ends(half+"y"+half))
}
