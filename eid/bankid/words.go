package bankid

// Words is what a person reads, in both languages.
type Words struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// said is the table: the situations in which BankID recommends that a person is told something, and all that it recommends to tell them
// (which recommendation is which row: docs/bankid.md), in words of our own. Where an order has failed: what happened, what is safe,
// what to do. The row without a hint is for hints that are not known. An order is begun in the same way for the same device and for
// another, and nobody knows which it was: so a row speaks to both.
func said() map[Status]map[Hint]Words {
	return map[Status]map[Hint]Words{
		Pending: {
			Outstanding: {"Öppna BankID-appen. Skanna koden med den om du använder en annan skärm.",
				"Open the BankID app. Scan the code with it if you are using another screen."},
			NoClient: {"Öppna BankID-appen på din telefon.", "Open the BankID app on your phone."},
			AppStarted: {"BankID-appen är öppen, och söker efter ditt BankID. Det kan ta en stund. Händer inget finns det nog inget BankID för dig på den enheten. Har du BankID på kort, sätt i kortet. Pröva annars med en annan enhet, eller skaffa ett BankID hos din bank.",
				"The BankID app is open, and is looking for your BankID. It may take a moment. If nothing happens, that device probably has no BankID of yours. If you have BankID on card, insert the card. Else try another device, or get a BankID from your bank."},
			IDCheck: {"Följ BankID-appen: den vill läsa av ditt pass eller nationella id-kort.",
				"Follow the BankID app: it wants to read your passport or national identity card."},
			CallConfirm: {"Svara i BankID-appen på om du talar med någon i telefon.",
				"Answer in the BankID app whether you are on the phone with somebody."},
			UserSign: {"Läs igenom i BankID-appen, och skriv din kod om det stämmer.",
				"Read it through in the BankID app, and enter your code if it is right."},
			"": {"Fortsätt i BankID-appen.", "Continue in the BankID app."},
		},
		Failed: {
			Expired: {"Tiden gick ut i BankID-appen. Inget är underskrivet, och allt du har skrivit här finns kvar. Se till att appen är öppen och har nät, och börja om. Har du inget BankID som gäller kan du skaffa ett hos din bank.",
				"Time ran out in the BankID app. Nothing is signed, and all you have written here is kept. See that the app is open and has a network, and start again. If you have no valid BankID you can get one from your bank."},
			BadIdentity: {"Ditt BankID är spärrat eller för gammalt. Inget är underskrivet, och allt finns kvar. Använd ett annat BankID, eller skaffa ett nytt hos din bank.",
				"Your BankID is blocked or too old. Nothing is signed, and all is kept. Use another BankID, or get a new one from your bank."},
			UserCancel: {"Du avbröt i BankID-appen. Inget är underskrivet, och allt finns kvar. Börja om när du vill.",
				"You stopped in the BankID app. Nothing is signed, and all is kept. Start again whenever you like."},
			Cancelled: {"Det avbröts innan du var klar, kanske för att du började om någon annanstans. Inget är underskrivet, och allt finns kvar. Börja om här.",
				"It was stopped before you were done, perhaps because you started again elsewhere. Nothing is signed, and all is kept. Start again here."},
			StartFailed: {"BankID-appen öppnades aldrig, eller kunde inte läsa koden. Inget är underskrivet, och allt finns kvar. Öppna appen först om du ska skanna koden, se till att den är uppdaterad, och börja om. Saknar du den finns den på install.bankid.com, och ett BankID får du hos din bank.",
				"The BankID app was never opened, or could not read the code. Nothing is signed, and all is kept. Open the app first if you are to scan the code, see that it is up to date, and start again. If you do not have it, it is at install.bankid.com, and you get a BankID from your bank."},
			Unheard: {"Vi fick inget svar från BankID. Om du hann skriva under räknas det inte här. Allt annat finns kvar. Börja om om en stund.",
				"We got no answer from BankID. If you had already signed, it does not count here. All else is kept. Start again in a while."},
			"": {"Det gick inte i BankID. Inget är underskrivet, och allt finns kvar. Börja om.",
				"It did not work in BankID. Nothing is signed, and all is kept. Start again."},
		},
		Complete: {"": {"Klart i BankID.", "Done in BankID."}},
	}
}

// Unheard is the hint of our own for an order that BankID stopped telling us about.
const Unheard Hint = "unheard"

// Say is what a person reads of an order. Unknown statuses count as pending, unknown hints as none.
func Say(status Status, hint Hint) Words {
	table := said()
	rows, ok := table[status]
	if !ok {
		rows = table[Pending]
	}
	if words, ok := rows[hint]; ok {
		return words
	}
	return rows[""]
}

// SayError is what a person reads where an order could not even be made.
func SayError(err error) Words {
	switch CodeOf(err) {
	case AlreadyInProgress:
		return Words{"Du har redan något igång i BankID. Vi har avbrutit det, för säkerhets skull. Inget är underskrivet. Börja om.",
			"You already have something going on in BankID. It was stopped, to be safe. Nothing is signed. Start again."}
	case Maintenance, RequestTimeout, InternalError:
		return Words{"BankID svarar inte just nu. Inget är underskrivet, och allt finns kvar. Försök igen om en stund.",
			"BankID does not answer just now. Nothing is signed, and all is kept. Try again in a while."}
	case Unauthorized:
		return Words{"BankID tar inte emot från oss just nu. Inget är underskrivet, och allt finns kvar. Säg till kontoret: det behöver rättas på servern.",
			"BankID does not accept us just now. Nothing is signed, and all is kept. Tell the office: it has to be put right on the server."}
	}
	return Words{"Det gick inte att nå BankID. Inget är underskrivet, och allt finns kvar. Försök igen; hjälper det inte, säg till kontoret.",
		"BankID could not be reached. Nothing is signed, and all is kept. Try again; if it does not help, tell the office."}
}
