package filestore

import (
	"context"
	"io/fs"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"github.com/stepin-go/stepin/errors"
)

// again is how long a lock is waited for before it is tried again: it is held for
// as long as a small file takes to be written.
const again = 10 * time.Millisecond

// lock locks the file at path, which it makes if need be, against other processes
// and other goroutines. The operating system unlocks it when the process dies.
// Waiting for a lock in the system could not be ended with ctx, hence the tries.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	l := flock.New(path, flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, again); err != nil {
		return nil, err
	}
	return func() { _ = l.Close() }, nil
}

// lockToRead locks readers out as well where that is needed: Windows does not
// replace a file that somebody has open, and a Save must not fail because of a
// Load.
func lockToRead(ctx context.Context, path string) (unlock func(), err error) {
	if runtime.GOOS != "windows" {
		return func() {}, ctx.Err()
	}
	unlock, err = lock(ctx, path)
	if errors.Is(err, fs.ErrNotExist) { // no folder, so no login
		return func() {}, nil
	}
	return unlock, err
}
