// Reading aloud with the device's own voice, sentence by sentence: browsers break long texts off, and some cannot pause, so a pause
// is a stop that knows where it was.

import { signal, type ReadonlySignal } from "@preact/signals";
import { manner } from "../i18n";

/** What is being read, by the name of its place on the page; whether it pauses; whether the device could not. */
export interface Reading {
  readonly of: string;
  readonly state: "reads" | "paused" | "failed";
}

/** The part of the browser's speech that is used. */
export interface Mouth {
  voices(): readonly Voice[];
  /** Says a sentence; done is called when it is said, or when it could not be. */
  say(sentence: string, lang: string, voice: Voice | undefined, done: (failed: boolean) => void): void;
  hush(): void;
}

/** A voice of the device: its language ("sv-SE"), and whether it needs no network. */
export interface Voice {
  readonly lang: string;
  readonly localService: boolean;
}

/** The voice for a language: of the same country before another, of the device before one over the network. */
export function voiceFor<V extends Voice>(voices: readonly V[], lang: string): V | undefined {
  const of = (tag: string): string => tag.replace("_", "-").toLowerCase();
  const wanted = of(lang);
  const speaks = voices.filter((voice) => of(voice.lang).slice(0, 2) === wanted.slice(0, 2));
  const worth = (voice: V): number => (of(voice.lang) === wanted ? 2 : 0) + (voice.localService ? 1 : 0);
  return [...speaks].sort((a, b) => worth(b) - worth(a))[0];
}

/** Reads aloud, one thing at a time. */
export function reader(mouth: Mouth) {
  const now = signal<Reading | undefined>(undefined);
  let sentences: readonly string[] = [];
  let at = 0;
  let turn = 0; // what was begun before is not listened to
  const next = (of: string): void => {
    const sentence = sentences[at];
    turn += 1;
    if (sentence === undefined) {
      now.value = undefined;
      return;
    }
    const mine = turn;
    const lang = manner.value.tag;
    mouth.say(sentence, lang, voiceFor(mouth.voices(), lang), (failed) => {
      if (mine !== turn) return;
      if (failed) {
        now.value = { of, state: "failed" };
        return;
      }
      at += 1;
      next(of);
    });
  };
  const hush = (then: Reading | undefined): void => {
    turn += 1;
    mouth.hush();
    now.value = then;
  };
  return {
    /** What is read, if anything. */
    now: now as ReadonlySignal<Reading | undefined>,
    /** Reads from the start; what was read before is broken off. */
    read(of: string, what: readonly string[]): void {
      hush({ of, state: "reads" });
      sentences = what;
      at = 0;
      next(of);
    },
    pause(): void {
      const before = now.peek();
      if (before?.state === "reads") hush({ ...before, state: "paused" });
    },
    /** Goes on with the sentence that was broken off. */
    resume(): void {
      const before = now.peek();
      if (before?.state !== "paused") return;
      now.value = { ...before, state: "reads" };
      next(before.of);
    },
    stop(): void {
      if (now.peek()) hush(undefined);
    },
  };
}

/** The browser's speech; undefined where it has none. */
export function mouth(): Mouth | undefined {
  if (typeof speechSynthesis === "undefined" || typeof SpeechSynthesisUtterance === "undefined") return undefined;
  let saying: SpeechSynthesisUtterance | undefined; // held: Chrome forgets to tell the end of what nobody holds
  return {
    voices: () => speechSynthesis.getVoices(),
    say(sentence, lang, voice, done) {
      saying = new SpeechSynthesisUtterance(sentence);
      saying.lang = lang;
      saying.rate = 0.95;
      if (voice) saying.voice = voice as SpeechSynthesisVoice;
      saying.onend = () => done(false);
      saying.onerror = () => done(true);
      speechSynthesis.speak(saying);
    },
    hush() {
      saying = undefined;
      speechSynthesis.cancel();
    },
  };
}
