import type { Fields, Sentence } from "../../core";

/** One of one's own operations that was not simply taken, as the server tells it. */
export interface TurnedDown {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly doc?: string;
  readonly verdict: string;
  readonly message?: Sentence;
  readonly op?: { readonly set?: Fields };
  readonly settled?: { readonly verdict: string; readonly person: string; readonly why?: string; readonly message?: Sentence; readonly at: string };
}

const most = 20;

/** The newest that were refused or declined. What waits for the office, or was taken in the end, is told among them, so there may be pages to look through. */
export async function turnedDown(get: (path: string) => Promise<unknown>): Promise<readonly TurnedDown[]> {
  const found: TurnedDown[] = [];
  let before = "";
  for (;;) {
    const { ops, more } = (await get(`/api/v1/ops?mine${before}`)) as { ops: TurnedDown[]; more?: boolean };
    found.push(...ops.filter((r) => r.verdict === "refused" || r.settled?.verdict === "declined" || r.settled?.verdict === "superseded"));
    const last = ops.at(-1);
    if (!more || !last || found.length >= most) return found.slice(0, most);
    before = `&before=${last.seq}`;
  }
}
