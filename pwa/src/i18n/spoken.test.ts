import { afterEach, expect, test } from "vitest";
import { speak, spoken, use, words } from "./words";

afterEach(() => use("sv"));

test("a dictionary that comes while the language is switched speaks it too", async () => {
  const switching = speak("en");
  const g = words("guide", { do: "Lägg till nu" } as never, () => Promise.resolve({ do: "Add it now" } as never));
  await spoken();
  expect(g("do")).toBe("Add it now");
  await switching;
});
