// The words of the app. A room with words of its own makes its lookup beside its screens with words().

import { en } from "./en";
import { sv } from "./sv";
import { words } from "./words";

export type { Key } from "./sv";
export { fill, language, said, speak, words } from "./words";
export type { Language, Params, Said, Words } from "./words";
export * as format from "./format";

/** The lookup of the shared dictionary. */
export const t = words(sv, en);
