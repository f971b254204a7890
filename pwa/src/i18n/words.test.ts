import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { en } from "./en";
import { sv } from "./sv";
import { t } from "./shared";
import { fill, said, speak, use } from "./words";

afterEach(() => {
  use("sv");
});

test("a gap is filled, and the form follows the number", () => {
  expect(fill("{n} {n|rad|rader} på telefonen", { n: 1 })).toBe("1 rad på telefonen");
  expect(fill("{n} {n|rad|rader} på telefonen", { n: 3 })).toBe("3 rader på telefonen");
  expect(fill("Starta hos {name}", { name: "Alva P." })).toBe("Starta hos Alva P.");
  expect(fill("{who} skrev", {})).toBe("{who} skrev");
});

test("what is filled in is never read as a gap", () => {
  fc.assert(fc.property(fc.string(), (name) => fill("{name}", { name }) === name));
});

test("the language shown decides", async () => {
  expect(t("nav.now")).toBe("Nu");
  await speak("en");
  expect(t("nav.now")).toBe("Now");
  expect(said({ sv: "hej", en: "hello" })).toBe("hello");
  expect(said(undefined)).toBe("");
});

const gaps = (sentence: string): string[] => [...new Set([...sentence.matchAll(/\{(\w+)/g)].map((m) => m[1] ?? ""))].sort();

test("both languages have the same gaps, and no sentence shouts", () => {
  for (const key of Object.keys(sv) as (keyof typeof sv)[]) {
    expect(gaps(en[key]), key).toEqual(gaps(sv[key]));
    expect(sv[key], key).not.toMatch(/!/);
    expect(sv[key].toLowerCase(), key).not.toMatch(/ogiltig|validera|vänligen|ärende|synka|fel inträffade/);
  }
});
