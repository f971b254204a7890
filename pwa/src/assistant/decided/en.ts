// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "Changes that do not count",
  "declined": "The office said no",
  "superseded": "You changed it yourself later",
};
