import { afterEach, expect, test, vi } from "vitest";
import { firstNames, hide, show, shown } from "./whose";

const doc = (fields: Record<string, unknown>) => ({ fields });

test("first names of those who are known, and of nothing else", () => {
  const docs = new Map([
    ["person/alva", doc({ name: " Alva  Påhittsson" })],
    ["person/nameless", doc({ name: " " })],
    ["person/none", doc({})],
    ["shift/1", doc({ name: "Inte en person" })],
  ]);
  expect(firstNames(docs)).toEqual({ alva: "Alva" });
});

afterEach(() => void vi.unstubAllGlobals());

test("a choice is of the person who made it: whoever comes after has made none", async () => {
  const kept = new Map<string, Response>();
  vi.stubGlobal("caches", {
    has: (name: string) => Promise.resolve(kept.has(name)),
    open: (name: string) => Promise.resolve({ put: (_: string, body: Response) => Promise.resolve(void kept.set(name, body)) }),
    match: (_: string, { cacheName }: { cacheName: string }) => Promise.resolve(kept.get(cacheName)?.clone()),
    delete: (name: string) => Promise.resolve(kept.delete(name)),
  });
  expect(await shown("elsa")).toBe(false);
  await show("elsa", new Map([["person/sol", doc({ name: "Sol Sagolund" })]]));
  expect(await shown("elsa")).toBe(true);
  expect(await kept.get("whose")?.clone().json()).toEqual({ person: "elsa", names: { sol: "Sol" } });
  expect(await shown("gun")).toBe(false);
  expect(kept.has("whose")).toBe(false);
  await show("elsa", new Map());
  await hide();
  expect(await shown("elsa")).toBe(false);
});
