// How a screen gets its words: one dictionary a room, all in the language of one signal.

import { signal } from "@preact/signals";

/** The languages that Passbok speaks. Swedish is the source; every other is complete by type. */
export type Language = "sv" | "en";

/** A sentence that the server says in each language. */
export type Said = { readonly sv: string; readonly en: string };

/** What fills the gaps of a sentence. */
export type Params = Readonly<Record<string, string | number>>;

const kept = "passbok.language";

/** The language that everything is shown in; a screen that reads it is drawn anew when it changes. */
export const language = signal<Language>(remembered());

/** Switches the language, on this device until it is switched again. */
export function speak(next: Language): void {
  language.value = next;
  try {
    localStorage.setItem(kept, next);
  } catch {
    // A browser that keeps nothing still changes language until it is closed.
  }
  document.documentElement.lang = next;
}

/** A dictionary's lookup: a key, and what fills the gaps of its sentence. */
export type Words<Key extends string> = (key: Key, params?: Params) => string;

/** Makes a room's lookup from its Swedish words and a translation that has exactly the same keys. */
export function words<Key extends string>(sv: Record<Key, string>, en: Record<Key, string>): Words<Key> {
  return (key, params) => fill((language.value === "en" ? en : sv)[key], params);
}

/** A sentence of the server's in the language shown. */
export function said(sentence: Said | undefined): string {
  return sentence === undefined ? "" : sentence[language.value] || sentence.sv;
}

/**
 * Fills a sentence: `{name}` is replaced by the parameter, `{n|one|many}` by the form that the number n asks for.
 */
export function fill(sentence: string, params?: Params): string {
  if (params === undefined) return sentence;
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return String(value);
    return Number(value) === 1 ? one : many;
  });
}

function remembered(): Language {
  try {
    return localStorage.getItem(kept) === "en" ? "en" : "sv";
  } catch {
    return "sv";
  }
}
