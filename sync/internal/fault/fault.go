// Package fault plants faults in the engine, to see that its simulator finds them: an engine whose tests fail for none of
// these would not be known to be right. Where the code asks fault.On, it tells what it would be like to have that fault.
//
// Without the build tag "faults" On is the constant false, and the compiler takes away whatever asks. With it, one fault
// can be switched on at run time (Switch); go test -tags faults -run TestFaults ./sync/sim does so with each.
package fault

// Name is a fault.
type Name string

// The faults.
const (
	LastWriterWins     Name = "last writer wins"
	ClockDecides       Name = "clock decides"
	CursorBeforeRows   Name = "cursor before rows"
	DedupeAfterApply   Name = "dedupe after apply"
	DedupeByBatch      Name = "dedupe by batch"
	AnswerBeforeCommit Name = "answer before commit"
	CounterGap         Name = "counter gap let through"
	EditLosesToVoid    Name = "edit loses to void"
	CoupledSilently    Name = "coupled fields merge silently"
	ResolvesUnseen     Name = "resolution closes unseen candidates"
	SealedTakesEdit    Name = "sealed month takes the edit"
	RightAtSync        Name = "right judged at sync time"
	MovedWithoutGone   Name = "document moved without gone"
	SeqsRepeat         Name = "seqs repeated after a restore"
	ArchiveAfterAnswer Name = "archive flushed after the answer"
	BaseFromVerdict    Name = "base taken from a verdict"
	EarlierEpoch       Name = "request of an earlier epoch is taken"
	CopiesAlike        Name = "copies of a phone are not told apart"
	ForgetsFromMine    Name = "refused operation not shown to its author"
	SealsOverOpen      Name = "seal closes over what is parked"
	LastSealForgotten  Name = "last seal of a row forgotten"
	DecisionForgotten  Name = "decision not seen is overwritten"
	QueuedNotOwn       Name = "what was queued again is not its device's word"
	ErasedForgotten    Name = "what was erased is taken again"
)

// All are the faults in the order in which they are told.
func All() []Name {
	return []Name{
		LastWriterWins, ClockDecides, CursorBeforeRows, DedupeAfterApply, DedupeByBatch, AnswerBeforeCommit, CounterGap,
		EditLosesToVoid, CoupledSilently, ResolvesUnseen, SealedTakesEdit, RightAtSync, MovedWithoutGone, SeqsRepeat,
		ArchiveAfterAnswer, BaseFromVerdict, EarlierEpoch, CopiesAlike, ForgetsFromMine, SealsOverOpen, LastSealForgotten,
		DecisionForgotten, QueuedNotOwn, ErasedForgotten,
	}
}
