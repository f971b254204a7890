// Clocks that are wrong: what the phone knows of it, what operations say, and what is written.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Clock, tolerance } from "./clock";
import { joined } from "./testing/browser";
import { TestServer } from "./testing/server";
import { stamp } from "./time";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// A phone's two clocks and the truth.
class World {
  true = Date.parse("2026-10-31T12:00:00Z");
  mono = 5000;
  ahead = 0;
  readonly clock = new Clock({ now: () => this.true + this.ahead, mono: () => this.mono });

  pass(ms: number, asleep = false): void {
    this.true += ms;
    if (!asleep) this.mono += ms;
  }

  // An exchange: so long until the server reads its clock, so long until the answer is here.
  exchange(there: number, back: number): void {
    const began = this.clock.read();
    this.pass(there);
    const server = this.true;
    this.pass(back);
    this.clock.measure(began, this.clock.read(), server);
  }

  get off(): number {
    return this.clock.off()?.ahead ?? Number.NaN;
  }
}

test("the shortest of the last eight round trips counts", () => {
  const world = new World();
  world.ahead = 400;
  world.exchange(2000, 0);
  expect(world.off).toBe(400 - 1000);
  world.exchange(10, 30);
  expect(world.off).toBe(400 + 10);
  for (let i = 0; i < 7; i++) world.exchange(500, 0);
  expect(world.off).toBe(400 + 10);
  world.exchange(500, 0);
  expect(world.off).toBe(400 - 250); // the good one was the ninth
});

test("a clock that was set between two exchanges is as the second found it, however short the first was", () => {
  const world = new World();
  world.exchange(1, 1);
  world.ahead = 2 * hour;
  world.exchange(900, 100);
  expect(Math.abs(world.off - 2 * hour)).toBeLessThanOrEqual(500);
});

test("a clock that is set while it is measured is as the end found it", () => {
  const world = new World();
  const began = world.clock.read();
  world.pass(100);
  const server = world.true;
  world.ahead = -3 * hour;
  world.pass(100);
  world.clock.measure(began, world.clock.read(), server);
  expect(Math.abs(world.off + 3 * hour)).toBeLessThanOrEqual(200);
});

test.each<[string, (world: World) => void, number | undefined, number]>([
  ["nothing happens", (w) => w.pass(5 * hour), 0, 0],
  ["it is set back an hour", (w) => (w.pass(hour), (w.ahead = -hour), w.pass(hour)), -hour, 0],
  ["it is set a year ahead", (w) => (w.ahead = 365 * day), 365 * day, 0],
  ["the phone sleeps a night", (w) => w.pass(9 * hour, true), undefined, 0],
  ["it is set two hours ahead, or the phone slept", (w) => (w.ahead = 2 * hour), undefined, 2 * hour],
  ["it is set back while the phone sleeps", (w) => (w.pass(hour, true), (w.ahead = -3 * hour)), -2 * hour, -hour],
])("after an exchange %s: the operation says what is known, and the time is as right as can be told", (_, what, says, wrong) => {
  const world = new World();
  world.exchange(10, 10);
  what(world);
  expect(world.clock.at({}).offset).toBe(says);
  expect(world.clock.time() - world.true).toBe(wrong);
});

test("a clock known to be an hour ahead is still so after the phone slept", () => {
  const world = new World();
  world.ahead = hour;
  world.exchange(10, 10);
  world.pass(8 * hour, true);
  expect(world.clock.at({}).offset).toBe(hour);
  expect(world.clock.time()).toBe(world.true);
});

test("before anything is measured an operation says only what was known to be wrong, and nothing is set right", () => {
  const { clock, true: now } = new World();
  expect(clock.off()).toBeUndefined();
  expect(clock.at({ offset: 800, seen: now - day }).offset).toBeUndefined();
  expect(clock.at({ offset: hour, seen: now - day }).offset).toBe(hour);
  expect(clock.at({ offset: 0, seen: now + 3 * hour }).offset).toBe(-3 * hour); // it runs behind what the server has told
  expect(clock.time()).toBe(now);
});

// Whatever is done to a phone's clocks: where an operation says an offset, it is the true one within the round trip and
// two minutes, unless the phone was set back while it slept; and a known clock writes the right time.
test("what an operation says of the clock is so", () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 20 * hour }) }),
    fc.record({ do: fc.constant("sleep" as const), ms: fc.integer({ min: 0, max: 2 * day }) }),
    fc.record({ do: fc.constant("set" as const), ms: fc.integer({ min: -400 * day, max: 400 * day }) }),
    fc.record({ do: fc.constant("exchange" as const), ms: fc.integer({ min: 1, max: 30 * second }) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
    const world = new World();
    let slept = 0; // since the newest exchange
    let measured = false;
    for (const s of steps) {
      if (s.do === "pass") world.pass(s.ms);
      if (s.do === "set") world.ahead = s.ms;
      if (s.do === "sleep") {
        world.pass(s.ms, true);
        slept += s.ms;
      }
      if (s.do === "exchange") {
        world.exchange(s.ms / 2, s.ms / 2);
        slept = 0;
        measured = true;
      }
      const { offset } = world.clock.at({});
      if (!measured) expect(offset).toBeUndefined();
      else if (slept === 0 && offset !== undefined && Math.abs(offset) <= tolerance) expect(Math.abs(world.ahead)).toBeLessThanOrEqual(2 * tolerance);
      if (measured && offset === undefined) expect(Math.abs(world.clock.off()?.ahead ?? Infinity)).toBeLessThanOrEqual(tolerance);
    }
    world.exchange(second, second);
    expect(Math.abs((world.clock.at({}).offset ?? Infinity) - world.ahead)).toBeLessThanOrEqual(2 * second);
    expect(Math.abs(world.clock.time() - world.true)).toBeLessThanOrEqual(tolerance + 2 * second);
  }), { numRuns: 300 });
});

const act = (ref: string, time: number) => ({ ref, base: 0, set: { start: stamp(time) } });

test("a clock a year off at the act and right at the exchange: the row is right, and the operation says so", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  browser.ahead = 365 * day;
  const right = Date.now();
  await core.act(act("shift/1", core.time()));
  expect(core.rows.value.get("shift/1")?.clock?.ahead).toBeGreaterThan(364 * day);
  browser.ahead = 0;
  browser.online = true;
  await core.sync();
  expect(Math.abs((server.log[0]?.at?.offset ?? 0) - 365 * day)).toBeLessThan(minute);
  expect(Math.abs(Date.parse(String(server.fields("shift/1")["start"])) - right)).toBeLessThan(2 * minute);
  expect(core.wrong()).toBe(0);
});

test("a jump in the middle of a shift: what the exchange after it measures is what the stop is written by", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(act("shift/1", core.time()));
  browser.pass(4 * hour, true);
  browser.ahead = -2 * hour;
  await core.sync(); // as when the app becomes visible
  expect(Math.abs(core.wrong() + 2 * hour)).toBeLessThan(minute);
  browser.pass(hour);
  const right = Date.now() + 5 * hour;
  await core.act({ ref: "shift/1", base: 0, set: { end: stamp(core.time()) } });
  await core.sync();
  expect(Math.abs(Date.parse(String(server.fields("shift/1")["end"])) - right)).toBeLessThan(2 * minute);
  expect(Math.abs((server.log[1]?.at?.offset ?? 0) + 2 * hour)).toBeLessThan(minute);
});

test("a clock that was known to be wrong is remembered across a start without network, as evidence only", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.ahead = hour;
  await core.sync();
  browser.online = false;
  const again = await browser.reload();
  expect(again.wrong()).toBe(0);
  await again.act(act("shift/1", again.time()));
  browser.online = true;
  await again.sync();
  expect(Math.abs((server.log[0]?.at?.offset ?? 0) - hour)).toBeLessThan(minute);
});

test("a clock a year ahead does not stop the exchange, nor make the session end", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  for (const ahead of [365 * day, -365 * day]) {
    browser.ahead = ahead;
    await core.act(act(`shift/${ahead}`, core.time()));
    await core.sync();
    expect(core.waiting.value).toEqual([]);
    expect(core.session.value).toBe("in");
  }
});
