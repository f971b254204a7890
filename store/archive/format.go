package archive

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"passbok/store"
)

// Record is one entry: its number, the part that stays for ever, and the part that can be erased.
type Record struct {
	Seq     uint64
	Header  []byte
	Payload []byte // nil: erased
}

const (
	magic       = "PASSBOK\n"
	version     = 1
	wordRecord  = "RCRD"
	wordMark    = "KEPT"
	headSize    = 24
	fixedSize   = 24 // of a record, before its header
	markSize    = 16
	sumSize     = 4
	erasedSize  = ^uint32(0) // as the length of a payload
	maxPart     = store.MaxUpdate
	wrongHead   = "the head of the file is not as it was written"
	wrongWord   = "no record and no mark begins here"
	wrongLength = "the entry runs beyond the end of the file"
)

func sum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

func summed(b []byte, from int) []byte { return binary.BigEndian.AppendUint32(b, sum(b[from:])) }

func appendHead(b []byte, before uint64) []byte {
	from := len(b)
	b = binary.BigEndian.AppendUint32(append(b, magic...), version)
	return summed(binary.BigEndian.AppendUint64(b, before), from)
}

func appendMark(b []byte, seq uint64) []byte {
	from := len(b)
	return summed(binary.BigEndian.AppendUint64(append(b, wordMark...), seq), from)
}

func appendRecord(b []byte, r Record) []byte {
	from, payload := len(b), uint32(len(r.Payload))
	if r.Payload == nil {
		payload = erasedSize
	}
	b = binary.BigEndian.AppendUint64(append(b, wordRecord...), r.Seq)
	b = binary.BigEndian.AppendUint32(b, uint32(len(r.Header)))
	b = binary.BigEndian.AppendUint32(b, payload)
	b = binary.BigEndian.AppendUint32(b, crc32.Update(sum(b[from:]), crc32.MakeTable(crc32.Castagnoli), r.Header))
	b = append(b, r.Header...)
	from = len(b)
	return summed(append(b, r.Payload...), from)
}

// readHead tells which version a head is of, and the last number of the segment before; no version
// where it is no sound head.
func readHead(b []byte) (of uint32, before uint64) {
	if len(b) < headSize || string(b[:8]) != magic || binary.BigEndian.Uint32(b[20:]) != sum(b[:20]) {
		return 0, 0
	}
	return binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint64(b[12:])
}

// size tells how long the entry is that begins with b, which has fixedSize bytes or the file's last;
// 0 where none can begin so.
func size(b []byte) int64 {
	switch {
	case bytes.HasPrefix(b, []byte(wordMark)):
		return markSize
	case !bytes.HasPrefix(b, []byte(wordRecord)):
		return 0
	case len(b) < fixedSize:
		return fixedSize // more than there is
	}
	header, payload := binary.BigEndian.Uint32(b[12:]), binary.BigEndian.Uint32(b[16:])
	if payload == erasedSize {
		payload = 0
	}
	if header > maxPart || payload > maxPart {
		return 0
	}
	return fixedSize + int64(header) + int64(payload) + sumSize
}

// decode reads an entry of the length that size told; wrong says what of it is not as it was written.
// The record's parts lie in b.
func decode(b []byte) (r Record, mark bool, wrong string) {
	r.Seq = binary.BigEndian.Uint64(b[4:])
	if string(b[:4]) == wordMark {
		if binary.BigEndian.Uint32(b[12:]) != sum(b[:12]) {
			wrong = "the mark is not as it was written"
		}
		return r, true, wrong
	}
	end := fixedSize + int(binary.BigEndian.Uint32(b[12:]))
	r.Header = b[fixedSize:end:end]
	if binary.BigEndian.Uint32(b[20:]) != crc32.Update(sum(b[:20]), crc32.MakeTable(crc32.Castagnoli), r.Header) {
		return r, false, "the header is not as it was written"
	}
	last := len(b) - sumSize
	if binary.BigEndian.Uint32(b[last:]) != sum(b[end:last]) {
		return r, false, "the payload is not as it was written"
	}
	if binary.BigEndian.Uint32(b[16:]) != erasedSize {
		r.Payload = b[end:last:last]
	}
	return r, false, ""
}

// sound finds the first sound entry in b with a number from least on; -1 where there is none.
func sound(b []byte, least uint64) int {
	for at := 0; ; at++ {
		record, mark := bytes.Index(b[at:], []byte(wordRecord)), bytes.Index(b[at:], []byte(wordMark))
		switch {
		case record < 0 && mark < 0:
			return -1
		case record < 0 || mark >= 0 && mark < record:
			at += mark
		default:
			at += record
		}
		if n := size(b[at:]); n > 0 && n <= int64(len(b)-at) {
			if r, _, wrong := decode(b[at : at+int(n)]); wrong == "" && r.Seq >= least {
				return at
			}
		}
	}
}
