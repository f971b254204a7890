package sim

import (
	"crypto/ecdh"
	"encoding/base64"
	"errors"
	"fmt"

	"passbok/store/file"
)

// state is what Config.State holds: keys of made-up browsers, and what they were told.
type state struct {
	V             int                   `json:"v"`
	Subscriptions map[string]stateOfOne `json:"subscriptions"` // by token
}

type stateOfOne struct {
	Private string    `json:"private"` // base64url: 32 bytes
	Auth    string    `json:"auth"`    // base64url: 16 bytes
	Server  string    `json:"server"`  // base64url: 65 bytes, or ""
	Ended   bool      `json:"ended"`
	Taken   []Message `json:"taken"`
}

// save writes down what must outlive a restart; s.mu is held. What is not written is not to be answered.
func (s *Service) save() error {
	if s.cfg.State == "" {
		return nil
	}
	to := base64.RawURLEncoding.EncodeToString
	now := state{V: 1, Subscriptions: map[string]stateOfOne{}}
	for token, sub := range s.subscriptions {
		now.Subscriptions[token] = stateOfOne{to(sub.private.Bytes()), to(sub.auth), to(sub.server), sub.ended, sub.taken}
	}
	if err := file.Write(s.cfg.State, now); err != nil {
		return fmt.Errorf("keep the push service's state: %w", err)
	}
	return nil
}

// load reads what save wrote; where there is no file, nothing has happened yet.
func (s *Service) load() error {
	if s.cfg.State == "" {
		return nil
	}
	var was state
	found, err := file.Read(s.cfg.State, &was)
	if err == nil && found && was.V != 1 {
		err = fmt.Errorf("%s is of version %d, this simulator reads version 1", s.cfg.State, was.V)
	}
	if err != nil {
		return fmt.Errorf("the push service's state (remove the file to begin anew): %w", err)
	}
	for token, one := range was.Subscriptions {
		sub, err := one.subscription()
		if err != nil {
			return fmt.Errorf("the push service's state (remove the file to begin anew): %s: a subscription: %w", s.cfg.State, err)
		}
		s.subscriptions[token] = sub
	}
	return nil
}

func (one stateOfOne) subscription() (*subscription, error) {
	private, err := fromBase64(one.Private)
	if err != nil {
		return nil, fmt.Errorf("private: %w", err)
	}
	sub := &subscription{ended: one.Ended, taken: one.Taken}
	if sub.private, err = ecdh.P256().NewPrivateKey(private); err != nil {
		return nil, fmt.Errorf("private: %w", err)
	}
	if sub.auth, err = fromBase64(one.Auth); err != nil || len(sub.auth) != 16 {
		return nil, errors.New("auth is not base64url of 16 bytes")
	}
	if one.Server == "" {
		return sub, nil
	}
	if sub.server, err = fromBase64(one.Server); err == nil {
		_, err = ecdh.P256().NewPublicKey(sub.server)
	}
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	return sub, nil
}
