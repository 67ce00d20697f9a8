// Package tltext reads and writes TL by the text of a schema
// (core.telegram.org/mtproto/TL), for tests: an opinion on what bytes mean that
// owes nothing to generated code.
package tltext

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An Object is a value of a constructor, or a call of a function: its fields by
// name, without those that are absent, and its name under "_". An int is an int,
// a long an int64, bytes are []byte and a vector is []any.
type Object map[string]any

// A Schema is the definitions of one layer.
type Schema struct {
	byName map[string]*definition
	byID   map[uint32]*definition
}

type definition struct {
	name   string
	id     uint32
	fields []field
	result string
}

// A field is there if bit is set in the word of flags that is named flags; a
// field without flags always is.
type field struct {
	name, kind string
	flags      string
	bit        uint
}

var (
	layerLine  = regexp.MustCompile(`^// LAYER (\d+)$`)
	definedAs  = regexp.MustCompile(`^([\w.]+)#([0-9a-f]{8}) (.*)= ([\w.<>]+);$`)
	fieldForm  = regexp.MustCompile(`^(\w+):(?:(\w+)\.(\d+)\?)?([\w.<>#]+)$`)
	vectorForm = regexp.MustCompile(`^[Vv]ector<(.+)>$`)
)

// ReadHistory reads a text in which each definition holds from the line
// "// LAYER n" above it until there is another one of the same name. It returns
// the schemas of the layers that are named so.
func ReadHistory(text string) (map[int]*Schema, error) {
	layers := map[int]*Schema{}
	known := map[string]*definition{}
	latest := 0
	end := func() {
		s := &Schema{byName: map[string]*definition{}, byID: map[uint32]*definition{}}
		for name, d := range known {
			s.byName[name], s.byID[d.id] = d, d
		}
		layers[latest] = s
	}
	for n, line := range strings.Split(text, "\n") {
		if named := layerLine.FindStringSubmatch(line); named != nil {
			if latest != 0 {
				end()
			}
			latest, _ = strconv.Atoi(named[1])
			continue
		}
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		d, err := define(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		known[d.name] = d
	}
	end()
	return layers, nil
}

func define(line string) (*definition, error) {
	parts := definedAs.FindStringSubmatch(line)
	if parts == nil {
		return nil, fmt.Errorf("not a definition: %q", line)
	}
	id, err := strconv.ParseUint(parts[2], 16, 32)
	if err != nil {
		return nil, err
	}
	d := &definition{name: parts[1], id: uint32(id), result: parts[4]}
	for _, word := range strings.Fields(parts[3]) {
		form := fieldForm.FindStringSubmatch(word)
		if form == nil {
			return nil, fmt.Errorf("not a field: %q", word)
		}
		f := field{name: form[1], flags: form[2], kind: form[4]}
		if f.flags != "" {
			bit, err := strconv.ParseUint(form[3], 10, 5)
			if err != nil {
				return nil, err
			}
			f.bit = uint(bit)
		}
		d.fields = append(d.fields, f)
	}
	return d, nil
}

// Has reports whether the layer has a constructor or function, with these fields.
func (s *Schema) Has(name string, fields ...string) bool {
	d := s.byName[name]
	if d == nil {
		return false
	}
	for _, name := range fields {
		if !slices.ContainsFunc(d.fields, func(f field) bool { return f.name == name }) {
			return false
		}
	}
	return true
}

// Result is the type of a function's result, or "".
func (s *Schema) Result(function string) string {
	if d := s.byName[function]; d != nil {
		return d.result
	}
	return ""
}
