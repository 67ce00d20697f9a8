package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A row is what is known of a figure in the end. Times are in seconds.
type row struct {
	Work   string  `json:"work"`
	Metric string  `json:"metric"`
	Ours   float64 `json:"ours"`
	Theirs float64 `json:"theirs"`
	Ratio  float64 `json:"ratio"` // ours / theirs
}

// A pair is a metric of both sides, measured one right after the other.
type pair struct{ ours, theirs float64 }

func (p pair) ratio() float64 { return p.ours / p.theirs }

// median returns the pair whose ratio is in the middle; of two, the one that is
// worse for ours.
func median(pairs []pair) pair {
	sorted := slices.SortedFunc(slices.Values(pairs), func(a, b pair) int { return cmp.Compare(a.ratio(), b.ratio()) })
	return sorted[len(sorted)/2]
}

// samples are the pairs of each figure.
type samples map[[2]string][]pair

// add adds a pair to a figure.
func (s samples) add(work, metric string, ours, theirs float64) {
	at := [2]string{work, metric}
	s[at] = append(s[at], pair{ours, theirs})
}

// addCosts adds a pair to each of the figures of a work that costs make.
func (s samples) addCosts(work string, ours, theirs cost) {
	s.add(work, "cpu", ours.cpu, theirs.cpu)
	s.add(work, "wall", ours.wall, theirs.wall)
	s.add(work, "allocs", ours.allocs, theirs.allocs)
}

// rows returns a row for each of figures.
func (s samples) rows() ([]row, error) {
	var rows []row
	for _, f := range figures {
		pairs := s[[2]string{f.work, f.metric}]
		if len(pairs) == 0 {
			return nil, fmt.Errorf("%s %s was not measured", f.work, f.metric)
		}
		p := median(pairs)
		if ratio := p.ratio(); math.IsNaN(ratio) || math.IsInf(ratio, 0) {
			return nil, fmt.Errorf("%s %s: %v of ours beside %v of theirs are no ratio", f.work, f.metric, p.ours, p.theirs)
		}
		rows = append(rows, row{f.work, f.metric, p.ours, p.theirs, p.ratio()})
	}
	return rows, nil
}
