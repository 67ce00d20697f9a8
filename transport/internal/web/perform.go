package web

import (
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// Perform makes a call under a session of a system, as [flow.Transport] says. perform
// makes it, and changes the data that the session keeps. A call is made under the
// session that there is; Connect makes one, unless there is one already: that is
// answered without asking anybody, and the session stays as it is.
func Perform[T any](system string, call flow.Call, s flow.Session, perform func(*T) (flow.Answer, error)) (flow.Answer, flow.Session, error) {
	data, err := Open[T](system, s)
	if answer := Before(call, s, err); answer != nil {
		return answer, s, nil
	}
	if call.Name != flow.CallConnect {
		answer, err := perform(&data)
		return answer, Change(system, s, data), err
	}
	if s.Fingerprint() != "" {
		return flow.Connected{}, s, nil
	}
	answer, err := perform(&data)
	if _, connected := answer.(flow.Connected); connected {
		s = New(system, data)
	}
	return answer, s, err
}

// Before answers what every transport answers in the same way, before anybody is
// asked: a session that cannot be read (err), no session, a sent code of another
// session. It returns nil if the call is to be made.
func Before(call flow.Call, s flow.Session, err error) flow.Answer {
	switch {
	case err != nil:
		return flow.NotSent{Err: err}
	case call.Name == flow.CallConnect:
		return nil
	case s.Fingerprint() == "" && call.Name == flow.CallWhoAmI:
		return flow.Nobody{}
	case s.Fingerprint() == "":
		return NotAllowed()
	case !call.Sent.IsZero() && call.Sent.Key != s.Fingerprint():
		return Local(errors.KeyMismatch)
	default:
		return nil
	}
}

// NotAllowed answers a call that means nothing here.
func NotAllowed() flow.Answer { return flow.NotSent{Err: errors.Local(errors.NotAllowed)} }

// Failed makes an answer of the error of a request, if it tells enough: else nobody
// knows. A refusal with the reason errors.Unsupported demands a step that there is no
// phase for.
func Failed(err error) (flow.Answer, error) {
	refusal := Refusal(err)
	_, unsent := errors.AsType[*UnsentError](err)
	switch {
	case unsent:
		return flow.NotSent{Err: err}, nil
	case refusal == nil:
		return nil, err
	case refusal.Reason == errors.Unsupported:
		return flow.Unsupported{Wanted: refusal.Text}, nil
	default:
		return flow.Refused{Err: refusal}, nil
	}
}

// Standing answers whose login it is, after a request under its tokens; err is what
// became of that. The data of a login that is over is dropped.
func Standing[T any](data *T, account flow.Account, err error) (flow.Answer, error) {
	switch {
	case err == nil:
		return flow.Authorized{Account: account}, nil
	case IsLost(err):
		*data = *new(T)
		return flow.Nobody{}, nil
	default:
		return Failed(err)
	}
}

// Local answers that the transport itself refuses what was typed.
func Local(reason errors.Reason) flow.Answer { return flow.Refused{Err: errors.Local(reason)} }

// Misconfigured is the error of settings that cannot work; text says why. Nothing was
// sent.
func Misconfigured(text string) error { return &UnsentError{misconfigured(text)} }

func misconfigured(text string) error {
	e := errors.Local(errors.Misconfigured)
	e.Text = text
	return e
}
