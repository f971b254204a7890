// The words of what was decided of one's late changes, in Swedish; en.ts has the English.

import { words } from "../../i18n";

/** What is said of them. */
export const sv = {
  "title": "Ändringar som inte gäller",
  "declined": "Kontoret sa nej",
  "superseded": "Du ändrade själv senare",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const d = words("decided", sv, async () => (await import("./en")).en);
