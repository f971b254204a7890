// Somebody leaves the provider with a phone full of what was never sent: it is handed over, the office decides, and its
// author sees that it waits there. What cannot be handed over any more can be shared as a file.

import { afterEach, expect, test } from "vitest";
import { dateOf, stamp } from "../time";
import { text } from "../types";
import { House } from "./house";
import { Phone } from "./phone";
import { taken } from "./told";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

test("whoever has left hands over what waits, and sees that it waits for the office", { timeout: 60_000 }, async () => {
  const house = await House.found();
  open.push(() => house.leave());
  const phone = async (name: string): Promise<Phone> => {
    const made = new Phone(() => house.url);
    open.push(() => made.close());
    await made.join(await house.invite(house.person(name).id));
    return made;
  };
  const [tilda, karin] = [await phone("Tilda"), await phone("Karin")];
  const me = house.person("Tilda").id;
  const ago = (days: number, minutes = 0): number => Date.now() - days * 86_400_000 + minutes * 60_000;
  tilda.online = false;
  const shift = (days: number) => ({
    ref: `shift/${tilda.core.newId()}`, base: 0,
    set: { assistant: me, beneficiary: house.person("Alva").id, kind: "active", start: stamp(ago(days)), end: stamp(ago(days, 30)) },
  });
  const acts = [shift(2), shift(1)];
  await tilda.do((core) => core.actAll(acts));

  // The office ends her role and her engagement, as of before those days.
  const mine = [...karin.core.rows.value.values()].filter(({ kind, fields }) =>
    (kind === "membership" && text(fields, "person") === me) || (kind === "engagement" && text(fields, "assistant") === me));
  expect(mine.map((row) => row.kind).sort()).toEqual(["engagement", "membership"]);
  const last = dateOf(ago(5));
  await karin.do((core) => core.actAll(mine.map(({ ref, rev }) => ({ ref, base: rev, set: { to: last }, why: "slutade" }))));
  await karin.do((core) => core.sync());
  expect(karin.core.waiting.value).toEqual([]);

  expect(JSON.parse(tilda.core.export())).toMatchObject({ person: me, ops: acts.map(({ ref }) => ({ doc: ref })) });
  tilda.online = true;
  await tilda.restart();
  for (let i = 0; i < 3; i++) await tilda.do((core) => core.sync());
  expect(tilda.core.who.value?.sendOnly).toBe(true);
  expect(tilda.core.waiting.value).toEqual([]);
  // She still sees her rows, as what waits for the office.
  expect(acts.map(({ ref }) => tilda.core.rows.value.get(ref)?.status)).toEqual(["parked", "parked"]);
  const kept = await taken(karin, acts.map(({ ref }) => ref), []);
  expect(kept.map(({ verdict }) => verdict)).toEqual(["parked", "parked"]);
});
