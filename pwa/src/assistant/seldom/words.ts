// The words of what the page of the rest shows besides, in Swedish; en.ts has the English.

import { words } from "../../i18n";

/** What is said there. */
export const sv = {
  "decided.title": "Ändringar som inte gäller",
  "decided.declined": "Kontoret sa nej",
  "decided.superseded": "Du ändrade själv senare",
  "pair.title": "Logga in i appen på hemskärmen",
  "pair.what": "Frågar den efter en kod? Den gäller en gång, i tio minuter.",
  "pair.make": "Visa en kod",
  "pair.code": "Kod",
  "pair.expires": "Gäller till {time}.",
  "there.waits": "Hos {name} väntar {n} {n|rad|rader}. {n|Den|De} skickas när det finns nät, också när du inte byter dit.",
  "there.out": "Hos {name} väntar {n} {n|rad|rader}, och där är du utloggad. Byt dit och logga in, så skickas {n|den|de}.",
  "there.unnamed": "din andra arbetsgivare",
  "leave.one": "Du loggas ut hos den arbetsgivare som är öppen nu. Hos {name} är du kvar.",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const s = words("seldom", sv, async () => (await import("./en")).en);
