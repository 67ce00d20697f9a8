package tltext

import (
	"fmt"

	"github.com/gotd/td/bin"
)

// Encode writes an object. A field that the layer does not have is an error, and
// so is one that is missing and not optional.
func (s *Schema) Encode(o Object) ([]byte, error) {
	var b bin.Buffer
	err := s.writeObject(&b, o)
	return b.Buf, err
}

func (s *Schema) writeObject(b *bin.Buffer, o Object) error {
	name, _ := o["_"].(string)
	d := s.byName[name]
	if d == nil {
		return fmt.Errorf("no %q", name)
	}
	words, known := map[string]uint32{}, map[string]bool{"_": true}
	for _, f := range d.fields {
		known[f.name] = true
		if o[f.name] != nil && f.flags != "" {
			words[f.flags] |= 1 << f.bit
		}
	}
	for field := range o {
		if !known[field] {
			return fmt.Errorf("%s has no field %q", name, field)
		}
	}
	b.PutID(d.id)
	for _, f := range d.fields {
		v := o[f.name]
		switch {
		case f.kind == "#":
			b.PutUint32(words[f.name])
		case f.kind == "true", f.flags != "" && v == nil:
		default:
			if err := s.write(b, f.kind, v); err != nil {
				return fmt.Errorf("%s.%s: %w", name, f.name, err)
			}
		}
	}
	return nil
}

func (s *Schema) write(b *bin.Buffer, kind string, v any) error {
	of := vectorForm.FindStringSubmatch(kind)
	switch v := v.(type) {
	case int:
		if kind == "int" {
			b.PutInt(v)
			return nil
		}
	case int64:
		if kind == "long" {
			b.PutLong(v)
			return nil
		}
	case string:
		if kind == "string" {
			b.PutString(v)
			return nil
		}
	case []byte:
		if kind == "bytes" {
			b.PutBytes(v)
			return nil
		}
	case bool:
		if kind == "Bool" {
			b.PutBool(v)
			return nil
		}
	case []any:
		if of != nil {
			b.PutVectorHeader(len(v))
			for _, element := range v {
				if err := s.write(b, of[1], element); err != nil {
					return err
				}
			}
			return nil
		}
	case Object:
		return s.writeObject(b, v)
	}
	return fmt.Errorf("%T is no %s", v, kind)
}
