package dhgroup

import (
	"encoding/hex"
	"strings"
	"sync"
)

// telegramPrime is the p that Telegram's servers have been sending for years;
// TDLib knows it too (td/telegram/DhCache.cpp). It is recognised byte for byte,
// as https://core.telegram.org/mtproto/security_guidelines#validation-of-dh-parameters
// suggests, so a usual exchange makes no primality rounds.
var telegramPrime = mustNumber(`
	C71CAEB9C6B1C9048E6C522F70F13F73980D40238E3E21C14934D037563D930F
	48198A0AA7C14058229493D22530F4DBFA336F6E0AC925139543AED44CCE7C37
	20FD51F69458705AC68CD4FE6B6B13ABDC9746512969328454F18FAF8C595F64
	2477FE96BB2A941D5BCD1D4AC8CC49880708FA9B378E3C4F3A9060BEE67CF9A4
	A4A695811051907E162753B56B0F6B410DBA74D8A84B2A14B3144E0EF1284754
	FD17ED950D5965B4B9DD46582DB1178D169C6BC465B0D6FF9CA3928FEF5B9AE4
	E418FC15E83EBEA0F87FA9FF5EED70050DED2849F47BF959D956850CE929851F
	0D8115F635B105EE2E4E15D04B2454BF6F4FADF034B10403119CD8E3B92FCC5B`)

// mustNumber reads a constant of this package.
func mustNumber(text string) Number {
	b, err := hex.DecodeString(strings.Join(strings.Fields(text), ""))
	n, ok := Parse(b)
	if err != nil || !ok {
		panic("dhgroup: bad constant") //nolint:forbidigo // a constant of this package, read when the program begins
	}
	return n
}

// verified remembers the other safe primes, each of which costs about 65
// modular exponentiations to find good. Bad numbers are not remembered: they
// are found out after one or two, and must not be able to push good ones out.
var verified primeCache

// primeCache is a ring of the primes added last. It is safe for concurrent
// use.
type primeCache struct {
	mu     sync.Mutex
	primes [16]Number
	next   int
}

func (c *primeCache) has(p *Number) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.primes {
		if c.primes[i] == *p {
			return true
		}
	}
	return false
}

func (c *primeCache) add(p *Number) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.primes[c.next] = *p
	c.next = (c.next + 1) % len(c.primes)
}
