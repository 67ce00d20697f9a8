package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/examples/internal/ready"
	"github.com/stepin-go/stepin/flow"
)

// process starts this program for a task, with the server's arguments.
func process(t *testing.T, task string, args ...string) (c *exec.Cmd, stdout io.Reader, stderr *bytes.Buffer) {
	t.Helper()
	program, err := os.Executable()
	require.NoError(t, err)
	c = exec.CommandContext(t.Context(), program, args...)
	c.Env = append(os.Environ(), envTask+"="+task)
	stderr = new(bytes.Buffer)
	c.Stderr = stderr
	stdout, err = c.StdoutPipe()
	require.NoError(t, err)
	stdin, err := c.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	return c, stdout, stderr
}

// A signal ends the server in good order: what it wrote is whole, its
// connections are closed, and nothing has failed.
func TestSignalEnds(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(sig.String(), func(t *testing.T) {
			const accounts = 20
			var args []string
			for i := range accounts {
				args = append(args, "-account", fmt.Sprintf("phone=+99966200%02d", i))
			}
			c, stdout, stderr := process(t, "serve", args...)
			out := bufio.NewReader(stdout)
			text, err := out.ReadBytes('\n')
			require.NoError(t, err)
			var line ready.Line
			require.NoError(t, json.Unmarshal(text, &line))

			var want string
			for i := range accounts {
				_, err := signIn(t, client(t, line), flow.PhoneNumber(fmt.Sprintf("+99966200%02d", i)))
				require.NoError(t, err)
				want += fmt.Sprintf("code 22222 to +999•••00%02d by app\n", i)
			}
			idle, err := net.Dial("tcp", line.Addr)
			require.NoError(t, err)
			defer func() { _ = idle.Close() }()

			require.NoError(t, c.Process.Signal(sig))
			rest, err := io.ReadAll(out)
			require.NoError(t, err)
			require.Empty(t, rest)
			require.NoError(t, c.Wait(), "exit status 0")
			require.Equal(t, want, stderr.String())
			_, err = idle.Read(make([]byte, 1))
			require.Error(t, err, "the connection is closed")
		})
	}
}

// The second signal ends a server that does not come to its end.
func TestSecondSignalKills(t *testing.T) {
	c, stdout, _ := process(t, "hang")
	lines := bufio.NewReader(stdout)
	for _, want := range []string{"begun\n", "ending\n"} {
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		require.Equal(t, want, line)
		require.NoError(t, c.Process.Signal(syscall.SIGTERM))
	}
	var killed *exec.ExitError
	require.ErrorAs(t, c.Wait(), &killed)
	status := killed.Sys().(syscall.WaitStatus)
	require.True(t, status.Signaled())
	require.Equal(t, syscall.SIGTERM, status.Signal())
}
