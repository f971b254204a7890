// The words of an assistant's timesheets, on the page of a month that has ended.

import { words } from "../../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "När månaden är klar",
  "open": "Säg till när alla dina tider här är med. Sedan kan de skrivas under.",
  "changed": "Tiderna har ändrats sedan de var klara. Titta igenom dem och säg till igen.",
  "fix": "Något i tiderna måste rättas först.",
  "own": "Du har sagt att tiderna är klara. Nu ska de skrivas under.",
  "ready": "Kontoret har sagt att tiderna är klara. Nu ska de skrivas under.",
  "fell": "Det du skrev under gäller inte längre: tiderna har ändrats. Titta igenom dem, säg till igen och skriv under på nytt.",
  "what": "Du skriver under {month}, {name}: {sums}.",
  "sum": "{kind} {time}",
  "sign": "Skriv under med BankID",
  "nowhere": "Passbok är inte ansluten till BankID här. Kontoret skriver ut tidsredovisningen, och du skriver under för hand.",
  "paper": "Den går på papper: kontoret skriver ut den, och du skriver under för hand.",
  "paper.beneficiary": "Alla tider hos {name} går på papper: kontoret skriver ut tidsredovisningen, och du skriver under för hand.",
  "paper.municipality": "Kommunen betalar assistansen hos {name}, så den går på papper: kontoret skriver ut tidsredovisningen, och du skriver under för hand.",
  "paper.samordningsnummer": "Du har ett samordningsnummer. Med det går det inte att skriva under hos Försäkringskassan med BankID, så dina tider går på papper: kontoret skriver ut dem, och du skriver under för hand.",
  "signed": "Du har skrivit under. Kontoret gör resten.",
  "approved": "Du och din arbetsgivare har skrivit under.",
  "sent": "Skickad till Försäkringskassan.",
  "received": "Försäkringskassan har tagit emot den.",
  "rejected": "Försäkringskassan tog inte emot den. Kontoret tar hand om det.",
  "printed": "Utskriven. Den ska skrivas under på papper.",
  "hand_signed": "Underskriven på papper.",
  "complete": "Inlämnad till Försäkringskassan.",
  "say": "Mina tider är klara",
  "reopen": "Öppna tiderna igen",
  "why": "Varför öppnar du den?",
  "done": "Kontoret ser att dina tider är klara.",
  "reopened": "Dina tider är öppna igen.",
  "seen": "Tiderna har ändrats sedan du tittade. Titta igenom dem och säg till igen.",
  "since": "Ändrat sedan dess",
  "new": "Ny: {row}",
  "gone": "Borttagen: {row}",
  "was": "{was} blev {is}",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const s = words("sheet", sv, async () => (await import("./en")).en);
