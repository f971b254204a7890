package care

import (
	"fmt"
	"maps"
	"slices"
)

// NumberOf is a person's personnummer as it is written down; empty where none is, as of somebody who has only a
// samordningsnummer.
func NumberOf(records Records, person string) (Personnummer, error) {
	var number Personnummer
	for record, err := range records.Feed(IdentityFeed(person)) {
		if err != nil {
			return "", fmt.Errorf("read identity of %s: %w", person, err)
		}
		f := record.Fields
		if found := Text(f, "personnummer"); found != "" && Text(f, "person") == person && !Flag(f, "void") {
			number = Personnummer(found)
		}
	}
	return number, nil
}

// Identified are the people who have a personnummer, of whom somebody has looked at a proof that they are who they say, in
// order of their ids. A number that was only typed lets nobody in.
func Identified(records Records, number Personnummer) ([]string, error) {
	found := map[string]bool{}
	for record, err := range records.Feed(NumberIndex(string(number))) {
		if err != nil {
			return nil, fmt.Errorf("look for a personnummer: %w", err)
		}
		f := record.Fields
		if Text(f, "personnummer") == string(number) && Text(f, "checked") != "" && !Flag(f, "void") {
			found[Text(f, "person")] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}
