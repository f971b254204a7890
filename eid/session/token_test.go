package session

import "testing"

// Whatever a cookie says, it is a token that this house has made, to the letter, or none.
func FuzzToken(f *testing.F) {
	key := []byte("a key for tests only")
	whole := token{family: newFamily(key, "code", "device"), counter: 7}.text(key)
	f.Add(whole)
	f.Add(whole[:len(whole)-1] + "=")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		if got, ok := parseToken(key, text); ok && got.text(key) != text {
			t.Errorf("%q was read as %q", text, got.text(key))
		}
	})
}
