package main

import (
	"fmt"
	"io"
)

// printHead prints the head of the table, which is Markdown.
func printHead(w io.Writer) {
	fmt.Fprintln(w, "| client | version | layer | transport | wrong code | code | wrong password | password | own user |")
	fmt.Fprintln(w, "| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
}

// printRow prints what came of a trial.
func printRow(w io.Writer, c client, t trial, well bool) {
	cells := "refused | accepted | refused | accepted | right"
	if !well {
		cells = "FAILED | | | |"
	}
	fmt.Fprintf(w, "| %s | %s | %d | %s | %s |\n", c.name, c.version, c.layer, t, cells)
}
