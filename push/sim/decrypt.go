package sim

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// decrypt opens a push message: RFC 8188's aes128gcm in one record, keyed by RFC 8291.
//
//	salt (16) ‖ record size (4) ‖ length of the key (1) ‖ the sender's public key (65) ‖ the record
func decrypt(body []byte, private *ecdh.PrivateKey, auth []byte) ([]byte, error) {
	const fixed = 16 + 4 + 1
	if len(body) < fixed || body[20] != 65 || len(body) < fixed+65 {
		return nil, errors.New("the message has no header of RFC 8188 with a key of 65 bytes")
	}
	salt, size := body[:16], binary.BigEndian.Uint32(body[16:20])
	sender, record := body[fixed:fixed+65], body[fixed+65:]
	if size < 18 || uint64(len(record)) > uint64(size) {
		return nil, errors.New("the message is of more than one record")
	}
	public, err := ecdh.P256().NewPublicKey(sender)
	if err != nil {
		return nil, fmt.Errorf("the sender's key: %w", err)
	}
	shared, err := private.ECDH(public)
	if err != nil {
		return nil, fmt.Errorf("the sender's key: %w", err)
	}
	context := "WebPush: info\x00" + string(private.PublicKey().Bytes()) + string(sender)
	ikm, err := hkdf.Key(sha256.New, shared, auth, context, 32)
	if err != nil {
		return nil, fmt.Errorf("derive the keys: %w", err)
	}
	key, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, fmt.Errorf("derive the keys: %w", err)
	}
	nonce, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, fmt.Errorf("derive the keys: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	plain, err := gcm.Open(nil, nonce, record, nil)
	if err != nil {
		return nil, fmt.Errorf("decrypt: %w", err)
	}
	// The last record ends in 0x02 and any number of zeros.
	plain = bytes.TrimRight(plain, "\x00")
	if len(plain) == 0 || plain[len(plain)-1] != 2 {
		return nil, errors.New("the record has no delimiter")
	}
	return plain[:len(plain)-1], nil
}
