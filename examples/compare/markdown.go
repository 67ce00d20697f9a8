package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// markdownHead is what comes before the table. It is told the machine and how
// many pairs were measured.
const markdownHead = `# Benchmarks

stepin beside [gotd's](https://github.com/gotd/td) ` + "`auth.Flow`" + `, at the same server, through public API, with every check on and a new auth key for each sign-in. The server is a process of its own and is not measured. [examples/compare](examples/compare) measures, and printed this file:

    go run ./examples/compare -md > BENCHMARKS.md

on %s. Each figure comes from %d pairs or more, ours and theirs one right after the other; the pair whose ratio is the median is shown. Only ` + "`waiting`" + ` is measured once: it is the share of one among many logins. Absolute figures are those of one machine. Ratios carry over, but for what a processor does in hardware.

`

// printMarkdown prints BENCHMARKS.md. The rows are those of figures, in that
// order.
func printMarkdown(w io.Writer, rows []row, pairs int) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, markdownHead, machine(), pairs)
	fmt.Fprintln(b, "| work | metric | ours | theirs | ratio | target | |")
	fmt.Fprintln(b, "| --- | --- | ---: | ---: | ---: | --- | --- |")
	for i, r := range rows {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s |\n", r.Work, r.Metric,
			formatValue(r.Metric, r.Ours), formatValue(r.Metric, r.Theirs), formatRatio(r.Ratio),
			figures[i].target(), verdict(figures[i], r))
	}
	fmt.Fprint(b, "\nThe works:\n\n")
	for _, work := range works {
		fmt.Fprintf(b, "- `%s`: %s.\n", work.name, work.is)
	}
	fmt.Fprint(b, `
The metrics: `+"`cpu`"+` is the CPU time of the client's process and `+"`wall`"+` the time that passed; `+"`allocs`"+` counts heap allocations, `+"`bytes`"+` are those of heap and stacks; `+"`floor`"+` is our CPU time, and theirs that of what nobody can leave out.

gotd's client is a stock one, with each option at its default but for the server's address and key, and a storage in memory. The server does what Telegram's do where that costs a client time: it has their prime, makes a new pq of two primes of 31 bits for each key, and checks every proof of a password. Neither side leaves out any of its checks.

Almost all of the difference comes from two things. With each key and each password gotd tests in 64 rounds whether the prime p is one, and again for (p-1)/2; stepin knows Telegram's p byte for byte, as TDLib does (td/telegram/DhCache.cpp), and tests any other once in a process, at the cost of some 65 modular exponentiations. And gotd factors pq with big.Int, which is a third of its key exchange; stepin does it in machine words.
`)
	return b.Flush()
}

// machine describes where this runs.
func machine() string {
	cpu := "CPUs"
	if name := processor(); name != "" {
		cpu = "× " + name
	}
	return fmt.Sprintf("%s, %s/%s, %d %s", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpu)
}

// processor is the processor's name, if the system has it in a file; else "".
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if key, value, _ := strings.Cut(line, ":"); strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
