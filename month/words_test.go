package month

import "testing"

func TestAnyOfThemIsEnough(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  Words
	}{
		{nil, Words{}},
		{[]string{"Elsa"}, Words{SV: "Elsa", EN: "Elsa"}},
		{[]string{"Elsa", "Folke"}, Words{SV: "Elsa eller Folke", EN: "Elsa or Folke"}},
		{[]string{"Elsa", "Folke", "Gun"}, Words{SV: "Elsa, Folke eller Gun", EN: "Elsa, Folke or Gun"}},
	} {
		if got := anyOf(c.names); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.names, got, c.want)
		}
	}
}
