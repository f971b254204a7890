import { expect, test } from "vitest";
import { doneOf, troubleOf, type Certificate, type Connection } from "./connection";

const down = { since: "2026-11-03T09:00:00Z", last: "2026-11-03T09:10:00Z", calls: 3, words: { sv: "", en: "" }, fk: "" };
const good: Certificate = { subject: "CN=passbok", notAfter: "2028-01-01T00:00:00Z", days: 400 };
const connection = (elt: Partial<Connection["elt"]> = {}, certificate: Certificate | null = good): Connection => ({
  elt: { connected: true, supplier: "", stopped: "", since: null, words: null, outage: null, certificate: good, steps: [], next: "", ...elt },
  bankid: { connected: true, certificate },
  erak: { connected: true, certificate: null },
});

test.each([
  ["all is well", connection(), undefined],
  ["nobody has connected", connection({ connected: false, certificate: null }, null), "off"],
  ["Försäkringskassan does not answer", connection({ outage: down }), "outage"],
  ["shut off, which an outage does not hide", connection({ stopped: "too fast", outage: down }), "stopped"],
  ["ELT's certificate soon", connection({ certificate: { ...good, days: 30 } }), "expires"],
  ["BankID's certificate soon", connection({}, { ...good, days: 1 }), "expires"],
  ["not soon", connection({ certificate: { ...good, days: 31 } }), undefined],
  ["expired", connection({ certificate: { ...good, days: -1 }, outage: down }), "expired"],
] as const)("%s", (_, at, trouble) => {
  expect(troubleOf(at)).toBe(trouble);
});

test("steps are done by their day, or because the server shows it", () => {
  const step = { known: false, title: { sv: "", en: "" }, who: { sv: "", en: "" }, text: { sv: "", en: "" } };
  expect(doneOf([{ step: "terms", ...step, done: "2026-10-01" }, { step: "certificate", ...step, done: "", known: true }, { step: "agreement", ...step, done: "" }])).toBe(2);
});
