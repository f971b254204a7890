import { expect, test } from "vitest";
import { sayable, spokenIn, type Written } from "./say";
import { reader, voiceFor, type Mouth } from "./speech";

test("a Swedish voice, of the device before the network; another country's before none", () => {
  const voices = [{ lang: "en-US", localService: true }, { lang: "sv-FI", localService: true }, { lang: "sv_SE", localService: false }, { lang: "sv-SE", localService: true }];
  expect(voiceFor(voices, "sv-SE")).toBe(voices[3]);
  expect(voiceFor(voices.slice(0, 3), "sv-SE")).toBe(voices[2]);
  expect(voiceFor(voices.slice(0, 2), "sv-SE")).toBe(voices[1]);
  expect(voiceFor(voices.slice(0, 1), "sv-SE")).toBeUndefined();
});

test("it reads sentence by sentence, pauses and goes on where it was, and stops", () => {
  const said: string[] = [];
  let done: (failed: boolean) => void = () => undefined;
  const mouth: Mouth = { voices: () => [], say: (sentence, _lang, _voice, ended) => { said.push(sentence); done = ended; }, hush: () => done(true) };
  const one = reader(mouth);
  one.read("a", ["Ett.", "Två.", "Tre."]);
  done(false);
  one.pause();
  expect([said, one.now.value]).toEqual([["Ett.", "Två."], { of: "a", state: "paused" }]);
  one.resume();
  done(false);
  done(false);
  expect([said, one.now.value]).toEqual([["Ett.", "Två.", "Två.", "Tre."], undefined]);
  one.read("b", ["Fyra."]);
  one.read("c", ["Fem."]);
  expect(one.now.value).toEqual({ of: "c", state: "reads" });
  done(true);
  expect(one.now.value).toEqual({ of: "c", state: "failed" });
  one.stop();
  expect(one.now.value).toBeUndefined();
});

test("what is said is spelled out", () => {
  expect(sayable("Räk\u00adning: 1\u00a0528 h 10 min, 07.02–14.00, 14\u00a0430 kr")).toBe("Räkning: 1528 timmar 10 minuter, 07:02 till 14:00, 14430 kronor");
  expect(sayable("1 h 1 min")).toBe("1 timme 1 minut");
});

const text = (nodeValue: string): Written => ({ nodeType: 3, nodeName: "#text", nodeValue, childNodes: [] });
const element = (nodeName: string, childNodes: Written[], skip = false): Written => ({ nodeType: 1, nodeName, nodeValue: null, childNodes, matches: () => skip });

test("lines are sentences, what is pressed is silent", () => {
  const page = element("SECTION", [
    element("H2", [text("Dag för dag")]), element("BUTTON", [text("Läs upp")], true),
    element("UL", [element("LI", [element("SPAN", [text("Aktiv")]), element("SPAN", [text("17 h")])])]), element("P", [text("Ett. Två 2. "), text("–")]),
  ]);
  expect(spokenIn(page)).toEqual(["Dag för dag", "Aktiv 17 timmar", "Ett.", "Två 2. –"]);
});
