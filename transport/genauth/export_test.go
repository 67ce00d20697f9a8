package genauth

import "strings"

// Split is split.
var Split = split

// Known are all refusals that have a meaning here, as they are shown.
func Known() (all []string) {
	for name := range reasons {
		if strings.Trim(name, "0123456789") == "" {
			name = "apiCode " + name
		}
		all = append(all, name)
	}
	return all
}
