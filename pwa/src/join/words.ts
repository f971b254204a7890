// The words of the way in.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "Välkommen till Passbok",
  "wait": "Loggar in dig.",
  "codeLabel": "Koden du har fått",
  "codeHow": "Koden står i länken från kontoret, eller på skärmen där du redan är inloggad.",
  "go": "Logga in",
  "failed": "Det gick inte att logga in",
  "askNew": "Be kontoret om en ny länk.",
  "full": "Du är inte inloggad än. Ta bort några filmer eller bilder, och försök igen. Samma länk, kod eller nyckel duger.",
  "in": "Du är redan inloggad",
  "inWhat": "Länken är använd eller har gått ut, och den behövs inte här. Ska du in hos en arbetsgivare till? Be dem om en ny länk.",
  "inDo": "Öppna Passbok",
  "key": "Logga in med nyckel",
  "keyHow": "Om du har lagt till en nyckel (passkey) på din telefon eller i din lösenordslista.",
  "keyDeclined": "Ingen nyckel användes. Försök igen, eller skriv in en kod.",
  "lost": "Har du varken nyckel eller någon enhet kvar? Be din arbetsledare om en ny länk. Det som är mottaget finns kvar.",
  "first": "Nät behövs för att logga in",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const w = words("join", sv, async () => (await import("./en")).en);
