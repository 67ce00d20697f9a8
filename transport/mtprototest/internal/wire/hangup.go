package wire

import "time"

// hangUpAfter cuts the connection after a time, unless it is called again before
// that. Only the reading side calls it.
// See https://core.telegram.org/mtproto/service_messages#deferred-connection-closure--ping.
func (c *conn) hangUpAfter(d time.Duration) {
	if c.hangUp == nil {
		c.hangUp = time.AfterFunc(d, func() { _ = c.raw.Close() })
		return
	}
	c.hangUp.Reset(d)
}

// stay undoes hangUpAfter.
func (c *conn) stay() {
	if c.hangUp != nil {
		c.hangUp.Stop()
	}
}
