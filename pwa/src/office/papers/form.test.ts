import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fields } from "../../core/types";
import { check, hoursOf, minutesOf, valuesOf, type Values } from "./form";
import { readOrganisation, readPerson, spaced } from "./numbers";
import { papers, paper, type PaperName } from "./papers";
import { sv as unsocialSv } from "../unsocial/sv";
import { sv } from "./sv";

const today = "2026-11-28";
const said = (name: PaperName, values: Values, before?: Fields) => check(paper(name), { ...valuesOf(paper(name), before), ...values }, before, today);

test("numbers of people, as they are typed", () => {
  for (const typed of ["19850709-9805", "850709-9805", "8507099805", " 850709 9805 ", "198507099805"]) expect(readPerson(typed, today)).toEqual({ digits: "198507099805", kind: "personnummer" });
  expect(readPerson("701063-2391", today)).toEqual({ digits: "197010632391", kind: "samordningsnummer" });
  expect(readPerson("850709+9805", today)).toEqual({ digits: "188507099805", kind: "personnummer" });
  expect(readPerson("850709-980", today)).toEqual({ wrong: "length" });
  expect(readPerson("850709-9806", today)).toEqual({ wrong: "digit" });
  expect(readPerson("750231-0241", today)).toEqual({ wrong: "date" });
  expect(spaced("198507099805")).toBe("19850709-9805");
});

test("one digit changed is always seen", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
    const digits = [..."8507099805"].map(Number);
    digits[at] = ((digits[at] ?? 0) + by) % 10;
    expect(readPerson(digits.join(""), today)).toEqual({ wrong: "digit" });
  }));
  expect(readOrganisation("990000-0002")).toEqual({ digits: "9900000002" });
  expect(readOrganisation("990000-0003")).toEqual({ wrong: "digit" });
  expect(readOrganisation("99000")).toEqual({ wrong: "length" });
});

test("hours there and back", () => {
  fc.assert(fc.property(fc.nat(500_000), (minutes) => {
    expect(minutesOf(hoursOf(minutes))).toBe(minutes);
  }));
  for (const typed of ["", "x", "10.5", "10.60", "-1"]) expect(minutesOf(typed)).toBeUndefined();
});

test.each<[string, PaperName, Values, string, string]>([
  ["a person without a name", "person", { given: "Alva" }, "family", "missing"],
  ["a name that is too long whole", "person", { given: "å".repeat(60), family: "ö".repeat(60) }, "family", "longName"],
  ["a part of a name that is too long", "person", { given: "å".repeat(61), family: "P" }, "given", "long"],
  ["a phone that is none", "person", { given: "Alva", family: "P", phone: "12" }, "phone", "phone"],
  ["an end before the beginning", "engagement", { beneficiary: "a", assistant: "b", from: "2026-11-02", to: "2026-11-01" }, "to", "order"],
  ["an engagement with oneself", "engagement", { beneficiary: "a", assistant: "a", from: "2026-11-02" }, "assistant", "self"],
  ["nobody chosen", "engagement", { beneficiary: "a", from: "2026-11-02" }, "assistant", "choose"],
  ["a date that is none", "engagement", { beneficiary: "a", assistant: "b", from: "2026-02-30" }, "from", "date"],
  ["a decision without hours", "decision", { from: "2026-11-01" }, "minutes", "missing"],
  ["hours that are none", "decision", { from: "2026-11-01", minutes: "elva" }, "minutes", "hours"],
  ["a period without an end", "decision", { from: "2026-11-01", minutes: "100", per: "period" }, "to", "periodEnd"],
  ["a period of more than half a year", "decision", { from: "2026-11-01", to: "2027-06-01", minutes: "100", per: "period" }, "to", "longPeriod"],
  ["received and not sent", "registration", { beneficiary: "a", assistant: "b", from: "2026-11-01", received: "2026-11-01" }, "sent", "missing"],
  ["received before it was sent", "registration", { beneficiary: "a", assistant: "b", from: "2026-11-01", sent: "2026-11-02", received: "2026-11-01" }, "received", "received"],
  ["an employer who is not named", "employment", { employer: "beneficiary", from: "2026-11-01" }, "beneficiary", "choose"],
  ["too long a period", "employment", { from: "2026-11-01", period_months: "13" }, "period_months", "count"],
  ["a stay that ends before it begins", "stay", { start: "2026-11-02 10.00", end: "2026-11-02 09.00" }, "end", "order"],
  ["a clock that never was", "stay", { start: "2026-03-29 02.30" }, "start", "clockNone"],
  ["an activity on no day", "activity", { from: "2026-11-01", begins: "8", ends: "15" }, "days", "choose"],
  ["an address that is none", "reach", { mail: "alva" }, "mail", "mail"],
  ["a number that is no mobile's", "reach", { mobile: "08-123 45 67" }, "mobile", "mobile"],
  ["a number with a digit wrong", "identity", { number: "850709-9806" }, "number", "number.digit"],
])("%s is said beside its field", (_, name, values, field, wrong) => {
  const checked = said(name, values);
  expect("wrong" in checked && checked.wrong[field]).toBe(wrong);
});

test("what a form sets", () => {
  expect(said("person", { given: "Alva", family: "Påhittsson" })).toEqual({ set: { given: "Alva", family: "Påhittsson", name: "Alva Påhittsson" } });
  expect(said("decision", { from: "2026-11-01", minutes: "110.30", double: true })).toEqual({ set: { state: "granted", granter: "fk", minutes: 6630, per: "week", from: "2026-11-01", double: true, rate: "standard" } });
  expect(said("decision", { from: "2026-11-01", state: "applied", minutes: "110" })).toEqual({ set: { state: "applied", granter: "fk", from: "2026-11-01", rate: "standard" } });
  expect(said("stay", { start: "2026-11-02 9", end: "2026-11-02 24.00" })).toEqual({ set: { kind: "hospital", start: "2026-11-02T09:00+01:00", end: "2026-11-03T00:00+01:00" } });
  expect(said("activity", { from: "2026-11-01", days: ["mon"], begins: "8", ends: "1530" })).toEqual({ set: { kind: "school", from: "2026-11-01", days: ["mon"], begins: "08.00", ends: "15.30" } });
});

test("a name as long as the server takes, in characters", () => {
  expect(said("person", { given: "\u{1F600}".repeat(60), family: "ö".repeat(59) })).toHaveProperty("set");
});

test("a number takes the place of the other kind", () => {
  expect(said("identity", { number: "701063-2391" }, { person: "a", personnummer: "198507099805" })).toEqual({ set: { personnummer: null, samordningsnummer: "197010632391" } });
  expect(said("identity", { number: "" }, { person: "a", personnummer: "198507099805" })).toEqual({ set: { personnummer: null } });
});

test("a form that is opened and saved changes nothing", () => {
  const whole: Partial<Record<PaperName, Fields>> = {
    person: { name: "Alva Påhittsson", given: "Alva", family: "Påhittsson", phone: "070-1740608" },
    decision: { beneficiary: "a", state: "granted", granter: "fk", from: "2026-11-01", minutes: 6630, per: "week", double: true, rate: "higher" },
    employment: { assistant: "b", employer: "provider", regime: "agreement", agreement: "KFO", from: "2026-11-01", period_from: "2026-11-01", period_months: 12, long_passes: true },
    stay: { beneficiary: "a", kind: "hospital", start: "2026-11-02T09:00+01:00", end: "2026-11-03T09:00+01:00", reasons: true, note: "x" },
    activity: { beneficiary: "a", kind: "school", from: "2026-11-01", days: ["mon", "tue"], begins: "08.00", ends: "15.00" },
    representation: { beneficiary: "a", representative: "b", kind: "god_man", scope: ["rights"], from: "2026-11-01" },
    identity: { person: "a", samordningsnummer: "197010632391", checked: "2026-11-01", outside_eea: true },
    provider: { name: "X", organisationsnummer: "9900000002", contact: "K", phone: "070-1740605", deadline_day: 3, show_granted: true },
  };
  for (const [name, fields] of Object.entries(whole)) expect(said(name as PaperName, {}, fields), name).toEqual({ set: {} });
});

test("every field and choice has its word", () => {
  for (const { fields } of Object.values(papers)) {
    for (const { name, shape } of fields) {
      expect(sv, name).toHaveProperty([`f.${name}`]);
      if (shape.as === "one" || shape.as === "many") for (const v of shape.of) expect(sv, v).toHaveProperty([`v.${name}.${v}`]);
    }
  }
});

test("how somebody is reached is kept as it is kept, and shown as it is read", () => {
  expect(said("reach", { mail: " alva@example.se ", mobile: "070-174 06 05", ways: "sms_mail" })).toEqual({ set: { mail: "alva@example.se", mobile: "+46701740605", ways: ["sms", "mail"], lang: "sv" } });
  const before: Fields = { person: "a", mail: "alva@example.se", mobile: "+46701740605", ways: [], lang: "en" };
  expect(valuesOf(paper("reach"), before)).toEqual({ mail: "alva@example.se", mobile: "070-174 06 05", ways: "never", lang: "en" });
  expect(said("reach", {}, before)).toEqual({ set: {} });
  expect(said("reach", { mail: "" }, before)).toEqual({ set: { mail: null } });
});

test("a code of the provider's own time is no table's of unsocial hours", () => {
  const unsocial = [{ from: "2026-01-01", rules: [{ begins: "19.00", code: "OB1", days: ["sat"], ends: "24.00", kinds: ["active"] }] }];
  const before: Fields = { name: "X", organisationsnummer: "9900000002", contact: "K", phone: "070-1740605", unsocial };
  expect(said("provider", { pay_active: "OB1", pay_standby: "OB2" }, before)).toEqual({ wrong: { pay_active: "codeTaken" } });
  expect(said("provider", { pay_active: "OB2" }, before)).toEqual({ set: { pay_active: "OB2" } });
  expect(sv["wrong.codeTaken"]).toBe(unsocialSv["wrong.codeTaken"]);
});
