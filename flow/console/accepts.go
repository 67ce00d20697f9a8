package console

import (
	"slices"
	"strings"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// accepts tells whether the person may say who they are by a kind of identifier.
func (p *Prompt) accepts(k codes.Kind) bool {
	if len(p.Accepts) == 0 {
		return k == codes.KindPhone
	}
	return slices.Contains(p.Accepts, k)
}

// numbersOnly tells whether people are known by their phone numbers and by nothing
// else.
func (p *Prompt) numbersOnly() bool { return !p.accepts(codes.KindName) && !p.accepts(codes.KindEmail) }

// identifierWords name what says who signs in, in the order of a question.
var identifierWords = []struct {
	kind codes.Kind
	word string
}{
	{codes.KindName, "name"},
	{codes.KindEmail, "e-mail address"},
	{codes.KindPhone, "phone number"},
}

// identifier names what says who signs in, as in "name, e-mail address or phone
// number".
func (p *Prompt) identifier() string {
	var words []string
	for _, w := range identifierWords {
		if p.accepts(w.kind) {
			words = append(words, w.word)
		}
	}
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// askIdentifier stands before the answer that says who signs in.
func (p *Prompt) askIdentifier() string {
	words := p.identifier() + ": "
	return strings.ToUpper(words[:1]) + words[1:]
}

// identify turns a line into the input that says who signs in, or tells why it
// cannot be meant. A number where nothing else is accepted is left to the machine.
func (p *Prompt) identify(line string) (in flow.Input, said bool, err error) {
	if p.numbersOnly() {
		return flow.PhoneNumber(line), true, nil
	}
	who, err := p.parseIdentifier(line)
	if e, ok := errors.AsType[*errors.Error](err); ok {
		p.refused(e)
		return in, false, nil
	}
	return flow.Identifier(who), true, err
}

// parseIdentifier reads a text as the kind that it looks like, among those that
// are accepted.
func (p *Prompt) parseIdentifier(line string) (codes.Identifier, error) {
	names, mails, numbers := p.accepts(codes.KindName), p.accepts(codes.KindEmail), p.accepts(codes.KindPhone)
	switch {
	case mails && (strings.Contains(line, "@") || !names && !numbers):
		return codes.Email(line)
	case numbers && (!names || looksLikeNumber(line)):
		return codes.ParsePhone(line)
	default:
		return codes.Name(line)
	}
}

// A number without a plus is told from a name of digits by its length: with the
// country code few numbers are shorter, and few such names as long.
const sureDigits = 10

// looksLikeNumber tells whether a text that may be a name is meant as a number.
func looksLikeNumber(line string) bool {
	who, err := codes.ParsePhone(line)
	if err != nil {
		return false
	}
	return strings.ContainsAny(line, "+＋﹢") || len(who.Reveal()) > sureDigits
}
