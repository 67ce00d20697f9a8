package main

import (
	"context"
	"runtime"
	"time"
)

// A cost is what some work took of this process: CPU time of all its threads and
// wall time in seconds, and heap allocations.
type cost struct{ cpu, wall, allocs float64 }

func (c cost) plus(d cost) cost { return cost{c.cpu + d.cpu, c.wall + d.wall, c.allocs + d.allocs} }

// per returns the cost of one of n equal parts.
func (c cost) per(n int) cost {
	return cost{c.cpu / float64(n), c.wall / float64(n), c.allocs / float64(n)}
}

// A meter runs from begin to end.
type meter struct {
	allocs uint64
	cpu    time.Duration
	wall   time.Time
}

func begin() meter {
	runtime.GC() // what was before pays for its own garbage
	return meter{allocs: allocations(), cpu: cpuTime(), wall: time.Now()}
}

func (m meter) end() cost {
	wall, cpu := time.Since(m.wall), cpuTime()-m.cpu
	return cost{cpu.Seconds(), wall.Seconds(), float64(allocations() - m.allocs)}
}

func allocations() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}

// measure returns what work takes.
func measure(work func() error) (cost, error) {
	m := begin()
	err := work()
	return m.end(), err
}

// inTurn calls ours and theirs n times each, and after each pair both. Who is first
// changes each time: what the one leaves behind is not always borne by the other.
func inTurn(ctx context.Context, n int, ours, theirs func(context.Context) error, both func() error) error {
	for i := range n {
		first, second := ours, theirs
		if i%2 == 1 {
			first, second = theirs, ours
		}
		if err := first(ctx); err != nil {
			return err
		}
		if err := second(ctx); err != nil {
			return err
		}
		if err := both(); err != nil {
			return err
		}
	}
	return nil
}
