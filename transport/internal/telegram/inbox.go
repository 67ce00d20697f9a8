package telegram

import "sync"

// An Inbox keeps what a server pushes to one who listens, until it is looked at: the
// last code and the last word on a login token. Whatever else is pushed does not
// belong here, and so cannot crowd them out.
type Inbox struct {
	mu    sync.Mutex
	code  any
	token any
	first sync.Once
	came  chan struct{}
}

// NewInbox returns an empty Inbox.
func NewInbox() *Inbox { return &Inbox{came: make(chan struct{})} }

// Put puts in what has come together: updateSentPhoneCode as code, updateLoginToken
// as token. Nil is none.
func (i *Inbox) Put(code, token any) {
	if code == nil && token == nil {
		return
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if code != nil {
		i.code = code
	}
	if token != nil {
		i.token = token
	}
	i.first.Do(func() { close(i.came) })
}

// Came is closed once something has come.
func (i *Inbox) Came() <-chan struct{} { return i.came }

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
