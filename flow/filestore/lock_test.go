package filestore_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow/filestore"
)

// The test's program is also the other processes that use a file.
const (
	envTask = "STEPIN_FILESTORE_TASK"
	envPath = "STEPIN_FILESTORE_PATH"
)

func TestMain(m *testing.M) {
	path := os.Getenv(envPath)
	switch os.Getenv(envTask) {
	case "":
		goleak.VerifyTestMain(m)
	case "count":
		if err := count(filestore.File{Path: path}); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	case "hold":
		if _, err := lockedfile.MutexAt(path + ".lock").Lock(); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("locked")
		_, _ = io.Copy(io.Discard, os.Stdin) // until it is killed
	}
}

// process starts this program for a task.
func process(t *testing.T, task, path string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	require.NoError(t, err)
	c := exec.CommandContext(t.Context(), program)
	c.Env = append(os.Environ(), envTask+"="+task, envPath+"="+path)
	return c
}

const countTo = 50

// count adds one, so many times.
func count(f filestore.File) error {
	ctx := context.Background()
	for done := 0; done < countTo; {
		data, revision, err := f.Load(ctx, "me")
		if err != nil {
			return err
		}
		n, _ := strconv.Atoi(string(data))
		switch err := f.Save(ctx, "me", revision, strconv.AppendInt(nil, int64(n+1), 10)); {
		case err == nil:
			done++
		case !errors.Is(err, errors.Conflict):
			return err
		}
	}
	return nil
}

// What several processes count in one file is the sum.
func TestProcesses(t *testing.T) {
	const processes = 3
	f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
	ended := make(chan error, processes)
	for range processes {
		c := process(t, "count", f.Path)
		go func() {
			out, err := c.CombinedOutput()
			if err != nil {
				err = fmt.Errorf("%w: %s", err, out)
			}
			ended <- err
		}()
	}
	for range processes {
		require.NoError(t, <-ended)
	}
	data, revision, err := f.Load(t.Context(), "me")
	require.NoError(t, err)
	require.Equal(t, strconv.Itoa(processes*countTo), string(data))
	require.EqualValues(t, processes*countTo, revision)
	requireFiles(t, f.Path)
}

// A process that hangs with the lock holds others up for as long as they like; one
// that dies does not.
func TestLockOfAnotherProcess(t *testing.T) {
	f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
	holder := process(t, "hold", f.Path)
	_, err := holder.StdinPipe() // the process waits for its end
	require.NoError(t, err)
	stdout, err := holder.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, holder.Start())
	said, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "locked\n", said)

	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, f.Save(ctx, "me", 0, []byte("one")), context.DeadlineExceeded)
	if runtime.GOOS != "windows" {
		_, revision, err := f.Load(t.Context(), "me")
		require.NoError(t, err, "reading needs no lock")
		require.Zero(t, revision)
	}

	require.NoError(t, holder.Process.Kill())
	_ = holder.Wait()
	require.NoError(t, f.Save(t.Context(), "me", 0, []byte("one")))
}

// A Save that waits for the lock ends with its context, or gets the lock.
func TestSaveWaits(t *testing.T) {
	for _, ends := range []bool{true, false} {
		f := filestore.File{Path: filepath.Join(t.TempDir(), "login")}
		synctest.Test(t, func(t *testing.T) {
			unlock, err := lockedfile.MutexAt(f.Path + ".lock").Lock()
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			saved := make(chan error, 1)
			go func() { saved <- f.Save(ctx, "me", 0, []byte("one")) }()
			synctest.Wait() // it waits, too
			require.Empty(t, saved)
			if ends {
				ended := time.Now()
				cancel()
				require.ErrorIs(t, <-saved, context.Canceled)
				require.Zero(t, time.Since(ended), "by the clock of the test, at once")
				unlock()
				return
			}
			unlock()
			require.NoError(t, <-saved)
		})
	}
}
