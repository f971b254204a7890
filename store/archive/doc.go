// Package archive keeps numbered records a second time: in append-only segment files, in a folder that
// can lie on another disk than the database. It knows no domain. A record has a number, a header that
// stays for ever, and a payload that can be erased. It imports the standard library, the store's
// words for errors, and the places at which a test ends the process.
//
// # What a file holds
//
// A folder has segments, each named by the number of its first record in 16 hexadecimal digits:
// 0000010000000001.seg. Numbers ascend from record to record and from file to file; they may jump.
// All integers are big-endian, all checksums CRC-32C (Castagnoli). A segment is a head, then entries
// without a gap: records, and marks that say how far the file was flushed.
//
//	head       0   8  "PASSBOK\n"
//	           8   4  version of the format: 1
//	          12   8  number of the last record of the segment before; 0 where there is none
//	          20   4  checksum of the 20 bytes before
//
//	record     0   4  "RCRD"
//	           4   8  number
//	          12   4  H: length of the header, at most 1 MiB
//	          16   4  P: length of the payload, at most 1 MiB; ffffffff where it is erased (then none follows)
//	          20   4  checksum of the 20 bytes before and of the header
//	          24   H  header
//	        24+H   P  payload
//	      24+H+P   4  checksum of the payload
//
//	mark       0   4  "KEPT"
//	           4   8  number of the record before it: all up to here was on the disk when this was written
//	          12   4  checksum of the 12 bytes before
//
// An append is one write (the mark for what came before, then its records) and one flush. Once the flush
// has returned, the next mark is written at once and not flushed: it is there to be found, and costs
// nothing. A segment that has reached its size gets its last mark flushed before the next one is begun,
// so that every segment but the newest ends with a mark. Files named .new are rewritten segments that
// were not finished; "lock" is what the process holds that writes here.
//
// # Torn or damaged
//
// A crash in the middle of a write leaves a part of it at the end of the newest segment: short, or
// zeros, or anything. That was never acknowledged: [Open] cuts it, and [Archive.Cut] tells. (A record that is whole
// counts, also one whose append nobody lived to acknowledge.) A record that was acknowledged and is not as
// it was written is [Damage]: nothing is cut, and the error names the place. What tells the two apart is a
// mark or a record with a higher number, sound, anywhere behind the bad place. A mark is written after
// the flush has returned, so it proves that what is before it was on the disk; and so does the next append. A
// segment that another one follows is never torn. Nor is one that was erased in: it is written anew, and flushed
// whole before it takes the old one's place.
//
// What this cannot decide:
//
//   - A last append that was acknowledged and damaged, with its mark not yet written back when the
//     power failed (the system takes about half a minute for that): it looks torn, and is cut and told. Two
//     faults at once; the database has the records.
//   - A file that was cut or zeroed by something else from a place to its end looks torn from there, if it is
//     the newest; and a newest segment that was deleted leaves no trace here. Whoever has another copy
//     compares the last number.
//   - An append of several records, torn so that a part in its middle is missing while a later record is
//     whole, looks damaged though it was never acknowledged. It is said, and nothing is lost by it: whoever
//     has the records elsewhere puts the folder aside, and writes it anew.
//   - A damaged last mark is cut like a torn one. No record goes with it.
//   - Erasing frees the blocks of the old file; it does not overwrite them on the medium.
//
// Every version of the format that was ever released stays readable.
package archive
