// What this phone holds, in sixteen characters a month: compared with the server's now and then, since a document that
// the disk has lost or spoilt would never be sent again by itself. Both sides write them as docs/protocol.md says.

import { grouped } from "./grouped";
import type { Doc } from "./types";

/** The month that a document counts to, as the server said with it; "" for what has no age. */
export function monthOf(doc: Doc): string {
  // A month that is none was spoilt on this phone's disk: then "" differs, and is fetched again.
  return doc.month !== undefined && /^\d{4}-\d\d$/.test(doc.month) ? doc.month : "";
}

/** The digests of documents, by month. */
export async function digestsOf(docs: readonly Doc[]): Promise<Record<string, string>> {
  const digests = await Promise.all([...grouped(docs, monthOf)].map(async ([month, list]): Promise<[string, string]> => {
    const lines = list.map(({ doc, rev }) => `${doc} ${rev}\n`);
    // Lines sort as their references do: what ends one, a blank, comes before all that a reference has.
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.sort().join("")));
    return [month, hex(new Uint8Array(hash, 0, 8))];
  }));
  return Object.fromEntries(digests);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
