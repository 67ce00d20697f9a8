package telegram

import (
	"context"
	"sync"
)

// An Inbox keeps what a server pushes to one who listens, until it is looked at: the
// last code and the last word on a login token. Whatever else is pushed does not
// belong here, and so cannot crowd them out.
type Inbox struct {
	mu    sync.Mutex
	code  any
	token any
	come  chan struct{}
}

// NewInbox returns an empty Inbox.
func NewInbox() *Inbox { return &Inbox{come: make(chan struct{}, 1)} }

// Put puts in what has come together: updateSentPhoneCode as code, updateLoginToken
// as token. Nil is none.
func (i *Inbox) Put(code, token any) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if code != nil {
		i.code = code
	}
	if token != nil {
		i.token = token
	}
	select {
	case i.come <- struct{}{}:
	default: // said already
	}
}

// Take takes out what is there; nil: nothing. A code comes first, since the server
// says it once, while what became of a token can be asked for
// (auth.exportLoginToken).
func (i *Inbox) Take() any {
	i.mu.Lock()
	defer i.mu.Unlock()
	update := i.code
	if update == nil {
		update, i.token = i.token, nil
	}
	i.code = nil
	return update
}

// Wait takes out the next update. Once ctx or the connection has ended, it is what
// had come until then; nil: nothing.
func (i *Inbox) Wait(ctx context.Context, ended <-chan struct{}) any {
	for {
		if update := i.Take(); update != nil {
			return update
		}
		select {
		case <-i.come:
		case <-ended:
			return i.Take()
		case <-ctx.Done():
			return i.Take()
		}
	}
}
