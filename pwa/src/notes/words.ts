// The words of day notes, in all three apps.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "Dagsanteckningar",
  "titleOf": "Dagsanteckningar om {name}",
  "what": "För dig och dem som arbetar härnäst. {name}, den som företräder {name}, och de på kontoret som svarar för {name} läser dem också.",
  "kept": "De sparas i {n} {n|dag|dagar}.",
  "own": "Vad assistenter och kontoret har skrivit om dina dagar. Du kan alltid läsa det.",
  "ownOf": "Vad assistenter och kontoret har skrivit om dagarna. Du som företräder {name} kan alltid läsa det.",
  "newest": "Senast {day}",
  "none": "Ingen har antecknat något.",
  "write": "Skriv en anteckning",
  "day": "Dag",
  "day.none": "Välj en dag.",
  "day.old": "Anteckningar om den dagen sparas inte längre. Välj en senare dag.",
  "day.not": "Du arbetar inte hos {name} den dagen. Välj en annan dag.",
  "text": "Vad behöver den som kommer härnäst veta?",
  "save": "Spara anteckningen",
  "saved": "Sparat. Det skickas så fort det går.",
  "older": "Visa {month}",
  "others": "Dagsanteckningar läses av den som svarar för {name}: {who}.",
  "off": "Ni har inga dagsanteckningar. Under Om oss bestämmer ni om ni ska ha det, och hur länge de sparas.",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const n = words("notes", sv, async () => (await import("./en")).en);
