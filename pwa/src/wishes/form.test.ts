import { expect, test } from "vitest";
import { awayWrong, formOf, wishesOf, type Wishes } from "./form";

const kept: Wishes = { quiet: { from: "21:00", to: "08:00" }, holidays: true, away: { from: "2026-12-20", to: "2027-01-06" }, grave: false, digest: "07:30" };

test("what is kept comes back as it was", () => {
  expect(wishesOf(formOf(kept))).toEqual(kept);
});

test("no quiet hours are the same time twice, and the night is offered", () => {
  const form = formOf({ ...kept, quiet: { from: "", to: "" } });
  expect(form).toMatchObject({ quiet: false, from: 1260, to: 480 });
  expect(wishesOf(form)?.quiet).toEqual({ from: "00:00", to: "00:00" });
  expect(wishesOf({ ...form, quiet: true, to: 24 * 60 })?.quiet).toEqual({ from: "21:00", to: "00:00" });
});

test("days that nobody could mean, and a time that is missing, are not sent", () => {
  const form = formOf(kept);
  for (const [first, last] of [["2026-12-20", ""], ["", "2026-12-20"], ["2026-12-20", "2026-12-19"], ["2026-12-01", "2027-02-01"]] as const) {
    expect(awayWrong({ ...form, first, last }), `${first} ${last}`).toBe(true);
    expect(wishesOf({ ...form, first, last })).toBeUndefined();
  }
  expect(awayWrong({ ...form, first: "", last: "" })).toBe(false);
  expect(wishesOf({ ...form, from: undefined })).toBeUndefined();
});
