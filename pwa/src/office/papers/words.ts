import { words } from "../../i18n";
import { sv, type Key } from "./sv";

/** The lookup of the words of people and papers. */
export const p = words("papers", sv, async () => (await import("./en")).en);

/** A word whose key is made of the schema's own words, "" where there is none. */
export function word(key: string): string {
  return key in sv ? p(key as Key) : "";
}
