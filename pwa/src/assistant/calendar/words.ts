// The words of an assistant's own calendar link, in Swedish; en.ts has the English.

import { words } from "../../i18n";

/** What is said about the link. */
export const sv = {
  "title": "Schemat i din egen kalender",
  "what": "En länk som visar dina pass i en kalender, som Google, Apple eller Outlook. Den visar när, och inte hos vem. Den som har länken ser det: dela den inte.",
  "make": "Gör en länk",
  "link": "Länk till din kalender",
  "copy": "Kopiera",
  "copied": "Kopierad. Lägg till den i kalendern som en prenumeration.",
  "mark": "Det gick inte att kopiera. Markera länken och kopiera den själv.",
  "only": "Länken visas bara nu.",
  "end": "Under Enheter och inloggning ser du dina länkar, och avslutar dem.",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const k = words("calendar", sv, async () => (await import("./en")).en);
