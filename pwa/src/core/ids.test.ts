import fc from "fast-check";
import { expect, test } from "vitest";
import { deviceName } from "./device";
import { uuidv7 } from "./ids";

const random = (bytes: Uint8Array): Uint8Array => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);

test("an id is a UUIDv7 in lower case, and ids sort by when they were made", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 2 ** 40 }), (ms, later) => {
    const id = uuidv7(ms, random);
    return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
      && parseInt(id.slice(0, 8) + id.slice(9, 13), 16) === ms && id < uuidv7(ms + later, random);
  }));
});

test.each([
  ["Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", "Safari, iPhone"],
  ["something else", "Passbok"],
])("%s", (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});
