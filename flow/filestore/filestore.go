// Package filestore keeps a login in a file.
package filestore

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/robustio"

	"github.com/stepin-go/stepin/errors"
)

// A File is a flow.Store that keeps one login in one file; a second id in the
// same file is refused. The file is readable by its owner only (mode 0600), is
// replaced in one piece, and is guarded against other processes by a lock on a
// second file beside it, named like it with ".lock" appended.
//
// A process that dies while it saves may leave a third file, named like the first
// with ".tmp" appended, which holds a login as well. The next Save removes it.
type File struct {
	// Path is the file's path. It must be set, and its folder must exist.
	Path string
}

// content is what the file holds.
type content struct {
	ID       string `json:"id"`
	Revision uint64 `json:"revision"`
	Data     []byte `json:"data"`
}

// Load implements flow.Store. A file that is none of ours, or that keeps another
// id, is [errors.BadRecord]. On Windows, Load waits as Save does.
func (f File) Load(ctx context.Context, id string) (data []byte, revision uint64, err error) {
	if f.Path == "" {
		return nil, 0, errNoPath
	}
	unlock, err := lockToRead(ctx, f.lockPath())
	if err != nil {
		return nil, 0, err
	}
	defer unlock()
	c, err := f.read(id)
	return c.Data, c.Revision, err
}

var (
	errNoPath = errors.New("filestore: File has no Path")
	// errID: JSON would keep another id than was given.
	errID = errors.New("filestore: the id is not UTF-8")
)

// Save implements flow.Store. While another process saves, Save waits, but no
// longer than ctx allows. A file that Load refuses is not overwritten.
func (f File) Save(ctx context.Context, id string, revision uint64, data []byte) (err error) {
	if f.Path == "" {
		return errNoPath
	}
	if !utf8.ValidString(id) {
		return errID
	}
	unlock, err := lock(ctx, f.lockPath())
	if err != nil {
		return err
	}
	defer unlock()
	c, err := f.read(id)
	if err != nil {
		return err
	}
	if c.Revision != revision {
		return errors.Local(errors.Conflict)
	}
	text, err := json.Marshal(content{id, revision + 1, data})
	if err != nil {
		return err
	}
	return replace(f.Path, append(text, '\n'))
}

func (f File) lockPath() string { return f.Path + ".lock" }

// read reads the file; one that does not exist is empty.
func (f File) read(id string) (content, error) {
	var c content
	// Robustly: Windows refuses to open a file that a virus scanner, say, has
	// open.
	text, err := robustio.ReadFile(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(text, &c); err != nil || c.Revision == 0 || c.ID != id {
		return content{}, errors.Local(errors.BadRecord)
	}
	return c, nil
}

// replace puts text in a file's place: at every moment, and after a crash, the
// file is either the old one or the new one. It is called under the lock.
func replace(path string, text []byte) (err error) {
	// Always the same name, so that a crash leaves no more than one; and a new
	// file, whoever may have made one of that name.
	temporary := path + ".tmp"
	if err := os.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	tmp, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(temporary)
		}
	}()
	if _, err = tmp.Write(text); err != nil {
		return err
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	// Robustly: and it refuses to replace one.
	if err = robustio.Rename(temporary, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}
