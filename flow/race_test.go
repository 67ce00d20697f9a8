//go:build race

package flow_test

// underRace: what walks many states in one goroutine finds no race, and takes ten
// times as long.
const underRace = true
