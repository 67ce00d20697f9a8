package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// packages are those whose names the pages use, with their folders. Not among
// them is gotdclient/auth: gotd has a package of that name, and pages name both.
var packages = map[string]string{
	"codes": "codes", "errors": "errors", "flow": "flow",
	"console": "flow/console", "filestore": "flow/filestore", "qr": "flow/qr", "storetest": "flow/storetest",
	"fake": "transport/fake", "mtproto": "transport/mtproto", "mtprototest": "transport/mtprototest",
	"transporttest": "transport/transporttest",
	"gotdclient":    "transport/mtproto/gotdclient", "export": "transport/mtproto/export", "srp": "transport/mtproto/srp",
}

var (
	inline = regexp.MustCompile("`([^`\n]+)`")
	// ident is a name of one of our packages, such as flow.Driver.Do, or a part of
	// something in one of them: Driver.Do.
	ident = regexp.MustCompile(`\b(?:([a-z]+)\.)?([A-Z]\w*(?:\.[A-Z]\w*)*)\b`)
	// file is a path from the module's root. A name that the reader chooses is in
	// capitals.
	file = regexp.MustCompile(`^(?:\./)?((?:\.ci|codes|docs|errors|examples|flow|testdata|transport)/[a-z0-9_./-]*(?:README\.md)?)$`)
)

// TestNames finds what the pages name in `code`: files, and what packages
// export.
func TestNames(t *testing.T) {
	exported, anywhere := map[string]map[string]bool{}, map[string]bool{}
	for name, folder := range packages {
		exported[name] = names(t, filepath.Join(root, folder))
		maps.Copy(anywhere, exported[name])
	}
	for _, page := range pages(t) {
		t.Run(page, func(t *testing.T) {
			for _, span := range inline.FindAllStringSubmatch(fence.ReplaceAllString(read(t, page), ""), -1) {
				if path := file.FindStringSubmatch(span[1]); path != nil {
					_, err := os.Stat(filepath.Join(root, path[1]))
					require.NoError(t, err, span[0])
				}
				for _, found := range ident.FindAllStringSubmatch(span[1], -1) {
					in := exported[found[1]]
					if found[1] == "" && strings.Contains(found[2], ".") {
						in = anywhere
					}
					if in != nil {
						require.True(t, in[found[2]], "%s: there is no %s", span[0], found[0])
					}
				}
			}
		})
	}
}

// names returns what a package exports: Type, Type.Method, Type.Field, Func.
func names(t *testing.T, folder string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	files, err := fs.Glob(os.DirFS(folder), "*.go")
	require.NoError(t, err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				found[receiver(d)+d.Name.Name] = true
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					add(found, spec)
				}
			}
		}
	}
	return found
}

// receiver returns "T." for a method of T, and "" for a function.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if name, ok := typ.(*ast.Ident); ok {
		return name.Name + "."
	}
	return ""
}

func add(found map[string]bool, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range s.Names {
			found[name.Name] = true
		}
	case *ast.TypeSpec:
		found[s.Name.Name] = true
		var fields *ast.FieldList
		switch typ := s.Type.(type) {
		case *ast.StructType:
			fields = typ.Fields
		case *ast.InterfaceType:
			fields = typ.Methods
		default:
			return
		}
		for _, field := range fields.List {
			for _, name := range field.Names {
				found[s.Name.Name+"."+name.Name] = true
			}
		}
	}
}
