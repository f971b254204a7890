package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// places are the names of all places in the program's source at which it can be told to end, in order.
func places(t *testing.T) (names []string) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		own := file.Name.Name == "failpoint"
		ast.Inspect(file, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok && isPlace(call.Fun, own) {
				if name, ok := call.Args[0].(*ast.BasicLit); ok {
					text, err := strconv.Unquote(name.Value)
					if err != nil {
						t.Error(err)
					}
					names = append(names, text)
				} else if !own {
					t.Errorf("%s: the name of a place is written where the place is, so that it can be found", path)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// isPlace says whether a call is of failpoint.Pass or failpoint.Due; own: from within that package.
func isPlace(called ast.Expr, own bool) bool {
	if within, ok := called.(*ast.Ident); ok {
		return own && (within.Name == "Pass" || within.Name == "Due")
	}
	from, ok := called.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	room, ok := from.X.(*ast.Ident)
	return ok && room.Name == "failpoint" && (from.Sel.Name == "Pass" || from.Sel.Name == "Due")
}
