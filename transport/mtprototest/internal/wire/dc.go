package wire

// testDC is added to the number of a test data centre.
// See https://core.telegram.org/mtproto/auth_key#presenting-proof-of-work-server-authentication.
const testDC = 10000

// dcNumber takes off what a client adds to the number of a data centre: a minus
// for media, 10000 for a test one.
func dcNumber(named int) (dc int, test bool) {
	if named < 0 {
		named = -named
	}
	if named > testDC {
		return named - testDC, true
	}
	return named, false
}
