// The words of the card with two answers.

import { words } from "../../i18n";

/** The words in Swedish. */
export const sv = {
  "difference": "Skillnaden är {time}.",
  "ended": "När slutade du?",
  "began": "När började du?",
  "which": "Vad gäller?",
  "mine": "Min tid gäller",
  "office": "Kontorets tid gäller",
  "after": "Alla ser vad du valde och varför. Den andra tiden ligger kvar i historiken.",
  "none": "Någon har redan valt.",
  "title.confirm": "Stämmer det så här?",
  "confirm": "Du och någon annan ändrade var sin del. Ingen har sett helheten.",
  "right": "Det stämmer",
  "stands": "Gäller så länge",
  "whyVoid": "Skriv varför raden ska bort.",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const w = words("answers", sv, async () => (await import("./en")).en);
