// The languages that one can choose, each named in itself.

import type { Translation } from "./translation";

/** A language: its name, and, where it is not in the app from the start, how its file is fetched. */
export interface Choice {
  readonly name: string;
  readonly read?: () => Promise<Translation>;
}

/** By their code. A third: fi: { name: "Suomi", read: async () => (await import("./fi")).fi } */
export const languages: Readonly<Record<string, Choice>> = { sv: { name: "Svenska" }, en: { name: "English" } };
