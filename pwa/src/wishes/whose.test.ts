import { expect, test } from "vitest";
import { firstNames } from "./whose";

test("first names of those who are known, and of nothing else", () => {
  const doc = (fields: Record<string, unknown>) => ({ fields });
  const docs = new Map([
    ["person/alva", doc({ name: " Alva  Påhittsson" })],
    ["person/nameless", doc({ name: " " })],
    ["person/none", doc({})],
    ["shift/1", doc({ name: "Inte en person" })],
  ]);
  expect(firstNames(docs)).toEqual({ alva: "Alva" });
});
