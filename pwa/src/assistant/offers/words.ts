// The words of shifts that the office offers, in Swedish; en.ts has the English.

import { words } from "../../i18n";

/** What is said about offers. */
export const sv = {
  "title": "Erbjudna pass",
  "first": "Den som säger ja först får passet.",
  "pick": "Kontoret väljer bland dem som säger ja.",
  "yes": "Ja, jag kan",
  "no": "Nej, jag kan inte",
  "saidYes": "Du har sagt ja. Passet är inte ditt än. Du får besked här.",
  "saidYesHere": "Du har sagt ja. Svaret skickas när det finns nät.",
  "saidNo": "Du har sagt nej.",
  "yours": "Passet är ditt. Det står i schemat.",
  "gone": "Passet blev inte ditt. Du ska inte arbeta det.",
  "meets": "Du har redan ett pass då: {span} hos {name}. Säg bara ja om du har talat med kontoret.",
  "answered": "Svaret är sparat.",
  "exchanges": "Förslag på byte",
  "exchange": "Byte med en kollega",
  "gives": "Du lämnar",
  "gets": "Du får",
  "both": "Det gäller när båda har sagt ja. Till dess arbetar du ditt eget pass.",
  "saidYesBoth": "Du har sagt ja. Du får besked här.",
  "done": "Bytet är klart. Det står i schemat.",
  "undone": "Bytet blev inte av. Du arbetar som det står i schemat.",
  "why.declined": "Din kollega kunde inte.",
  "why.changed": "Något av passen har ändrats.",
  "why.busy": "Någon av er har ett annat pass då.",
  "why.stranger": "Någon av er har inget uppdrag där då.",
  "why.back": "Kontoret tog tillbaka förslaget.",
  "why.late": "Alla svar kom inte i tid.",
  "swap": "Vill du byta bort ett pass, eller skriva om det?",
  "swap.what": "Kontoret frågar andra. Passet är ditt tills någon annan har tagit det.",
  "swap.ask": "Byt bort",
  "swap.asked": "Kontoret vet att du vill byta.",
  "swap.back": "Jag arbetar passet",
  "swap.done": "Sparat. Kontoret ser att du vill byta.",
  "swap.undone": "Sparat. Du arbetar passet.",
  "talk": "Skriv om passet",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of the words of offers. */
export const f = words("offers", sv, async () => (await import("./en")).en);
