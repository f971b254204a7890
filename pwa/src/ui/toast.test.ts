import { expect, test } from "vitest";
import { toaster } from "./Toast";

test("what was done last is undone first; what was done shortly before it comes up again", () => {
  let now = 0;
  const back: string[] = [];
  const toasts = toaster(() => now);
  const said = (): string | undefined => toasts.shown.value?.text;
  toasts.say("first", () => void back.push("first"));
  now = 4000;
  toasts.say("second", () => void back.push("second"));
  toasts.say("nothing to undo");
  expect(said()).toBe("nothing to undo");
  toasts.done(false);
  expect(said()).toBe("second");
  toasts.done(true);
  expect(said()).toBe("first");
  toasts.done(true);
  expect([said(), back]).toEqual([undefined, ["second", "first"]]);
});

test("after ten seconds, and after what takes it away, nothing older comes up", () => {
  let now = 0;
  const toasts = toaster(() => now);
  toasts.say("old", () => undefined);
  now = 9000;
  toasts.say("new", () => undefined);
  now = 10_000;
  toasts.done(true);
  expect(toasts.shown.value).toBeUndefined();
  toasts.say("a", () => undefined);
  toasts.say("b", () => undefined);
  toasts.clear();
  toasts.say("c", () => undefined);
  toasts.done(true);
  expect(toasts.shown.value).toBeUndefined();
});
