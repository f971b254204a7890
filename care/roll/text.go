package roll

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// decoded is a file's text: UTF-8 as it is, without its mark, and anything else as Windows-1252.
func decoded(raw []byte) string {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw)
	}
	var out strings.Builder
	for _, b := range raw {
		switch {
		case b < 0x80 || b >= 0xa0:
			out.WriteRune(rune(b)) // the same as in Latin 1, and so in Unicode
		default:
			out.WriteRune(windows1252[b-0x80])
		}
	}
	return out.String()
}

// windows1252 is where Windows-1252 differs from Latin 1: 0x80 to 0x9f. What it leaves open stands for nothing.
var windows1252 = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}

// separator is what stands between columns: whichever of them the first line has most of.
func separator(text string) rune {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	best, most := ';', 0
	for _, s := range []rune{';', ',', '\t'} {
		if n := strings.Count(first, string(s)); n > most {
			best, most = s, n
		}
	}
	return best
}
