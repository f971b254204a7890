package house_test

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"passbok/gauge/gaugetest"
	"passbok/sync/op"
)

// told is what a house tells after a little of everything.
func told(t *testing.T) gaugetest.Told {
	t.Helper()
	w := watch(t)
	p := join(t, w.url, invitations(t, w.house, 1)[0], 1)
	row := p.row(1)
	w.sync(p, nil, row, op.Op{V: 1, ID: p.command(1), N: p.n + 1, Doc: "nothing/" + p.command(2), Set: row.Set})
	w.sync(p, nil, row)
	if err := w.house.Backup(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	return gaugetest.At(t, w.metrics)
}

// The operator's table has a row for each number, and for no other.
func TestTheTableHasEveryNumber(t *testing.T) {
	text, err := os.ReadFile("../docs/operator.md")
	if err != nil {
		t.Fatal(err)
	}
	families := told(t).Families
	rows := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `(passbok_[a-z_]+)`( \\*h\\*)? \\| [^|]+ \\|").FindAllStringSubmatch(string(text), -1) {
		name, isHistogram := row[1], row[2] != ""
		if rows[name] {
			t.Errorf("%s stands in the table twice", name)
		}
		rows[name] = true
		if family, there := families[name]; !there {
			t.Errorf("%s is in the table, and is not told", name)
		} else if histogram := family.GetType().String() == "HISTOGRAM"; histogram != isHistogram {
			t.Errorf("%s is a %s", name, family.GetType())
		}
	}
	for name := range families {
		if strings.HasPrefix(name, "passbok_") && !rows[name] {
			t.Errorf("%s is told, and not in the table", name)
		}
	}
}

// The dashboard asks for what there is, and shows all of it.
func TestTheDashboardAsksForWhatThereIs(t *testing.T) {
	text, err := os.ReadFile("../docs/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct {
			ID          int
			Type, Title string
			GridPos     struct{ X, Y, W, H int }
			Targets     []struct{ Expr, LegendFormat string }
		}
		Templating struct {
			List []struct{ Name, Definition string }
		}
	}
	if err := json.Unmarshal(text, &dashboard); err != nil {
		t.Fatal(err)
	}
	there := seriesOf(told(t))
	shown, ids := map[string]bool{}, map[int]bool{}
	for i, panel := range dashboard.Panels {
		if ids[panel.ID] {
			t.Errorf("%s: id %d is another's", panel.Title, panel.ID)
		}
		ids[panel.ID] = true
		for _, other := range dashboard.Panels[:i] {
			a, b := panel.GridPos, other.GridPos
			if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
				t.Errorf("%s lies on %s", panel.Title, other.Title)
			}
		}
		if len(panel.Targets) == 0 && panel.Type != "row" {
			t.Errorf("%s asks for nothing", panel.Title)
		}
		for _, target := range panel.Targets {
			q := parse(target.Expr)
			q.labels = append(q.labels, placeholders(target.LegendFormat)...)
			q.check(t, panel.Title, there)
			for _, name := range q.names {
				shown[family(name)] = true
			}
		}
	}
	for _, variable := range dashboard.Templating.List {
		if variable.Definition != "" {
			parse(strings.TrimSuffix(strings.TrimPrefix(variable.Definition, "label_values("), ", book)")).check(t, variable.Name, there)
		}
	}
	for name := range there {
		if strings.HasPrefix(name, "passbok_") && !shown[family(name)] {
			t.Errorf("%s is not shown", name)
		}
	}
}

// Each alert asks for what there is, and says what has happened and what to do.
func TestAlertsAskForWhatThereIs(t *testing.T) {
	text, err := os.ReadFile("../docs/alerts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Groups []struct {
			Name  string
			Rules []struct {
				Alert, Expr, For string
				Labels           struct{ Severity string }
				Annotations      struct{ Summary, Runbook string }
			}
		}
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(text)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	there, names := seriesOf(told(t)), map[string]bool{}
	there["up"] = []string{"job", "instance"} // Prometheus' own
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			if rule.Alert == "" || names[rule.Alert] {
				t.Errorf("%q: without a name, or with another's", rule.Alert)
			}
			names[rule.Alert] = true
			q := parse(rule.Expr)
			q.labels = append(q.labels, placeholders(rule.Annotations.Summary)...)
			q.check(t, rule.Alert, there)
			if !slices.Contains([]string{"page", "ticket"}, rule.Labels.Severity) {
				t.Errorf("%s: severity %q", rule.Alert, rule.Labels.Severity)
			}
			for what, sentence := range map[string]string{"summary": rule.Annotations.Summary, "runbook": rule.Annotations.Runbook} {
				if !strings.HasSuffix(sentence, ".") || len(sentence) < 30 {
					t.Errorf("%s: its %s is no sentence: %q", rule.Alert, what, sentence)
				}
			}
		}
	}
	if len(names) < 10 {
		t.Errorf("%d alerts", len(names))
	}
	said := regexp.MustCompile(`Look for "([^"]+)" in the log`)
	for _, found := range said.FindAllStringSubmatch(string(text), -1) {
		if !written(t, `"`+found[1]+`"`) {
			t.Errorf("nothing says %q in the log", found[1])
		}
	}
}

// written says whether a text stands anywhere in the program.
func written(t *testing.T, text string) bool {
	t.Helper()
	for _, room := range []string{"../house/*.go", "../server/*.go", "../push/*.go", "../fk/queue/*.go", "../post/*.go"} {
		files, err := filepath.Glob(room)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if code, err := os.ReadFile(file); err == nil && !strings.HasSuffix(file, "_test.go") && strings.Contains(string(code), text) {
				return true
			}
		}
	}
	return false
}

// seriesOf are the names that can be asked for, with their labels.
func seriesOf(told gaugetest.Told) map[string][]string {
	all := map[string][]string{}
	for key := range told.Values {
		name, rest, _ := strings.Cut(key, "{")
		all[name] = append(all[name], "job", "instance")
		for _, label := range regexp.MustCompile(`([a-z_]+)="`).FindAllStringSubmatch(rest, -1) {
			all[name] = append(all[name], label[1])
		}
	}
	return all
}

// family is a name without what a histogram puts behind it.
func family(name string) string {
	for _, suffix := range []string{"_bucket", "_sum", "_count"} {
		name = strings.TrimSuffix(name, suffix)
	}
	return name
}

// placeholders are the labels that a legend or an annotation names.
func placeholders(text string) (labels []string) {
	for _, found := range regexp.MustCompile(`\{\{ ?(?:\$labels\.)?([a-z_]+) ?\}\}`).FindAllStringSubmatch(text, -1) {
		labels = append(labels, found[1])
	}
	return labels
}

// query is what an expression of PromQL names.
type query struct {
	names    []string
	labels   []string            // to group by, or to show
	matchers map[string][]string // by name
}

// parse takes an expression apart, as far as it is needed here: names are what is left without texts, groupings, ranges,
// functions, numbers and the operators that are words.
func parse(expr string) query {
	q := query{matchers: map[string][]string{}}
	word := regexp.MustCompile(`[a-zA-Z_:][a-zA-Z0-9_:]*`)
	expr = regexp.MustCompile(`"(\\.|[^"\\])*"`).ReplaceAllString(expr, `""`)
	expr = regexp.MustCompile(`\[[^\]]*\]`).ReplaceAllString(expr, "")
	groups := regexp.MustCompile(`\b(?:by|without|on|ignoring)\s*\(([^)]*)\)`)
	for _, found := range groups.FindAllStringSubmatch(expr, -1) {
		q.labels = append(q.labels, word.FindAllString(found[1], -1)...)
	}
	expr = groups.ReplaceAllString(expr, "")
	selectors := regexp.MustCompile(`([a-zA-Z_:][a-zA-Z0-9_:]*)\{([^}]*)\}`)
	for _, found := range selectors.FindAllStringSubmatch(expr, -1) {
		q.matchers[found[1]] = append(q.matchers[found[1]], word.FindAllString(found[2], -1)...)
	}
	expr = selectors.ReplaceAllString(expr, "$1")
	for _, at := range word.FindAllStringIndex(expr, -1) {
		name := expr[at[0]:at[1]]
		called := strings.HasPrefix(strings.TrimSpace(expr[at[1]:]), "(")
		if !called && !slices.Contains([]string{"and", "or", "unless", "bool"}, name) {
			q.names = append(q.names, name)
		}
	}
	return q
}

// check holds it to what there is.
func (q query) check(t *testing.T, what string, there map[string][]string) {
	t.Helper()
	if len(q.names) == 0 {
		t.Errorf("%s asks for nothing", what)
	}
	var all []string
	for _, name := range q.names {
		if there[name] == nil {
			t.Errorf("%s asks for %s, which nobody tells", what, name)
		}
		all = append(all, there[name]...)
		for _, label := range q.matchers[name] {
			if !slices.Contains(there[name], label) {
				t.Errorf("%s asks for %s by %s, which it does not have", what, name, label)
			}
		}
	}
	for _, label := range q.labels {
		if !slices.Contains(all, label) {
			t.Errorf("%s groups by %s, which nothing of it has", what, label)
		}
	}
}

// The checks above would see it, if something were wrong.
func TestParse(t *testing.T) {
	q := parse(`sum by (le, a) (rate(x_bucket{b="by (no)",c=~"d}"}[$__rate_interval])) > 0.5 and absent(y) or time() - z`)
	if !slices.Equal(q.names, []string{"x_bucket", "y", "z"}) || !slices.Equal(q.labels, []string{"le", "a"}) || !slices.Equal(q.matchers["x_bucket"], []string{"b", "c"}) {
		t.Errorf("%+v", q)
	}
}
