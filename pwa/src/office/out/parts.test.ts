import { expect, test } from "vitest";
import { Problem } from "../../core/api";
import { inParts } from "./parts";

const customers = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i));

/** Files by how many customers each holds, where one has room for so many; all of them in their order. */
async function files(n: number, room: number): Promise<number[]> {
  const got: string[][] = [];
  await inParts(customers(n), async (part) => {
    if (part.length > room) throw new Problem(413, "pack_too_large", undefined);
    return [...part];
  }, (part) => got.push(part));
  expect(got.flat()).toEqual(customers(n));
  return got.map((part) => part.length);
}

test.each([[1, 40, [1]], [40, 40, [40]], [41, 40, [40, 1]], [100, 40, [40, 40, 20]], [40, 12, [10, 10, 10, 10]], [3, 1, [1, 1, 1]]])("%d customers, room for %d", async (n, room, want) => {
  expect(await files(n, room)).toEqual(want);
});

test("one customer with too many papers is refused, and so is whatever else goes wrong", async () => {
  await expect(files(1, 0)).rejects.toMatchObject({ code: "pack_too_large" });
  await expect(inParts(customers(4), () => Promise.reject(new Problem(409, "pack_under_way", undefined)), () => undefined)).rejects.toMatchObject({ code: "pack_under_way" });
});
