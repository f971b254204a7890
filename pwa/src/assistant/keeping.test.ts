import { expect, test } from "vitest";
import { systemOf } from "../install";
import { telling, type Kept } from "./keeping";

const MB = 1024 * 1024;
const well: Kept = { room: { promised: true, used: 2 * MB, most: 1000 * MB }, installing: "installed", system: "android", waiting: 0 };

test.each<[string, Partial<Kept>, ReturnType<typeof telling>]>([
  ["all is well", {}, undefined],
  ["a browser that says nothing", { room: {} }, undefined],
  ["a browser that says nothing, and something waits", { room: {}, waiting: 2 }, undefined],
  ["promised, and something waits", { waiting: 2 }, undefined],
  ["not promised, and nothing waits", { room: { promised: false } }, undefined],
  ["not promised, and something waits", { room: { promised: false }, waiting: 1 }, { say: "loose" }],
  ["nine tenths are used", { room: { used: 900 * MB, most: 1000 * MB } }, { say: "full", free: 100 * MB }],
  ["a little less than nine tenths", { room: { used: 899 * MB, most: 1000 * MB } }, undefined],
  ["less than 20 MB are left", { room: { used: MB, most: 20 * MB } }, { say: "full", free: 19 * MB }],
  ["just 20 MB are left", { room: { used: MB, most: 21 * MB } }, undefined],
  ["more is used than there is", { room: { used: 11 * MB, most: 10 * MB } }, { say: "full", free: 0 }],
  ["a tab of an iPhone", { installing: "hand", system: "iphone" }, { say: "tab" }],
  ["a tab of Safari on a Mac, promised or not", { installing: "hand", system: "mac", waiting: 3 }, { say: "tab" }],
  ["on an iPhone's home screen", { system: "iphone" }, undefined],
  ["a tab of an iPhone that is full", { installing: "hand", system: "iphone", room: { used: 9 * MB, most: 10 * MB } }, { say: "full", free: MB }],
  ["a tab of an Android phone", { installing: "ask" }, undefined],
])("%s", (_, more, say) => {
  expect(telling({ ...well, ...more })).toEqual(say);
});

test.each([
  ["iphone", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", 5],
  ["iphone", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/129.0 Mobile/15E148 Safari/604.1", 5],
  ["iphone", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", 5],
  ["mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", 0],
  ["other", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", 0],
  ["other", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", 0],
  ["android", "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", 5],
  ["other", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", 0],
] as const)("runs on %s: %s, %d", (system, agent, touches) => {
  expect(systemOf(agent, touches)).toBe(system);
});
