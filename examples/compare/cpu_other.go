//go:build !unix

package main

import "time"

// cpuNote says what cpuTime cannot do here.
const cpuNote = "This system does not say what CPU time a process has used: cpu is wall time."

var started = time.Now()

// cpuTime is the time since the program began.
func cpuTime() time.Duration { return time.Since(started) }
