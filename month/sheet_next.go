package month

import (
	"time"

	"passbok/care"
)

// sheetNext is what happens next to a timesheet, and who does it.
func (p *papers) sheetNext(line SheetLine, now time.Time) Next {
	switch line.State {
	case care.SheetReady:
		if line.Route == care.RoutePaper {
			return Next{"print", "office", Words{"Skriv ut tidsredovisningen.", "Print the timesheet."}}
		}
		return Next{"sign", "assistants", both("Väntar på att %s skriver under.", "Waiting for %s to sign.", line.Assistant.Name)}
	case care.SheetSigned:
		return Next{"approve", "office", Words{"Skriv under för anordnaren.", "Sign for the provider."}}
	case care.SheetApproved:
		return Next{"send", "office", Words{"Underskriven av båda. Skicka den till Försäkringskassan.", "Signed by both. Send it to Försäkringskassan."}}
	case care.SheetSent:
		return Next{"receive", "fk", Words{"Skickad. Väntar på Försäkringskassans kvitto.", "Sent. Waiting for Försäkringskassan's receipt."}}
	case care.SheetRejected:
		return Next{"rejected", "office", Words{"Försäkringskassan tog inte emot den. Läs varför, och öppna den.", "Försäkringskassan did not take it. Read why, and reopen it."}}
	case care.SheetPrinted:
		return Next{"hand_sign", "office", Words{"Utskriven. Ska skrivas under på papper.", "Printed. Is to be signed on paper."}}
	case care.SheetHandSigned:
		return Next{"complete", "office", Words{"Underskriven på papper. Skicka den till Försäkringskassan.", "Signed on paper. Send it to Försäkringskassan."}}
	case care.SheetReceived, care.SheetComplete:
		return Next{"nothing", "nobody", Words{"Klar.", "Done."}}
	}
	switch {
	case line.Stops > 0:
		return Next{"fix", "office", Words{"Något i tiderna måste rättas först.", "Something in the rows must be corrected first."}}
	case line.Sums.Total() == 0:
		return Next{"rows", "assistants", Words{"Inga tider än.", "No time recorded yet."}}
	case now.Before(p.span.End):
		return Next{"month", "assistants", Words{"Månaden pågår.", "The month is still going on."}}
	}
	return Next{"ready", "assistants", both("Väntar på att %s säger att tiderna är klara.", "Waiting for %s to say that the rows are complete.", line.Assistant.Name)}
}
