// How a screen gets its words: one dictionary a room, all in the language of one signal.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { languages } from "./languages";
import type { Dictionaries, Manner, Translation } from "./translation";

/** A sentence that the server says in each of its languages. */
export type Said = { readonly sv: string; readonly en: string };

/** What fills the gaps of a sentence. */
export type Params = Readonly<Record<string, string | number>>;

const kept = "passbok.language";
const born = { sv: { tag: "sv-SE", dir: "ltr", clock: ".", thousands: "\u00a0" }, en: { tag: "en-GB", dir: "ltr", clock: ":", thousands: "," } } as const satisfies Record<string, Manner>;

const code = signal("sv");
const other = signal<Translation | undefined>(undefined);

/** The code of the language that everything is shown in; a screen that reads it is drawn anew when it changes. */
export const language: ReadonlySignal<string> = code;

/** How that language writes. */
export const manner: ReadonlySignal<Manner> = computed(() => other.value ?? (code.value === "en" ? born.en : born.sv));

/** Speaks the language that this device was left in, or Swedish; and goes along where another tab is switched. */
export async function speakAgain(): Promise<void> {
  addEventListener("storage", (e) => (e as StorageEvent).key === kept && again());
  await again();
}

const again = () => speak(remembered()).catch(() => speak("sv"));

// What is fetched meanwhile waits for the language that is being switched to.
let switching: Promise<void> = Promise.resolve();

/** Switches the language, on this device until it is switched again; fetches it first, but for Swedish. */
export async function speak(next: string): Promise<void> {
  const done = switchTo(next);
  switching = done.catch(() => undefined);
  await done;
}

async function switchTo(next: string): Promise<void> {
  const [translation] = await Promise.all([languages[next]?.read?.(), next === "en" ? english() : undefined]);
  use(next, translation);
  try {
    localStorage.setItem(kept, next);
  } catch {
    // A browser that keeps nothing still changes language until it is closed.
  }
}

/** Shows everything in a language; translation where it is not one of the two that the app has. */
export function use(next: string, translation?: Translation): void {
  batch(() => {
    code.value = next;
    other.value = translation;
  });
  if (typeof document === "undefined") return;
  document.documentElement.lang = next;
  document.documentElement.dir = manner.value.dir;
}

/** A dictionary's lookup: a key, and what fills the gaps of its sentence. */
export type Words<Key extends string> = (key: Key, params?: Params) => string;

// Of the dictionaries that are in use, the English: fetched when somebody speaks it, so that nobody has two languages to load.
const fetches: (() => Promise<void>)[] = [];

/** Makes the lookup of a dictionary from its Swedish words, and a way to fetch the English, which has exactly the same keys. */
export function words<Name extends keyof Dictionaries>(name: Name, sv: Readonly<Record<Dictionaries[Name], string>>, read: () => Promise<Readonly<Record<Dictionaries[Name], string>>>): Words<Dictionaries[Name]> {
  let en: Readonly<Record<Dictionaries[Name], string>> | undefined;
  fetches.push(async () => {
    en ??= await read();
  });
  return (key, params) => fill((other.value?.words[name] ?? (code.value === "en" ? en : undefined) ?? sv)[key], params);
}

async function english(): Promise<void> {
  await Promise.all(fetches.map(async (fetched) => fetched()));
}

/** Waits until what was fetched just now speaks the language shown; if that cannot be had, it speaks Swedish. */
export async function spoken(): Promise<void> {
  await switching;
  if (code.value === "en") await english().catch(() => undefined);
}

/** A sentence of the server's in the language shown, or in Swedish. */
export function said(sentence: Said | undefined): string {
  return sentence === undefined ? "" : (code.value === "en" && sentence.en) || sentence.sv;
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

function remembered(): string {
  try {
    const last = localStorage.getItem(kept) ?? "";
    return last in languages ? last : "sv";
  } catch {
    return "sv";
  }
}
