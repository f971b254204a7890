// The words of what people say about rows, days and months, in all three apps.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "Samtal",
  "titleOf": "Samtal om {month}",
  "none": "Ingen har skrivit något om {month}.",
  "about.month": "Hela månaden",
  "about.row": "{day} {span}",
  "about.rowOf": "{name}, {day} {span}",
  "flag.time": "Tiden stämmer inte",
  "flag.assistant": "Fel assistent",
  "flag.absent": "Assistenten var inte här",
  "flag.other": "Något annat stämmer inte",
  "as.coordinator": "Kontoret",
  "as.assistant": "Assistent",
  "as.beneficiary": "Assistansberättigad",
  "as.representative": "Ställföreträdare",
  "me": "Du",
  "settled": "Klart",
  "settledBy": "{who} säger att det är klart",
  "took": "{who} tog tillbaka ett meddelande",
  "taken": "Tillbakataget",
  "take": "Ta tillbaka",
  "take.what": "Ta tillbaka det du skrev {time}",
  "take.done": "Tillbakataget. Att något togs tillbaka syns.",
  "state.new": "Nytt",
  "state.waits": "Väntar på kontoret",
  "state.waitsYou": "Väntar på svar",
  "state.holds": "Håller räkningen",
  "state.answered": "Besvarat",
  "readers": "Det här läser {who}.",
  "readers.office": "kontoret",
  "readers.concerned": "{name} och den som företräder {name}",
  "and": "{list} och {last}",
  "text": "Skriv ett meddelande",
  "text.help": "Skriv inget om hälsa som andra inte behöver veta. Högst 1 000 tecken.",
  "text.missing": "Skriv något först.",
  "send": "Skicka",
  "sent": "Sparat. Det skickas så fort det går.",
  "answer": "Svara",
  "answerSettle": "Svara, och räkningen kan skickas",
  "settle": "Inget att svara på",
  "settleFlags": "Det är klart, räkningen kan skickas",
  "right": "Det stämmer nu",
  "write": "Skriv om passet",
  "writeMonth": "Skriv om månaden",
  "writeDay": "Skriv om en dag",
  "day": "Dag",
  "openRow": "Visa passet",
  "new": "{n} {n|nytt meddelande|nya meddelanden}",
  "new.what": "{name}, {about}",
  "read": "Läs",
  "note.title": "Anteckningar",
  "note.what": "För dig som företräder {name}, och för kontoret. {name} och assistenterna ser dem inte.",
  "note.office": "Av den som företräder {name}. {name} och assistenterna ser dem inte.",
  "note.text": "Skriv en anteckning om {month}",
  "note.save": "Spara anteckningen",
  "note.none": "Inga anteckningar om {month}.",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const s = words("talk", sv, async () => (await import("./en")).en);
