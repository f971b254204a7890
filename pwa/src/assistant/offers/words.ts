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
