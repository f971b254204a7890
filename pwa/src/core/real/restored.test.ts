// The real server is restored from a backup, with its archive and without: everything that a phone holds comes back once,
// no more, no less, whatever its device was called when it was made.

import { afterEach, expect, test } from "vitest";
import { meddle } from "../testing/browser";
import type { Kept } from "../types";
import { House } from "./house";
import { Phone } from "./phone";
import { taken } from "./told";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

test.each(["archive", "none"] as const)("archive: %s", { timeout: 60_000 }, async (archive) => {
  const house = await House.found(archive);
  open.push(() => house.leave());
  const phone = async (name: string): Promise<Phone> => {
    const made = new Phone(() => house.url);
    open.push(() => made.close());
    await made.join(await house.invite(house.person(name).id));
    return made;
  };
  const [tilda, karin] = [await phone("Tilda"), await phone("Karin")];
  const done: Kept[] = [];
  const refs: string[] = [];
  const act = async (ref: string, set: Record<string, string>, base = 0): Promise<void> => void done.push(await tilda.do((core) => core.act({ ref, base, set })));
  const shift = async (day: number): Promise<string> => {
    const ref = `shift/${tilda.core.newId()}`;
    refs.push(ref);
    const at = (clock: string): string => `2026-11-${String(day).padStart(2, "0")}T${clock}+01:00`;
    await act(ref, { assistant: house.person("Tilda").id, beneficiary: house.person("Alva").id, kind: "active", start: at("08:00"), end: at("12:00") });
    return ref;
  };
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 4; i++) await tilda.do((core) => core.sync());
    expect(tilda.core.trouble.value).toBeUndefined();
    expect(tilda.core.waiting.value).toEqual([]);
  };

  // A first device, and a second that replaces it: one operation is lost from the disk, and what came after goes on.
  const first = await shift(2);
  await settle();
  tilda.online = false;
  const lost = await shift(3);
  await act(first, { note: "bytte hos Alva" }, tilda.core.rows.value.get(first)?.rev);
  tilda.forgetCopy();
  await tilda.restart(() => meddle((ops) => ({ drop: ops.filter((k) => k.op.doc === lost).map((k) => k.id) })));
  done.splice(done.findIndex((k) => k.op.doc === lost), 1);
  tilda.online = true;
  await settle();
  const copy = await house.backup();

  // After the backup: a new row, a change of an old one twice over, something that is refused.
  const second = await shift(4);
  await act(second, { note: "a" }, 0);
  await act(first, { note: "b" }, tilda.core.rows.value.get(first)?.rev);
  await act(second, { kind: "no such kind" }, 0);
  await settle();
  const before = done.map((k) => k.id);
  expect((await taken(karin, refs, [tilda])).map((k) => k.id).sort()).toEqual([...before].sort());

  await house.restore(copy);
  tilda.online = false;
  await shift(5); // made before the phone hears of the restore
  tilda.online = true;
  await settle();

  expect((await taken(karin, refs, [tilda])).map((k) => k.id).sort()).toEqual(done.map((k) => k.id).sort());
  const served = await tilda.served();
  for (const [ref, doc] of served) expect(tilda.shown().get(ref), ref).toEqual({ rev: doc.rev, fields: doc.fields, conflicts: doc.conflicts ?? [], parked: doc.parked ?? [] });
  expect([...served.keys()].filter((ref) => refs.includes(ref)).sort()).toEqual(refs.filter((ref) => ref !== lost).sort());
  expect(served.get(first)).toMatchObject({ fields: { note: "b" } });
  expect(served.get(first)?.conflicts ?? []).toEqual([]);
  expect(served.get(second)).toMatchObject({ fields: { note: "a", kind: "active" } });
  await house.verify();
});
