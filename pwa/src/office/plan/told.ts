// What is to be published: drafts, by whom they are for. Pure.

import type { Plan } from "../../core/plan";

/** The drafts of one person; "" is nobody yet. */
export interface Told {
  readonly assistant: string;
  readonly plans: readonly Plan[];
}

/** Drafts by whom they are for, those of nobody last. */
export function toldOf(drafts: readonly Plan[], names: (id: string) => string): Told[] {
  const by = new Map<string, Plan[]>();
  for (const plan of drafts) by.set(plan.assistant, [...(by.get(plan.assistant) ?? []), plan]);
  return [...by].map(([assistant, plans]) => ({ assistant, plans }))
    .sort((a, b) => Number(a.assistant === "") - Number(b.assistant === "") || names(a.assistant).localeCompare(names(b.assistant), "sv"));
}
