package main

import (
	"fmt"
	"strings"

	"github.com/stepin-go/stepin/transport/fake"
)

// parseAccount reads "key=value,key=value". Values have no commas.
func parseAccount(text string) (fake.Account, error) {
	var a fake.Account
	for field := range strings.SplitSeq(text, ",") {
		key, value, found := strings.Cut(field, "=")
		if !found {
			return a, fmt.Errorf("%q is not key=value", field)
		}
		switch key {
		case "phone":
			a.Phone = value
		case "code":
			a.Code = value
		case "password":
			a.Password = value
		case "hint":
			a.Hint = value
		case "name":
			a.FirstName, a.LastName, _ = strings.Cut(value, " ")
		default:
			return a, fmt.Errorf("an account has phone, code, password, hint and name, but no %q", key)
		}
	}
	if _, err := fake.New(a); err != nil {
		return a, err
	}
	return a, nil
}
