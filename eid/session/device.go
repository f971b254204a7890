package session

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"passbok/store"
)

// Devices lists the newest session of each device that a person has, ended ones included, by device id.
func (s *Sessions) Devices(ctx context.Context, person string) ([]Session, error) {
	var list []Session
	err := s.store.View(ctx, registry, func(r store.Reader) error {
		list = nil
		from := ofPrefix + person + "/"
		for kv, err := range r.Scan([]byte(from), []byte(ofPrefix+person+"0")) {
			if err != nil {
				return err
			}
			one, found, err := read(r, string(kv.Value))
			if err != nil {
				return err
			}
			if found {
				list = append(list, one)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list devices: %w", err)
	}
	return list, nil
}

// Presence is where a person has used a book. No device's name: that is between the person and their device.
type Presence struct {
	// Devices are those on which they are signed in, and may do more than send, with when each was seen last.
	Devices map[string]time.Time
	// Seen is when they were seen last, also on a device that is signed out since.
	Seen time.Time
}

// In are the people who are, or have been, signed in to a book on some device.
func (s *Sessions) In(ctx context.Context, book string) (map[string]Presence, error) {
	now, in := s.clock(), map[string]Presence{}
	err := s.store.View(ctx, registry, func(r store.Reader) error {
		clear(in)
		for kv, err := range r.Scan([]byte(sessionPrefix), []byte("session0")) {
			if err != nil {
				return err
			}
			var one Session
			if err := json.Unmarshal(kv.Value, &one); err != nil {
				return fmt.Errorf("read session: %w", err)
			}
			if one.Book != book {
				continue
			}
			of := in[one.Person]
			if one.Seen.After(of.Seen) {
				of.Seen = one.Seen
			}
			if one.Ended.IsZero() && !one.SendOnly() && now.Before(one.Until()) {
				if of.Devices == nil {
					of.Devices = map[string]time.Time{}
				}
				of.Devices[one.Device] = one.Seen
			}
			in[one.Person] = of
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look up who is signed in: %w", err)
	}
	return in, nil
}

// Replayed lists a person's sessions that a replay ended within the last week: what they must be told.
func (s *Sessions) Replayed(ctx context.Context, person string) ([]Session, error) {
	all, err := s.Devices(ctx, person)
	if err != nil {
		return nil, err
	}
	now := s.clock()
	var replayed []Session
	for _, one := range all {
		if one.Why == WhyReplayed && now.Before(one.Ended.Add(Tell)) {
			replayed = append(replayed, one)
		}
	}
	return replayed, nil
}

// Of is the session that a token is of, as it stands, ended or not; nothing is exchanged by asking. Error: ErrUnknown.
func (s *Sessions) Of(ctx context.Context, text string) (Session, error) {
	shown, ok := parseToken(s.key, text)
	if !ok {
		return Session{}, ErrUnknown
	}
	var kept Session
	err := s.store.View(ctx, registry, func(r store.Reader) error {
		found := false
		var err error
		if kept, found, err = read(r, shown.family.id()); err == nil && !found {
			err = ErrUnknown
		}
		return err
	})
	if err != nil {
		return Session{}, fmt.Errorf("look up session: %w", err)
	}
	return kept, nil
}

// End signs a session out by its own token. One that is unknown has nothing to end, and that is no error.
func (s *Sessions) End(ctx context.Context, text string) error {
	shown, ok := parseToken(s.key, text)
	if !ok {
		return nil
	}
	return s.end(ctx, shown.family.id(), WhySignedOut)
}

// CloseDevice ends the session of one of a person's devices, from another: what the device still holds it may send, for as
// long as Closed says, and nothing else. Closing twice is no error. Error: ErrUnknown where it is not theirs.
func (s *Sessions) CloseDevice(ctx context.Context, person, device string) error {
	now := s.clock()
	return s.changeDevice(ctx, person, device, func(kept *Session) {
		if kept.Ended.IsZero() && kept.Closed.IsZero() {
			kept.Closed = now
		}
	})
}

// RenameDevice gives one of a person's devices another name. Error: ErrUnknown where it is not theirs.
func (s *Sessions) RenameDevice(ctx context.Context, person, device, name string) error {
	return s.changeDevice(ctx, person, device, func(kept *Session) { kept.Name = name })
}

func (s *Sessions) changeDevice(ctx context.Context, person, device string, how func(*Session)) error {
	err := s.store.Update(ctx, registry, func(tx store.Txn) error {
		id, err := tx.Get([]byte(ofPrefix + person + "/" + device))
		if err != nil {
			return err
		}
		if id == nil {
			return ErrUnknown
		}
		kept, found, err := read(tx, string(id))
		if err != nil {
			return err
		}
		if !found {
			return ErrUnknown
		}
		how(&kept)
		return write(tx, kept)
	})
	if err != nil {
		return fmt.Errorf("change device: %w", err)
	}
	return nil
}

func (s *Sessions) end(ctx context.Context, id, why string) error {
	now := s.clock()
	err := s.store.Update(ctx, registry, func(tx store.Txn) error {
		kept, found, err := read(tx, id)
		if err != nil || !found {
			return err
		}
		return end(tx, kept, now, why)
	})
	if err != nil {
		return fmt.Errorf("end session %s: %w", id, err)
	}
	return nil
}
