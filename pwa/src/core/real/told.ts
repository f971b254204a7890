// What the server has kept, told by its own history: which operations it took, and how often.

import type { Phone } from "./phone";

/** An operation as the server keeps it. */
export interface Taken {
  readonly id: string;
  readonly verdict: string;
}

interface Entry {
  readonly op?: { readonly id?: string };
  readonly verdict: string;
}

/** The operations that the server keeps of some documents, and those that it refused a person. */
export async function taken(reader: Phone, refs: Iterable<string>, authors: Iterable<Phone>): Promise<Taken[]> {
  const kept: Taken[] = [];
  for (const ref of refs) {
    const { entries } = (await reader.do((core) => core.request("GET", `/api/v1/docs/${ref}/history`).catch(() => ({ entries: [] })))) as { entries: Entry[] };
    kept.push(...entries.flatMap(({ op, verdict }) => (op?.id === undefined ? [] : { id: op.id, verdict })));
  }
  const refused = new Map<string, Taken>(); // two phones of one person are told the same
  for (const author of authors) {
    for (let before = "", more = true; more; ) {
      const page = (await author.do((core) => core.request("GET", `/api/v1/ops?mine${before}`))) as { ops: (Taken & { seq: number })[]; more: boolean };
      for (const { id, verdict } of page.ops) if (verdict === "refused") refused.set(id, { id, verdict });
      before = `&before=${page.ops.at(-1)?.seq}`;
      more = page.more;
    }
  }
  return [...kept, ...refused.values()];
}
