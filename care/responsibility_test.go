package care_test

import (
	"strings"
	"testing"

	"passbok/care"
)

func TestWhoInTheOfficeIsTold(t *testing.T) {
	for _, tt := range []struct{ name, papers, want string }{
		{"nobody answers: all", "", "karin lena olle"},
		{"one does", "lena from=2026-01-01", "lena"},
		{"two do", "olle from=2026-01-01;lena from=2026-01-01", "lena olle"},
		{"a substitute for a while", "karin from=2026-01-01;lena from=2026-11-01 to=2026-11-09", "karin lena"},
		{"who was one", "karin from=2026-01-01;lena from=2026-11-01 to=2026-11-08", "karin"},
		{"who will be", "karin from=2026-01-01;lena from=2026-11-10", "karin"},
		{"only one that has ended: all", "lena from=2026-01-01 to=2026-11-08", "karin lena olle"},
		{"one that was removed: all", "lena from=2026-01-01 void=true", "karin lena olle"},
		{"one who has left the office: all", "nils from=2026-01-01", "karin lena olle"},
		{"one who has left, and another", "nils from=2026-01-01;olle from=2026-01-01", "olle"},
	} {
		book := office()
		for i, paper := range strings.Split(tt.papers, ";") {
			if who, rest, found := strings.Cut(paper, " "); found {
				book["responsibility/"+string(rune('a'+i))] = fields("coordinator=" + who + " beneficiary=alva " + rest)
			}
		}
		got, err := care.OfficeOf(book, "alva", now)
		if err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %v %v, want %s", tt.name, got, err, tt.want)
		}
		if got, err := care.OfficeOf(book, "bo", now); err != nil || strings.Join(got, " ") != "karin lena olle" {
			t.Errorf("%s, of another customer: %v %v", tt.name, got, err)
		}
	}
}
