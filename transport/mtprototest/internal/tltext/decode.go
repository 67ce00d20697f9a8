package tltext

import (
	"errors"
	"fmt"

	"github.com/gotd/td/bin"
)

// Decode reads a value of a type and requires that nothing is left over.
func (s *Schema) Decode(kind string, data []byte) (any, error) {
	b := &bin.Buffer{Buf: data}
	v, err := s.read(b, kind)
	if err == nil && b.Len() > 0 {
		err = fmt.Errorf("%d bytes after %s", b.Len(), kind)
	}
	return v, err
}

func (s *Schema) read(b *bin.Buffer, kind string) (any, error) {
	switch kind {
	case "int":
		return b.Int()
	case "long":
		return b.Long()
	case "string":
		return b.String()
	case "bytes":
		return b.Bytes()
	case "#":
		return b.Uint32()
	case "Bool":
		return b.Bool()
	}
	if of := vectorForm.FindStringSubmatch(kind); of != nil {
		n, err := b.VectorHeader()
		list := []any{}
		for i := 0; err == nil && i < n; i++ {
			var v any
			v, err = s.read(b, of[1])
			list = append(list, v)
		}
		return list, err
	}
	id, err := b.ID()
	if err != nil {
		return nil, err
	}
	d := s.byID[id]
	if d == nil || d.result != kind {
		return nil, fmt.Errorf("%08x is no %s", id, kind)
	}
	return s.readFields(b, d)
}

func (s *Schema) readFields(b *bin.Buffer, d *definition) (Object, error) {
	o := Object{"_": d.name}
	words := map[string]uint32{}
	for _, f := range d.fields {
		if f.flags != "" && words[f.flags]>>f.bit&1 == 0 {
			continue
		}
		v, err := any(true), error(nil)
		if f.kind != "true" {
			v, err = s.read(b, f.kind)
		}
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", d.name, f.name, err)
		}
		if word, ok := v.(uint32); ok {
			words[f.name] = word
			continue
		}
		o[f.name] = v
	}
	// A bit that no field has would be misunderstood by a client that has one
	// for it.
	for _, f := range d.fields {
		words[f.flags] &^= 1 << f.bit
	}
	for name, word := range words {
		if word != 0 {
			return nil, errors.New(d.name + "." + name + " has bits that mean nothing")
		}
	}
	return o, nil
}
