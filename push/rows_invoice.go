package push

// invoiceRows are about an invoice on its way. A newer "ready" takes the place of an older "reopened" of the same month;
// "differs" is replaced by nothing but itself, since nothing may hide it.
func invoiceRows() []Row {
	const path, office = "/rakning/{beneficiary}/{month}", "/office/{beneficiary}/{month}"
	return []Row{
		{Code: InvoiceReady, What: "the office has marked the month's invoice ready", Who: Signer,
			When: "at once", Way: Climb, Until: "it is sent, or opened again", ttl: 14 * day, urgency: Normal, group: "invoice", path: path, office: office,
			sv: words{"{Month} är klar att titta på", "Det tar ungefär tre minuter.", "Sista dag är {deadline}."},
			en: words{"{Month} is ready for you to look at", "It takes about three minutes.", "The last day is {deadline}."}},
		{Code: InvoiceProviderDay, What: "it waits still, and the provider's own last day is two days away", Who: Signer,
			When: "at nine that morning", Way: Climb, Until: "it is sent, or opened again", ttl: 7 * day, urgency: Normal, group: "invoice", path: path, office: office,
			sv: words{"{Month} väntar på dig", "Anordnaren vill gärna ha den skickad nu.", "Försäkringskassans sista dag är {deadline}."},
			en: words{"{Month} waits for you", "The provider would like it sent now.", "Försäkringskassan's last day is {deadline}."}},
		{Code: InvoiceLastDay, What: "it waits still, and Försäkringskassan's last day is five days away, or the next", Who: Signer,
			When: "at nine those mornings", Way: Climb, Until: "it is sent, or opened again", Grave: true, ttl: 5 * day, urgency: High, group: "invoice", path: path, office: office,
			sv: words{"{Month} måste skickas snart", "Efter sista dagen kan pengarna dröja. Ring anordnaren om du behöver hjälp.", "Sista dag är {deadline}."},
			en: words{"{Month} must be sent soon", "After the last day the money may be late. Call the provider if you need help.", "The last day is {deadline}."}},
		{Code: InvoiceReopened, What: "the office has opened the invoice again", Who: Signer,
			When: "at once", Way: OrElse, Until: "two weeks have passed, or it is ready anew", ttl: 14 * day, urgency: Normal, group: "invoice", path: path, office: office,
			sv: words{"{Month} är öppnad igen", "Något ändras. Du får veta när den är klar att titta på.", ""},
			en: words{"{Month} has been opened again", "Something is being changed. You will be told when it is ready.", ""}},
		{Code: InvoiceReceived, What: "Försäkringskassan has the invoice, and it is not signed there", Who: Signer,
			When: "after an hour", Way: OrElse, Until: "it is signed", ttl: 14 * day, urgency: Normal, group: "invoice", path: path, office: office,
			sv: words{"{Month} har kommit fram", "Den ska skrivas under hos Försäkringskassan. Öppna och se hur.", "Sista dag är {deadline}."},
			en: words{"{Month} has arrived", "It is to be signed at Försäkringskassan. Open and see how.", "The last day is {deadline}."}},
		{Code: InvoiceExpired, What: "it was handed over, and Försäkringskassan has said nothing of it since", Who: Signer,
			When: "after a whole day, at nine", Way: OrElse, Until: "it has arrived, or is handed over again", ttl: 7 * day, urgency: Normal, group: "invoice", path: path, office: office,
			sv: words{"{Month} har inte kommit fram", "Öppna och skicka igen, om du inte redan har skrivit under.", "Sista dag är {deadline}."},
			en: words{"{Month} has not arrived", "Open it and send it again, unless you have signed it already.", "The last day is {deadline}."}},
		{Code: InvoiceSigned, What: "it is signed at Försäkringskassan, and says what was sent", Who: Signer,
			When: "at once", Way: OrElse, Until: "two weeks have passed", ttl: 14 * day, urgency: Normal, group: "invoice", path: path, office: office,
			sv: words{"{Month} är klar", "Allt är mottaget. Du behöver inte göra något mer.", ""},
			en: words{"{Month} is done", "Everything has been received. There is nothing more for you to do.", ""}},
		{Code: InvoiceDiffers, What: "it is signed at Försäkringskassan, and does not say what was sent", Who: Both,
			When: "at once", Way: OrElse, Until: "four weeks have passed", Grave: true, ttl: 28 * day, urgency: High, group: "differs", path: path, office: office,
			sv: words{"Ett svar stämmer inte", "Det signerade skiljer sig från det skickade. Titta nu.", ""},
			en: words{"An answer does not match", "What was signed differs from what was sent. Look now.", ""}},
	}
}
