package server

import (
	"sync"

	"passbok/care/roll"
)

// rollSaid is what is wrong with a line of a list, and what to do.
type rollSaid struct{ problem, action sentence }

// rollSentences has a row for each of roll's codes; a test holds it to them.
var rollSentences = sync.OnceValue(func() map[string]rollSaid {
	return map[string]rollSaid{
		roll.NotText: {sentence{"Filen är inte en CSV-fil.", "The file is no CSV file."},
			sentence{"Spara kalkylarket som CSV och välj den filen.", "Save the spreadsheet as CSV and choose that file."}},
		roll.NotCSV: {sentence{"Raden gick inte att dela i kolumner. Ett citattecken är inte avslutat.", "The line could not be divided into columns. A quotation mark is not closed."},
			sentence{"Ta bort citattecknet, eller avsluta det.", "Take the quotation mark away, or close it."}},
		roll.Empty: {sentence{"Filen har inga personer.", "The file has no people."},
			sentence{"Skriv en rad per person under den första raden.", "Write one line per person below the first line."}},
		roll.TooLong: {sentence{"Filen har fler än 5 000 rader.", "The file has more than 5,000 lines."},
			sentence{"Dela filen i flera och läs in en i taget.", "Divide the file and read one at a time."}},
		roll.ColumnTwice: {sentence{"Två kolumner säger samma sak.", "Two columns say the same."},
			sentence{"Ta bort den ena.", "Take one of them away."}},
		roll.ColumnNone: {sentence{"Kolumnen saknas.", "The column is not there."},
			sentence{"Lägg till den i första raden.", "Add it to the first line."}},
		roll.ColumnOther: {sentence{"Kolumnens namn är okänt.", "The column's name is not known."},
			sentence{"Ta bort kolumnen, eller använd ett av namnen ovanför.", "Take the column away, or use one of the names above."}},
		roll.Missing: {sentence{"Här står inget.", "Nothing stands here."},
			sentence{"Fyll i det.", "Fill it in."}},
		roll.BadText: {sentence{"Texten är för lång eller har tecken som inte går att läsa.", "The text is too long or has signs that cannot be read."},
			sentence{"Korta den, eller skriv den på nytt.", "Shorten it, or write it anew."}},
		roll.BadRole: {sentence{"Rollen är okänd.", "The role is not known."},
			sentence{"Skriv assistent, kund, ställföreträdare eller arbetsledare.", "Write assistant, customer, representative or coordinator."}},
		roll.BadTask: {sentence{"Det går inte att se som vad personen företräder kunden.", "It cannot be seen as what the person represents the customer."},
			sentence{"Skriv vårdnadshavare, god man eller förvaltare.", "Write guardian, god man or förvaltare."}},
		roll.BadScope: {sentence{"Omfattningen är okänd.", "The scope is not known."},
			sentence{"Skriv rätt, egendom eller person, med komma emellan.", "Write rights, property or person, with commas between."}},
		roll.BadHours: {sentence{"Timmarna gick inte att läsa.", "The hours could not be read."},
			sentence{"Skriv dem som 110 eller 110.30.", "Write them as in 110 or 110.30."}},
		roll.BadPer: {sentence{"Det går inte att se vad timmarna gäller för.", "It cannot be seen what the hours are for."},
			sentence{"Skriv vecka, månad eller period.", "Write week, month or period."}},
		roll.BadGranter: {sentence{"Det går inte att se vem som har beslutat.", "It cannot be seen who has decided."},
			sentence{"Skriv Försäkringskassan eller kommunen.", "Write Försäkringskassan or municipality."}},
		roll.PeriodWrong: {sentence{"Beslutets sista dag stämmer inte. Den ligger före den första, eller perioden saknar slut eller är längre än ett halvår.", "The decision's last day does not fit. It is before the first, or the period has no end or is longer than half a year."},
			sentence{"Rätta dagarna.", "Correct the days."}},
		roll.BadNumber: {sentence{"Numret stämmer inte. Längden, datumet eller sista siffran är fel.", "The number does not hold. Its length, date or last digit is wrong."},
			sentence{"Skriv det som 19850709-9805.", "Write it as in 19850709-9805."}},
		roll.BadDate: {sentence{"Datumet gick inte att läsa.", "The date could not be read."},
			sentence{"Skriv det som 2026-12-01.", "Write it as in 2026-12-01."}},
		roll.BadRegime: {sentence{"Reglerna för arbetstid är okända.", "The rules of working time are not known."},
			sentence{"Skriv kollektivavtal, arbetstidslagen eller husligt arbete.", "Write agreement, working hours or household."}},
		roll.BadMail: {sentence{"Adressen går inte att skicka mejl till.", "Mail cannot be sent to that address."},
			sentence{"Skriv den som i namn@exempel.se, eller töm rutan.", "Write it as in name@example.se, or empty the cell."}},
		roll.BadMobile: {sentence{"Numret är inte till en mobil.", "The number is not that of a mobile."},
			sentence{"Skriv det som i 070-174 06 05, eller töm rutan.", "Write it as in 070-174 06 05, or empty the cell."}},
		roll.BadLang: {sentence{"Språket finns inte här.", "The language is not here."},
			sentence{"Skriv svenska eller engelska.", "Write Swedish or English."}},
		roll.NotTheirs: {sentence{"Det här hör inte till den rollen.", "This does not belong to that role."},
			sentence{"Töm rutan.", "Empty the cell."}},
		roll.NoCustomer: {sentence{"Kunden saknas.", "The customer is not given."},
			sentence{"Skriv kundens personnummer. En anmälan, en anställning hos kunden och en ställföreträdare gäller en viss kund.", "Write the customer's personnummer. A registration, employment by the customer, and a representative are about one customer."}},
		roll.Unknown: {sentence{"Kunden finns inte, varken här eller i filen.", "The customer is neither here nor in the file."},
			sentence{"Rätta kundens nummer, eller lägg till en rad för kunden.", "Correct the customer's number, or add a line for the customer."}},
		roll.NotCustomer: {sentence{"Den som står som kund är ingen kund här.", "The one named as customer is none here."},
			sentence{"Rätta numret, eller ge personen rollen kund.", "Correct the number, or give the person the role of customer."}},
		roll.Self: {sentence{"Assistenten är sin egen kund.", "The assistant is their own customer."},
			sentence{"Skriv kundens personnummer.", "Write the customer's personnummer."}},
		roll.SentMissing: {sentence{"Anmälan är mottagen men inte skickad.", "The registration is received and not sent."},
			sentence{"Skriv dagen då den skickades.", "Write the day it was sent."}},
		roll.SentAfter: {sentence{"Anmälan är mottagen innan den skickades.", "The registration is received before it was sent."},
			sentence{"Rätta dagarna.", "Correct the days."}},
		roll.SaidTwice: {sentence{"En tidigare rad säger samma sak om samma person.", "An earlier line says the same of the same person."},
			sentence{"Ta bort den ena.", "Take one of them away."}},
		roll.NamedOther: {sentence{"En tidigare rad har samma nummer och ett annat namn.", "An earlier line has the same number and another name."},
			sentence{"Rätta numret eller namnet.", "Correct the number or the name."}},
		roll.ManyOfOne: {sentence{"Samma person står på fler än 20 rader.", "The same person stands on more than 20 lines."},
			sentence{"Lägg till de övriga på personens sida.", "Add the rest on the person's page."}},
		roll.ColumnsBeyond: {sentence{"Raden har fler kolumner än den första raden.", "The line has more columns than the first line."},
			sentence{"Ta bort det som är för mycket, eller sätt citattecken om text som har skiljetecknet i sig.", "Take away what is too much, or put quotation marks around text that has the separator in it."}},
	}
})
