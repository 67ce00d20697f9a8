package mtprototest

import "time"

// now is the time by the clock of the protocol.
func (s *Server) now() time.Time {
	if now := s.dcs[0].wire.Now; now != nil {
		return now()
	}
	return time.Now()
}

// inProtocol takes a time of the model's to the clock of the protocol, by which
// clients understand dates. Without Config.Now there is the model's clock only: a
// test that lets days pass need not set two.
func (s *Server) inProtocol(t time.Time) time.Time {
	if t.IsZero() || s.dcs[0].wire.Now == nil {
		return t
	}
	model := time.Now
	if s.Server.Now != nil {
		model = s.Server.Now
	}
	// To the second, since some time passes between two looks at clocks.
	return t.Add(s.now().Sub(model()).Round(time.Second))
}

// date is a time of the model's, which are whole seconds, as an answer has it.
func (s *Server) date(t time.Time) int { return int(s.inProtocol(t).Unix()) }
