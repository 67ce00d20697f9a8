// Package filestore keeps a login in a file.
package filestore

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/stepin-go/stepin/errors"
)

// A File is a flow.Store that keeps one login in one file; a second id in the
// same file is refused. The file is readable by its owner only (mode 0600), is
// replaced in one piece, and is guarded against other processes by a lock on a
// second file beside it, named like it with ".lock" appended.
type File struct {
	// Path is the file's path. Its folder must exist.
	Path string
}

// content is what the file holds.
type content struct {
	ID       string `json:"id"`
	Revision uint64 `json:"revision"`
	Data     []byte `json:"data"`
}

// Load implements flow.Store. A file that is none of ours is
// [errors.BadRecord].
func (f File) Load(ctx context.Context, id string) (data []byte, revision uint64, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	c, err := f.read(id)
	return c.Data, c.Revision, err
}

// Save implements flow.Store.
func (f File) Save(ctx context.Context, id string, revision uint64, data []byte) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(f.Path + ".lock").Lock()
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

// read reads the file; one that does not exist is empty.
func (f File) read(id string) (content, error) {
	var c content
	text, err := os.ReadFile(f.Path)
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
// file is either the old one or the new one.
func replace(path string, text []byte) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
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
	if err = os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}
