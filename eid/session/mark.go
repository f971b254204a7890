package session

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"passbok/store"
)

// Mark is what is kept of a number that somebody has proved to be theirs: the number is recognised by it, and cannot be read
// from it without the house's key.
func (s *Sessions) Mark(number string) string {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("passbok number\x00" + number))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Proved is the mark of the number that a person has proved to be theirs on the way to the session of one of their devices.
// Empty where that session is over, may only send, or was opened by something that others had in their hands.
func (s *Sessions) Proved(ctx context.Context, person, device string) (string, error) {
	now, mark := s.clock(), ""
	err := s.store.View(ctx, registry, func(r store.Reader) error {
		mark = ""
		id, err := r.Get([]byte(ofPrefix + person + "/" + device))
		if err != nil || id == nil {
			return err
		}
		kept, found, err := read(r, string(id))
		if found && kept.Ended.IsZero() && !kept.SendOnly() && now.Before(kept.Until()) {
			mark = kept.Mark
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("look up what a session was opened by: %w", err)
	}
	return mark, nil
}
