package docs_test

import (
	"context"
	"fmt"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/firebase/firebasetest"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/kii/kiitest"
	"github.com/stepin-go/stepin/transport/quickblox"
	"github.com/stepin-go/stepin/transport/quickblox/quickbloxtest"
)

// theirToken signs in to Kii by name and password.
//
// begin kii
func theirToken(ctx context.Context, transport *kii.Transport, name, password string) (kii.Tokens, error) {
	d := &flow.Driver{Transport: transport}
	who, err := codes.Name(name)
	if err != nil {
		return kii.Tokens{}, err
	}
	if _, err := d.Do(ctx, "me", flow.Identifier(who)); err != nil { // the password is wanted now
		return kii.Tokens{}, err
	}
	if _, err := d.Do(ctx, "me", flow.Password(password)); err != nil {
		return kii.Tokens{}, err
	}
	record, err := d.Load(ctx, "me")
	if err != nil {
		return kii.Tokens{}, err
	}
	return kii.Token(record.Session)
}

// end kii

func Example_kii() {
	server, err := kiitest.Start(kiitest.Config{Accounts: []kiitest.Account{{LoginName: "ada", Password: "secret", DisplayName: "Ada"}}})
	if err != nil {
		panic(err)
	}
	defer server.Close()
	tokens, err := theirToken(context.Background(), server.Transport(), "ada", "secret")
	fmt.Println(tokens.UserID != "", tokens.Access, err)
	_, err = theirToken(context.Background(), server.Transport(), "ada", "sekret")
	fmt.Println(err)
	// Output:
	// true REDACTED <nil>
	// sign-in: credentials_invalid (400): invalid_grant
}

func Example_quickblox() {
	now := time.Now
	google, err := firebasetest.Start(firebasetest.Config{Accounts: []firebasetest.Account{{Phone: "+15555550100"}}, Now: now})
	if err != nil {
		panic(err)
	}
	defer google.Close()
	chat, err := quickbloxtest.Start(quickbloxtest.Config{Firebase: google.Project(), Now: now})
	if err != nil {
		panic(err)
	}
	defer chat.Close()

	ctx := context.Background()
	application := chat.Transport()
	// begin phone
	transport := &quickblox.Transport{
		URL: application.URL, ApplicationID: application.ApplicationID,
		AuthKey: application.AuthKey, AuthSecret: application.AuthSecret,
		Firebase: google.Transport(), ProjectID: google.Project(),
	}
	d := &flow.Driver{Transport: transport}
	_, err = d.Do(ctx, "me", flow.PhoneNumber("+1 555 555 0100")) // Firebase sends an SMS
	// end phone
	if err != nil {
		panic(err)
	}
	sent := google.Codes("+15555550100")
	s, err := d.Do(ctx, "me", flow.Code(sent[len(sent)-1]))
	fmt.Println(s.Phase, err)
	// Output: Ready <nil>
}

// refreshed has an ID token that is good now.
//
// begin refresh
func refreshed(ctx context.Context, d *flow.Driver, id string) (codes.Secret, error) {
	if _, err := d.Do(ctx, id, flow.Poll()); err != nil {
		return codes.Secret{}, err
	}
	record, err := d.Load(ctx, id)
	if err != nil {
		return codes.Secret{}, err
	}
	tokens, err := firebase.Token(record.Session)
	return tokens.ID, err
}

// end refresh

func Example_firebase() {
	now := time.Now()
	server, err := firebasetest.Start(firebasetest.Config{
		Accounts: []firebasetest.Account{{Email: "ada@example.com", Password: "secret"}},
		Now:      func() time.Time { return now },
	})
	if err != nil {
		panic(err)
	}
	defer server.Close()

	ctx, d := context.Background(), &flow.Driver{Transport: server.Transport()}
	who, _ := codes.Email("ada@example.com")
	_, _ = d.Do(ctx, "me", flow.Identifier(who))
	s, err := d.Do(ctx, "me", flow.Password("secret"))
	fmt.Println(s.Phase, err)

	first, _ := refreshed(ctx, d, "me")
	now = now.Add(time.Hour)
	second, err := refreshed(ctx, d, "me")
	fmt.Println(first.Equal(second), second, err)
	// Output:
	// Ready <nil>
	// false REDACTED <nil>
}
