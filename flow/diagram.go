package flow

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stepin-go/stepin/errors"
)

// Diagram prints the main path as a Mermaid state diagram
// (mermaid.js.org/syntax/stateDiagram.html): what a person says, and where the
// answers of a server that is well lead. What can be said in every phase is left
// out, and so is what few say or meet: see detour.
func (t *Tables) Diagram() string {
	var a arrows
	for _, p := range t.Phases {
		for _, said := range t.said(p.Phase) {
			if said.everywhere && p.Phase != WaitPhoneNumber {
				continue
			}
			for _, o := range t.outcomes(said.move.Ask, p.Phase) {
				if o.usual && !detour(p.Phase, said.input, o.to) {
					a.add(arrow{p.Phase, o.to, said.input.String() + " / " + o.name})
				}
			}
		}
	}
	return a.String("[*] --> " + WaitPhoneNumber.String())
}

// detour reports whether a way is not on the main path: it leads by e-mail, through
// a payment, begins with a token, a QR code or a passkey, gives up the password or the account, or is what another code
// leads to beside WaitCode.
func detour(from Phase, said InputName, to Phase) bool {
	for _, p := range []Phase{from, to} {
		switch p {
		case WaitEmailAddress, WaitEmailCode, WaitRecoveryCode, WaitOtherDevice, WaitPasskey, WaitPayment:
			return true
		default:
		}
	}
	switch said {
	case InputToken, InputRequestQRCode, InputRequestPasskey, InputRecoverPassword, InputResetPassword, InputDeleteAccount:
		return true
	case InputResend:
		return to != from
	default:
		return false
	}
}

// PhaseDiagram prints what leads out of a phase: answers, refusals by class and
// by the reasons that differ from their class, and lost answers after which
// nobody turns out to be signed in. Inputs that lead to the same phase in the same
// way share an arrow; what leaves us where we stand has none. Once an input has
// led to another phase, its calls are that phase's matter: a number that is given
// while a code is out leads to WaitPhoneNumber, and what becomes of it is found
// there. Neither the refusals of a key exchange nor a Poll in doubt are drawn.
func (t *Tables) PhaseDiagram(p Phase) string {
	var a arrows
	for in := InputPhoneNumber; in < inputs; in++ {
		leads := map[Phase][]outcome{}
		for _, said := range t.said(p) {
			switch {
			case said.input != in:
			case said.move.To != noPhase && said.move.To != p:
				leads[said.move.To] = nil
			default:
				for _, o := range t.outcomes(said.move.Ask, p) {
					leads[o.to] = append(leads[o.to], o)
				}
			}
		}
		for to := WaitPhoneNumber; to < phases; to++ {
			if os, ok := leads[to]; ok {
				a.join(arrow{p, to, outcomeNames(os)}, in.String())
			}
		}
	}
	return a.String()
}

type arrow struct {
	from, to Phase
	label    string
}

type arrows []arrow

func (a *arrows) add(x arrow) {
	if !slices.Contains(*a, x) {
		*a = append(*a, x)
	}
}

// join adds an arrow of which the label is how an input leads there; inputs that
// lead there in the same way share it.
func (a *arrows) join(x arrow, input string) {
	how := ""
	if x.label != "" {
		how = " / " + x.label
	}
	for i, other := range *a {
		if inputs, same := strings.CutSuffix(other.label, how); same && other.from == x.from && other.to == x.to && !strings.Contains(inputs, "/") {
			(*a)[i].label = inputs + " or " + input + how
			return
		}
	}
	a.add(arrow{x.from, x.to, input + how})
}

func (a *arrows) String(first ...string) string {
	lines := append([]string{"stateDiagram-v2"}, first...)
	for _, x := range *a {
		lines = append(lines, fmt.Sprintf("%s --> %s: %s", x.from, x.to, x.label))
	}
	return strings.Join(lines, "\n    ") + "\n"
}

// A saying is something that a person can say in a phase, and what it does.
type saying struct {
	input      InputName
	move       Move
	everywhere bool // and in every other waiting phase
}

// said lists what can be said in a phase. What is said in doubt is left out: it
// finds out what the answer in doubt was.
func (t *Tables) said(p Phase) []saying {
	var all []saying
	for in := InputPhoneNumber; in < inputs; in++ {
		row := t.input(p, in)
		if row == nil {
			continue
		}
		for _, b := range row.Then {
			here := true
			switch b.If {
			case CodeOut:
				here = t.phase(p).Keeps&KeepSent != 0
			case NoKey:
				here = false // a way round to the call of the next branch
			case IsInDoubt:
				here = false
			default:
			}
			if here && (b.Move.Ask != NoCall || b.Move.To != noPhase) {
				all = append(all, saying{in, b.Move, row.Phase == noPhase})
			}
		}
	}
	return all
}

// An outcome is what can become of a call, and the phase that it leads to.
type outcome struct {
	to      Phase
	name    string
	usual   bool // an answer that is no failure
	refusal bool
}

// outcomes lists what can become of a call that is asked in a phase, and leads
// out of it or into it anew; via are the calls that it followed from.
func (t *Tables) outcomes(c CallName, p Phase, via ...CallName) []outcome {
	if slices.Contains(via, c) {
		return nil // what becomes of it is listed already
	}
	via = append(slices.Clone(via), c)
	var all []outcome
	add := func(o outcome, m Move) {
		switch {
		case m.Ask != NoCall && (m.To == noPhase || m.To == p):
			all = append(all, t.outcomes(m.Ask, p, via...)...)
		case m.To == noPhase || t.phase(p).Kind == SignedIn && m.To != LoggedOut && m.To != p:
		case !o.usual && m.To == p:
		default:
			o.to = m.To
			all = append(all, o)
		}
	}
	for _, a := range plausible[c] {
		if row := t.answer(c, a); row != nil {
			m := t.here(row.Then, c, p, false)
			if c == CallWhoAmI && a != AnswerNobody {
				continue // it says what was known
			}
			add(outcome{name: a.String(), usual: a != AnswerMoved && a != AnswerUnsupported}, m)
		}
	}
	if row := t.call(c); row != nil && row.Lost.Ask == CallWhoAmI {
		add(outcome{name: "lost and Nobody"}, row.Nobody)
	}
	if c == CallConnect {
		return all // what a key exchange is refused for is found in its block
	}
	for class := errors.Unknown; class <= errors.Transient; class++ {
		row := t.refusal(c, &errors.Error{Class: class})
		if row == nil {
			continue
		}
		m := t.here(row.Then, c, p, false)
		name := class.String()
		if other := t.here(row.Then, c, p, true); other != m {
			m = other
			name += " not about the " + givenWords(t.call(c).Gives)
		}
		add(outcome{name: name, refusal: true}, m)
	}
	for _, r := range t.Refusals {
		class := errors.Local(r.Reason).Class
		row, byClass := t.refusal(c, &errors.Error{Reason: r.Reason, Class: class}), t.refusal(c, &errors.Error{Class: class})
		if r.Reason == "" || r.Call != NoCall && r.Call != c || row == nil || byClass == nil {
			continue
		}
		if m := t.here(row.Then, c, p, false); m != t.here(byClass.Then, c, p, false) {
			add(outcome{name: string(r.Reason), refusal: true}, m)
		}
	}
	return all
}

// here returns the move that is made in a phase; other, if a refusal is about
// something else than what was given for the call.
func (t *Tables) here(bs []Branch, c CallName, p Phase, other bool) Move {
	row := t.call(c)
	for _, b := range bs {
		holds := false
		switch b.If {
		case Always:
			holds = true
		case AboutGiven:
			holds = row != nil && len(row.Gives) > 0 && !other
		case CarriesHash:
			holds = row != nil && row.Hash
		case Deleting:
			holds = c == CallDeleteAccount
		case IsSignedIn:
			holds = t.phase(p).Kind == SignedIn
		case IsOver:
			holds = t.phase(p).Kind == Over
		default: // not on the way that is drawn
		}
		if holds {
			return b.Move
		}
	}
	return stay
}

func outcomeNames(os []outcome) string {
	var names, refused []string
	for _, o := range os {
		list := &names
		if o.refusal {
			list = &refused
		}
		if !slices.Contains(*list, o.name) {
			*list = append(*list, o.name)
		}
	}
	if len(refused) > 0 {
		// A label of Mermaid ends at a colon.
		names = append(names, "refused ("+strings.Join(refused, ", ")+")")
	}
	return strings.Join(names, ", ")
}

// plausible are the answers that a server gives to a call, for what is printed
// only: Step takes any answer to any call.
var plausible = [calls][]AnswerName{
	CallConnect:              {AnswerConnected},
	CallSendCode:             sentCode,
	CallResendCode:           sentCode,
	CallCancelCode:           {AnswerDone, AnswerMoved},
	CallSignIn:               {AnswerAuthorized, AnswerPasswordWanted, AnswerRegistrationWanted, AnswerMoved},
	CallSendEmailCode:        {AnswerEmailCodeSent, AnswerPasswordWanted, AnswerMoved},
	CallVerifyEmail:          sentCode,
	CallSignInEmail:          {AnswerAuthorized, AnswerPasswordWanted, AnswerRegistrationWanted, AnswerMoved},
	CallResetLoginEmail:      sentCode,
	CallSignUp:               {AnswerAuthorized, AnswerMoved},
	CallCheckPassword:        {AnswerAuthorized, AnswerUnsupported},
	CallRequestRecovery:      {AnswerRecoverySent},
	CallCheckRecoveryCode:    {AnswerDone},
	CallRecoverPassword:      {AnswerAuthorized},
	CallResetPassword:        {AnswerDone, AnswerResetPending},
	CallDeclinePasswordReset: {AnswerDone},
	CallDeleteAccount:        {AnswerDone, AnswerUnsupported},
	CallImportToken:          {AnswerCodeSent, AnswerAuthorized, AnswerPasswordWanted, AnswerMoved, AnswerUnsupported},
	CallExportLoginToken:     qrCode,
	CallImportLoginToken:     qrCode,
	CallInitPasskey:          {AnswerPasskeyOptions, AnswerMoved},
	CallFinishPasskey:        {AnswerAuthorized, AnswerPasswordWanted, AnswerRegistrationWanted, AnswerMoved},
	CallRequestFirebaseSMS:   {AnswerDone},
	CallReportMissingCode:    {AnswerDone},
	CallCheckPaidAuth:        sentCode,
	CallCanPurchaseStore:     {AnswerDone},
	CallAssignTransaction:    append([]AnswerName{AnswerDone}, sentCode...),
	CallWhoAmI:               {AnswerAuthorized, AnswerPasswordWanted, AnswerNobody, AnswerMoved},
	CallLogOut:               {AnswerDone},
}

// sentCode is the one router: each of these RPCs may bring any kind of sent code.
var sentCode = []AnswerName{
	AnswerCodeSent, AnswerEmailWanted, AnswerEmailCodeSent, AnswerPaymentWanted, AnswerPasswordWanted, AnswerAuthorized, AnswerMoved,
	AnswerUnsupported,
}

// qrCode is what becomes of a QR code.
var qrCode = []AnswerName{
	AnswerLoginTokenShown, AnswerLoginTokenMoved, AnswerAuthorized, AnswerPasswordWanted, AnswerRegistrationWanted, AnswerMoved,
}
