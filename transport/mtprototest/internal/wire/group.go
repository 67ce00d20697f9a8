package wire

// Group returns the generator and the prime that Telegram's servers use, for
// other uses than the key exchange: two-step verification has the same.
func Group() (g int, p []byte) { return generator, dhPrime.Bytes() }
