// The words of saying that something is wrong: one question a screen.

import { words } from "../../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "Något stämmer inte",
  "of": "Räkningen för {month}",
  "ofWhom": "Räkningen för {month}, {name}",
  "step": "Fråga {n}",
  "what": "Vad gäller det?",
  "what.month": "Hela månaden",
  "what.day": "En dag",
  "day": "Vilken dag?",
  "day.none": "Ingen tid",
  "row": "Vilket pass?",
  "row.all": "Hela dagen",
  "flag": "Vad stämmer inte?",
  "text": "Vill du berätta mer?",
  "text.needed": "Berätta vad som inte stämmer",
  "text.optional": "(om du vill)",
  "check": "Så här säger vi till kontoret",
  "check.about": "Gäller",
  "check.flag": "Stämmer inte",
  "check.text": "Du skriver",
  "then": "Sedan händer det här",
  "then.1": "Kontoret får det du skriver, och svarar här.",
  "then.2": "Räkningen skickas inte förrän det är klart.",
  "then.3": "Du kan ändå skicka den om du vill.",
  "then.sent": "Räkningen är redan skickad. Kontoret rättar om det behövs.",
  "reads": "Assistenten vars pass det gäller ser det också.",
  "next": "Nästa",
  "back": "Tillbaka",
  "choose": "Välj ett av svaren.",
  "say": "Säg till kontoret",
  "said": "Kontoret får veta det",
  "said.what": "Det är sparat. Svaret kommer hit.",
  "toInvoice": "Till räkningen",
  "call": "Ring {phone}",
  "all": "Läs samtalen",
  "none": "Är något fel i räkningen? Säg till här, så väntar den.",
  "held": "Räkningen väntar på svar",
  "held.what": "Du, eller någon som företräder dig, har sagt att något inte stämmer. Kontoret svarar här.",
  "held.whatOf": "Någon har sagt att något inte stämmer i räkningen för {name}. Kontoret svarar här.",
  "held.insist": "Skicka ändå",
  "insist.title": "Det är inte klart. Skicka ändå?",
  "insist.what": "Vi skriver upp att du skickade fast det här inte var klart.",
  "insist.send": "Skicka ändå",
  "insist.wait": "Vänta på svar",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const q = words("wrong", sv, async () => (await import("./en")).en);
