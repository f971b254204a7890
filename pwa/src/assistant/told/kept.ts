// What the server has said of months, kept for when there is no network: in the person's own notebook, and gone with it.

import { core } from "../../core";
import { fact, setFacts } from "../../core/facts";
import type { OwnMonth } from "./told";

/** So many months are kept for when there is no network. */
const most = 3;

/** Keeps what the server has said of a month, with the notebook. */
export async function remember(month: string, months: readonly OwnMonth[]): Promise<void> {
  await core.notebook?.store.write(async (tx) => {
    const before = Object.entries((await fact(tx, "told")) ?? {}).filter(([known]) => known !== month);
    await setFacts(tx, { told: Object.fromEntries([...before.slice(1 - most), [month, months]]) });
  });
}

/** What was kept of a month. */
export async function remembered(month: string): Promise<readonly OwnMonth[] | undefined> {
  return core.notebook?.store.write(async (tx) => (await fact(tx, "told"))?.[month] as readonly OwnMonth[] | undefined);
}
