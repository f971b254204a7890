import fc from "fast-check";
import { expect, test } from "vitest";
import { after, counts, current, found, goingOn, kept, keyOf, sit, type Event, type Running, type Sitting } from "./sitting";
import { line } from "./testing";

const three = ["a", "b", "c"].map((who) => line(who));
const why = { sv: "nej", en: "no" };
const through = (s: Sitting, ...events: Event[]): Sitting => events.reduce(after, s);
const marks = (s: Sitting): string => s.items.map(({ line: { assistant }, mark }) => `${assistant.id}:${mark}`).join(" ");

test("one is signed after the other, and what cannot be is told with its reason", () => {
  const s = through(sit(three), { is: "begin" }, { is: "ordered", order: "1" }, { is: "signed" });
  expect(marks(s)).toBe("a:signed b:signing c:waits");
  expect([counts(s).at, counts(s).of, s.order]).toEqual([2, 3, ""]);
  const over = through(s, { is: "failed", why }, { is: "signed" });
  expect(over.phase).toBe("over");
  expect(marks(over)).toBe("a:signed b:failed c:signed");
  expect(over.items[1]?.why).toEqual(why);
});

test("what could not be signed is tried again as it is now, and nothing else", () => {
  const over = through(sit(three), { is: "begin" }, { is: "signed" }, { is: "failed", why }, { is: "signed" });
  const again = after(over, { is: "again", lines: [line("b", { hash: "newer" })] });
  expect(marks(again)).toBe("a:signed b:signing c:signed");
  expect(current(again)?.line.hash).toBe("newer");
});

test("a pause keeps what was being signed among what waits, and says why", () => {
  const s = through(sit(three), { is: "begin" }, { is: "signed" }, { is: "ordered", order: "2" }, { is: "paused", why });
  expect([s.phase, s.order, s.why]).toEqual(["paused", "", why]);
  expect(marks(after(s, { is: "goOn" }))).toBe("a:signed b:signing c:waits");
});

test("what is not chosen is left, and a sitting over nothing does not begin", () => {
  const s = through(sit(three), { is: "choose", key: keyOf(line("a")), chosen: false }, { is: "begin" });
  expect(marks(s)).toBe("a:left b:signing c:waits");
  const none = three.reduce<Sitting>((at, one) => after(at, { is: "choose", key: keyOf(one), chosen: false }), sit(three));
  expect(after(none, { is: "begin" }).phase).toBe("list");
});

test("after a reload it goes on with the order that runs, over what is left", () => {
  const s = through(sit(three), { is: "begin" }, { is: "signed" }, { is: "ordered", order: "2" });
  const back = found(kept(s), [line("b"), line("c")]);
  expect(back && [marks(back), back.phase, back.order]).toEqual(["b:signing c:waits", "going", "2"]);
  const signedMeanwhile = found(kept(s), [line("b", { state: "approved" }), line("c")]);
  expect(signedMeanwhile && [marks(signedMeanwhile), signedMeanwhile.phase]).toEqual(["c:signing", "going"]);
  const paused = found(kept(after(s, { is: "paused" })), [line("b"), line("c")]);
  expect(paused && [marks(paused), paused.phase]).toEqual(["b:waits c:waits", "paused"]);
  expect(found(kept(s), [line("b", { version: 2 })])).toBeUndefined();
  expect(found(kept(s), [])).toBeUndefined();
  expect(found("", three)).toBeUndefined();
  expect(found("{}", three)).toBeUndefined();
});

test("a signature that was begun elsewhere goes on here, and the others are looked through after it", () => {
  const about = { role: "provider", assistant: "b", beneficiary: "alva", month: "2026-10", version: 1 };
  const order: Running = { order: "7", status: "pending", about, result: null };
  const s = goingOn(order, three) ?? sit([]);
  expect([marks(s), s.phase, s.order, counts(s).of]).toEqual(["a:left b:signing c:left", "going", "7", 1]);
  const over = after(s, { is: "signed" });
  expect([marks(over), over.phase, kept(over)]).toEqual(["a:left b:signed c:left", "over", ""]);
  const rest = after(over, { is: "rest", lines: three });
  expect([marks(rest), rest.phase, rest.elsewhere]).toEqual(["a:waits c:waits", "list", undefined]);
  expect(after(s, { is: "rest", lines: three })).toBe(s);
  for (const other of [
    undefined, { ...order, about: null }, { ...order, status: "failed" }, { ...order, result: { state: "approved" } }, { ...order, about: { ...about, role: "assistant" } },
    { ...order, about: { ...about, version: 2 } }, { ...order, about: { ...about, month: "2026-09" } }, { ...order, about: { ...about, beneficiary: "bo" } }, { ...order, about: { ...about, assistant: "d" } },
  ]) expect(goingOn(other, three)).toBeUndefined();
  expect(goingOn({ ...order, status: "complete" }, three)?.phase).toBe("going");
});

test("whatever happens, at most one is being signed, only while it goes on, and what is signed stays so", () => {
  const event = fc.oneof(
    fc.constantFrom<Event>({ is: "begin" }, { is: "signed" }, { is: "goOn" }, { is: "paused" }, { is: "reorder" }, { is: "ordered", order: "x" }, { is: "failed", why }, { is: "again", lines: three }, { is: "rest", lines: three }),
    fc.record({ is: fc.constant("choose" as const), key: fc.constantFrom(...three.map(keyOf)), chosen: fc.boolean() }),
  );
  fc.assert(fc.property(fc.array(event, { maxLength: 30 }), (events) => {
    let s = sit(three);
    for (const one of events) {
      const before = s;
      s = after(s, one);
      const signing = s.items.filter(({ mark }) => mark === "signing").length;
      expect(signing).toBe(s.phase === "going" ? 1 : 0);
      expect(s.order === "" || s.phase === "going").toBe(true);
      for (const { line, mark } of before.items) if (mark === "signed") expect(["signed", undefined]).toContain(s.items.find((item) => keyOf(item.line) === keyOf(line))?.mark);
    }
  }));
});
