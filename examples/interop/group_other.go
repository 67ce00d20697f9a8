//go:build !unix

package main

import "os/exec"

// inGroup does nothing here: only the command itself is killed, by its context.
func inGroup(*exec.Cmd) {}

// killGroup does nothing here.
func killGroup(*exec.Cmd) {}
