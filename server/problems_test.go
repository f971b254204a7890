package server

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"passbok/fk/elt"
	"passbok/fk/erak"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/push"
	"passbok/sync/op"
)

func TestEveryCodeHasItsSentences(t *testing.T) {
	codes := slices.Concat(op.Codes(), push.RefusalCodes(), erak.RefusalCodes(), month.Codes(), elt.ProblemCodes(), queue.Codes())
	for _, file := range []struct{ path, typ string }{{"problems.go", "code"}, {"../care/problem.go", ""}} {
		codes = append(codes, constants(t, file.path, file.typ)...)
	}
	if len(codes) < 80 {
		t.Fatalf("only %d codes found: the test looks in the wrong places", len(codes))
	}
	for _, code := range codes {
		if _, ok := sentences()[code]; !ok {
			t.Errorf("%s has no sentence", code)
		}
	}
}

// Who writes a client finds every code in the description, and those of a whole request in the protocol with their status.
func TestEveryCodeIsDescribed(t *testing.T) {
	described, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	described, _, _ = bytes.Cut(described, []byte("\nsecurity:"))
	for code := range sentences() {
		if !bytes.Contains(described, []byte("`"+code+"`")) {
			t.Errorf("openapi.yaml does not name %s", code)
		}
	}
	protocol, err := os.ReadFile("../docs/protocol.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(protocol), "\n## Errors")
	table, _, _ = strings.Cut(table, "\n## ")
	row := regexp.MustCompile("(?m)^\\| (`[a-z0-9_`, ]+`) \\| ([0-9]{3}) \\|")
	told := 0
	for _, m := range row.FindAllStringSubmatch(table, -1) {
		for _, code := range strings.Split(strings.ReplaceAll(m[1], "`", ""), ", ") {
			told++
			if status := strconv.Itoa(statusOf(code)); status != m[2] || sentences()[code].EN == "" {
				t.Errorf("protocol.md: %s is said to be %s, and is %s", code, m[2], status)
			}
		}
	}
	if told < 50 {
		t.Errorf("protocol.md tells of %d codes", told)
	}
}

// constants are the texts of a file's constants whose names begin so.
func constants(t *testing.T, path, prefix string) (texts []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, prefix) || len(spec.Values) == 0 {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, text)
		}
		return true
	})
	return texts
}

func TestSentencesAreForPeople(t *testing.T) {
	shouts := regexp.MustCompile(`!|(?i)ogiltig|validera|vänligen|ärende|synka|fel inträffade|invalid|error`)
	all := maps.Clone(sentences())
	for code, s := range requestSentences() {
		all["request_"+code] = s
	}
	for code, s := range commandSentences() {
		all["command_"+code] = sentence{s.SV + perhaps.SV, s.EN + perhaps.EN}
		all["once_"+code] = sentence{s.SV + certainly.SV, s.EN + certainly.EN}
	}
	for code, s := range all {
		if !regexp.MustCompile(`^[a-z0-9_]+$`).MatchString(code) {
			t.Errorf("%q is no code", code)
		}
		for _, text := range []string{s.SV, s.EN} {
			if shouts.MatchString(text) || !strings.HasSuffix(text, ".") || len(text) < 12 {
				t.Errorf("%s: %q", code, text)
			}
		}
		if status := statusOf(code); status < 400 || status > 599 {
			t.Errorf("%s has status %d", code, status)
		}
	}
}

// An operation that is refused is kept; a request that is refused is not, and must not say so.
func TestARequestThatIsRefusedKeepsNothing(t *testing.T) {
	kept := regexp.MustCompile(`(?i)sparad|sparat|\bkept\b`)
	office := regexp.MustCompile(`kontoret kan se|office can see`)
	for _, code := range []string{op.CodeMalformed, op.CodeBadID, op.CodeIDReused, op.CodeTooLarge} {
		p := problemOf(&op.Problem{Code: code})
		if p.Code != code || kept.MatchString(p.Message.SV) || kept.MatchString(p.Message.EN) || p.Message == sentences()[code] {
			t.Errorf("%s of a request: %+v", code, p.Message)
		}
	}
	for code, s := range sentences() {
		if office.MatchString(s.SV) || office.MatchString(s.EN) {
			t.Errorf("%s says that the office sees what only its author is shown", code)
		}
	}
}

// Browsers open connections ahead. One that says nothing is closed with a 408, which they know to be no answer to what
// they ask next; a 503 they would take for one.
func TestASilentConnectionIsToldSo(t *testing.T) {
	if got := problemOf(fiber.ErrRequestTimeout).Status; got != fiber.StatusRequestTimeout {
		t.Errorf("status %d", got)
	}
}
