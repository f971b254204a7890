import { expect, test } from "vitest";
import { hash, isHash, isReference, reference, scanned } from "./typed";

const sum = "0123456789abcdef".repeat(4);

test("a reference may be typed with spaces and large letters, and nothing else", () => {
  expect(reference(" 4F2A9C - 48213 ")).toBe("4f2a9c-48213");
  for (const good of ["4f2a9c-48213", "4F2A9C-1", "4f2a9c - 1099511627777"]) expect(isReference(good), good).toBe(true);
  for (const bad of ["", "4f2a9c", "4f2a9c-", "4f2a9c-0", "4f2a9c-01", "4f2a9-1", "4f2a9cc-1", "4f2a9c-1x"]) expect(isReference(bad), bad).toBe(false);
});

test("a checksum may be typed in groups", () => {
  expect(hash("01 23-AB\n")).toBe("0123ab");
  for (const good of [sum, sum.toUpperCase(), sum.replace(/(.{4})/g, "$1 ")]) expect(isHash(good), good).toBe(true);
  for (const bad of ["", sum.slice(1), `${sum}0`, `g${sum.slice(1)}`]) expect(isHash(bad), bad).toBe(false);
});

test("the code on a paper brings both, or nothing", () => {
  expect(scanned(`#4f2a9c-48213.${sum}`)).toEqual({ reference: "4f2a9c-48213", hash: sum });
  for (const bad of ["", "#", "#4f2a9c-48213", `#.${sum}`, `#4f2a9c-48213.${sum.slice(2)}`, "#%00.%"]) expect(scanned(bad), bad).toEqual({ reference: "", hash: "" });
});
