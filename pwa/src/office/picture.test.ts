import { expect, test } from "vitest";
import { drawnAt, mostBytes, pictureOf, tooLarge } from "./picture";

test.each([
  [100, 200, 100, 200],
  [4032, 3024, 2340, 1755],
  [3024, 4032, 1755, 2340],
  [10_000, 1, 2340, 1],
])("%i × %i is drawn at %i × %i", (width, height, ...want) => {
  expect(drawnAt(width, height)).toEqual(want);
});

test("what is no picture goes as it is", async () => {
  const pdf = new File(["%PDF-"], "a.pdf", { type: "application/pdf" });
  expect(await pictureOf(pdf)).toBe(pdf);
});

test("one byte too many is too many", () => {
  expect(tooLarge(new Blob([new Uint8Array(mostBytes)]))).toBe(false);
  expect(tooLarge(new Blob([new Uint8Array(mostBytes + 1)]))).toBe(true);
});
