package push

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"passbok/store"
)

// wishes is which notices a person does not want, on any of their devices.
type wishes struct {
	V     int    `json:"v"`
	Muted []Code `json:"muted"`
}

func wishesKey(person string) string { return "notice/wishes/" + person }

// Optional are the notices that whoever they are to may turn off, in the table's order: those about shifts, as their codes
// say. What the money hangs on is not among them: somebody who was not told cannot answer in time.
func Optional() []Code {
	return slices.DeleteFunc(Codes(), func(code Code) bool { return !strings.HasPrefix(string(code), "shift_") })
}

// Mute says which of the optional notices a person does not want from now on; those not named they want. What is on its
// way already comes. The error is a [Refusal] where a code is none that may be turned off.
func (s *Sender) Mute(ctx context.Context, person string, codes []Code) error {
	if !opaque(person) {
		return refuse(CodeNoticeMalformed, "", "person is no id")
	}
	for _, code := range codes {
		if !slices.Contains(Optional(), code) {
			return refuse(CodeNoticeMalformed, "muted", fmt.Sprintf("%q is no notice that may be turned off", code))
		}
	}
	err := s.store.Update(ctx, s.space, func(tx store.Txn) error {
		if len(codes) == 0 {
			tx.Delete([]byte(wishesKey(person)))
			return nil
		}
		return put(tx, wishesKey(person), wishes{V: 1, Muted: slices.Compact(slices.Sorted(slices.Values(codes)))})
	})
	if err != nil {
		return fmt.Errorf("keep which notices are wanted: %w", err)
	}
	return nil
}

// Muted are the notices that a person does not want.
func (s *Sender) Muted(ctx context.Context, person string) ([]Code, error) {
	var kept wishes
	err := s.store.View(ctx, s.space, func(r store.Reader) (err error) {
		kept, _, err = get[wishes](r, wishesKey(person))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read which notices are wanted: %w", err)
	}
	return kept.Muted, nil
}

// wanted says whether a person wants notices of a code.
func wanted(r store.Reader, person string, code Code) (bool, error) {
	kept, _, err := get[wishes](r, wishesKey(person))
	return !slices.Contains(kept.Muted, code), err
}
