// A phone's life, drawn at random: acting, exchanging, losing requests and answers, being killed, going offline, two
// tabs, a restored server, a disk that loses a document. Afterwards everything that was done has been taken, once, in the
// order of its numbers, and the phone shows what the server has; digests differ where something was spoilt, and nowhere else.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Core } from "./core";
import { joined, spoil } from "./testing/browser";
import { TestServer } from "./testing/server";

type Step =
  | { readonly do: "act"; readonly tab: number; readonly doc: number; readonly note: string; readonly count: number }
  | { readonly do: "sync" | "away" | "lost" | "busy" | "kill" | "tab" | "offline" | "online" | "office" | "restore" | "spoil" | "day"; readonly tab: number; readonly doc: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("act" as const), tab: fc.nat(2), doc: fc.nat(4), note: fc.constantFrom("a", "b", "c", "refuse", "☠"), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("sync" as const, "sync" as const, "away" as const, "lost" as const, "busy" as const, "kill" as const, "tab" as const, "offline" as const, "online" as const, "office" as const, "restore" as const, "spoil" as const, "day" as const), tab: fc.nat(2), doc: fc.nat(4) }) },
);

test("nothing that was done is lost, taken twice, or out of order", { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 30 }), live), { numRuns: 60 });
});

async function live(steps: readonly Step[]): Promise<void> {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  let tabs: Core[] = [core];
  const done: string[] = [];
  let spoilt = 0;
  const months = (doc: number) => (doc < 3 ? { month: `2026-1${doc}` } : {});
  for (const s of steps) {
    const tab = tabs[s.tab % tabs.length] as Core;
    const ref = `shift/${s.doc}`;
    switch (s.do) {
      case "act": {
        const base = tab.rows.value.get(ref)?.rev ?? 0;
        const kept = await tab.actAll(Array.from({ length: s.count }, () => ({ ref, base, set: { note: s.note, ...months(s.doc) } })));
        done.push(...kept.map((k) => k.id));
        break;
      }
      case "sync": await tab.sync(); break;
      case "away": case "lost": server.faults.push(s.do); await tab.sync(); break;
      case "busy": server.faults.push({ status: 503, code: "overloaded", retryAfter: 1 }); break;
      case "kill": tabs = [await browser.reload()]; break;
      case "tab": if (tabs.length < 3) tabs.push(await browser.tab()); break;
      case "offline": browser.online = false; break;
      case "online": browser.online = true; break;
      case "office": server.set(ref, { end: String(server.seq), ...months(s.doc) }); break;
      case "spoil": await spoil((docs) => ({ drop: docs.slice(0, 1 + (spoilt += 1) % 2).map((d) => d.doc) })); break;
      case "day": browser.pass(86_400_000); break;
      case "restore": await tab.sync(); server.restore(Math.floor(server.log.length / 2)); break;
    }
  }
  browser.online = true;
  server.faults.length = 0;
  const last = await browser.reload();
  for (let i = 0; i < 4; i++) await last.sync();
  expect(server.compared).toBeGreaterThan(0);
  if (spoilt === 0) expect(server.differing).toBe(0);
  expect(last.differing.value).toEqual([]);

  expect(last.waiting.value).toEqual([]);
  expect(last.unsaved.value).toEqual([]);
  const taken = server.log.map((l) => l.id);
  expect(new Set(taken).size).toBe(taken.length);
  expect([...taken].sort()).toEqual([...done].sort());
  for (const device of server.devices.keys()) {
    const numbers = server.log.filter((l) => l.device === device).map((l) => l.n);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  }
  for (const doc of server.docs.keys()) {
    const row = last.rows.value.get(doc);
    expect(row?.pending).toEqual([]);
    expect(row?.fields).toEqual(server.fields(doc));
  }
  await browser.kill();
}
