import { signal } from "@preact/signals";
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

test("what comes up again is only seen; that something was taken back is heard, each time anew, until something is done", () => {
  const toasts = toaster(() => 0);
  toasts.say("first", () => undefined);
  toasts.say("second", () => undefined);
  expect(toasts.shown.value?.again).toBeUndefined();
  toasts.done(true);
  expect(toasts.shown.value).toMatchObject({ text: "first", again: true });
  toasts.tell("undone");
  const once = toasts.heard.value;
  toasts.tell("undone");
  expect([once.trim(), toasts.heard.value.trim()]).toEqual(["undone", "undone"]);
  expect(toasts.heard.value).not.toBe(once);
  toasts.say("third");
  expect([toasts.heard.value, toasts.shown.value?.again]).toEqual(["", undefined]);
});

test("how it stands is heard as it was when it was said, and follows since", () => {
  const status = signal("on the phone");
  const toasts = toaster(() => 0);
  toasts.say("started", undefined, () => status.value);
  status.value = "received";
  expect([toasts.shown.value?.stood, toasts.shown.value?.state?.()]).toEqual(["on the phone", "received"]);
});
