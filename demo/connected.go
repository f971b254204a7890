package demo

import (
	"context"
	"fmt"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// Connected notes that the provider has walked the way to ELT, step by step in the summer and autumn before the month: the demo stands
// beside a simulator that takes its timesheets. Once: what somebody has changed of it since stays changed.
func Connected(ctx context.Context, b *book.Book, seed int64) error {
	karin := found(b, seed).ids["karin"]
	for _, walked := range []struct {
		step string
		done care.Date
	}{
		{care.StepTerms, "2026-05-18"}, {care.StepCertificate, "2026-05-25"}, {care.StepAgreement, "2026-05-28"}, {care.StepCheck, "2026-08-17"},
		{care.StepRegistered, "2026-08-20"}, {care.StepTest, "2026-08-24"}, {care.StepApproved, "2026-09-09"}, {care.StepProduction, "2026-09-14"},
	} {
		cmd := book.Command{ID: "demo:connection:" + walked.step, Name: "connection.step", Person: karin}
		_, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) {
			return month.ConnectionDone(docs, karin, walked.step, walked.done, walked.done.Start().Add(12*time.Hour))
		})
		if err != nil {
			return fmt.Errorf("note the demo's way to ELT, %s: %w", walked.step, err)
		}
	}
	return nil
}
