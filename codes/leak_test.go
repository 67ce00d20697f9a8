package codes_test

import (
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/internal/leak"
)

const samplePassword = "correct horse"

// TestNothingLeaks puts every type that hides something into every position of a
// value, and through everything that commonly prints one.
func TestNothingLeaks(t *testing.T) {
	leak.Matrix(t, "Secret", codes.NewSecret(samplePassword), samplePassword)
	leak.Matrix(t, "phone", phone(t, "+"+samplePhone), samplePhone)
	leak.Matrix(t, "email", email(t, "alice.liddell@example.com"), "alice.liddell")
	leak.Matrix(t, "name", name(t, "alice.liddell"), "alice.liddell")
	leak.Matrix(t, "Sent", sampleSent(t), sampleHash, samplePhone)
}
