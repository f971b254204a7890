// What holds an invoice: what somebody says is wrong, and nobody has settled or insisted upon sending it in spite of.

import { talksOf, type Flag } from "../../core/talk";
import type { Row } from "../../core/types";
import type { InvoiceView } from "../view";

/** Something that holds an invoice. */
export interface Holding {
  id: string;
  flag: Flag;
  day: string;
  text: string;
}

/** What holds it, by what this device holds, and by what the server has said and this device has not pulled yet. */
export function holding(rows: Iterable<Row>, view: InvoiceView): Holding[] {
  const talks = talksOf(rows, view.beneficiary.id, view.month);
  const known = new Set(talks.flatMap((talk) => talk.messages.map((m) => m.id)));
  const here = talks.flatMap((talk) => talk.flags).map((m): Holding => ({ id: m.id, flag: m.flag ?? "other", day: m.day ?? "", text: m.text }));
  const there = (view.held ?? []).filter(({ id }) => !known.has(id));
  return [...here, ...there].filter(({ id }) => !(view.invoice.insisted ?? []).includes(id));
}
