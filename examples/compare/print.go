package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
)

// printJSON prints an object a line.
func printJSON(w io.Writer, rows []row) error {
	e := json.NewEncoder(w)
	for _, r := range rows {
		if err := e.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// printTable prints a line for each row. The rows are those of figures, in that
// order.
func printTable(w io.Writer, rows []row) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "work\tmetric\tours\ttheirs\tratio\ttarget\t")
	for i, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Work, r.Metric,
			formatValue(r.Metric, r.Ours), formatValue(r.Metric, r.Theirs), formatRatio(r.Ratio),
			figures[i].target(), verdict(figures[i], r))
	}
	return t.Flush()
}

// verdict says whether a row meets its target; "" if there is none.
func verdict(f figure, r row) string {
	switch {
	case f.target() == "":
		return ""
	case f.meets(r, 1):
		return "met"
	default:
		return "MISSED"
	}
}

// formatValue writes a value in a unit that reads well: three digits.
func formatValue(metric string, v float64) string {
	type unit struct {
		size float64
		name string
	}
	var units []unit
	switch metric {
	case "cpu", "wall", "floor":
		units = []unit{{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}, {1e-9, " ns"}}
	case "bytes":
		units = []unit{{1 << 20, " MiB"}, {1 << 10, " KiB"}, {1, " B"}}
	default:
		return strconv.FormatFloat(v, 'f', decimals(v), 64)
	}
	for _, u := range units {
		if v >= u.size {
			return strconv.FormatFloat(v/u.size, 'f', decimals(v/u.size), 64) + u.name
		}
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// formatRatio writes what is far below 1 as a fraction.
func formatRatio(ratio float64) string {
	if ratio > 0 && ratio < 0.5 {
		return "1/" + strconv.FormatFloat(1/ratio, 'f', decimals(1/ratio), 64)
	}
	return strconv.FormatFloat(ratio, 'f', decimals(ratio), 64)
}

// decimals are as many as make three digits; none for whole numbers.
func decimals(v float64) int {
	switch {
	case v >= 100 || v == float64(int(v)):
		return 0
	case v >= 10:
		return 1
	default:
		return 2
	}
}
