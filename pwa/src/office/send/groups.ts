// A month's timesheets by what happens next to them, over one customer or all.

import { deedOf } from "../sheets";
import type { SheetLine } from "../types";

/** The groups, what needs the office first. */
export const groups = ["look", "sign", "send", "fix", "ask", "doubt", "way", "paper", "done"] as const;

/** What happens next: somebody must look, the provider signs, it is sent, its rows must be corrected, the assistant signs, nobody knows, it is on its way, paper, done. */
export type Group = (typeof groups)[number];

/** The group of a timesheet; undefined where there is nothing to do yet: the month goes on, or nobody has any time in it. */
export function groupOf(line: SheetLine): Group | undefined {
  const { state, route, next, sending } = line;
  if (next.code === "sign_anew") return "look";
  switch (state) {
    case "rejected": return "look";
    case "open": return next.code === "fix" ? "fix" : next.code === "ready" || line.changed ? "ask" : undefined;
    case "ready": return route === "paper" ? "paper" : "ask";
    case "signed": return "sign";
    case "approved":
    case "sent":
      if (deedOf(line) === "send") return "send";
      if (sending?.state === "held") return "look";
      return sending?.state === "uncertain" ? "doubt" : "way"; // what is uncertain is tried again by itself
    case "printed":
    case "hand_signed": return "paper";
    default: return "done";
  }
}

/** The lines by group; groups without any are left out. */
export function grouped(lines: readonly SheetLine[]): ReadonlyMap<Group, readonly SheetLine[]> {
  const found = new Map<Group, SheetLine[]>();
  for (const group of groups) {
    const of = lines.filter((line) => groupOf(line) === group);
    if (of.length > 0) found.set(group, of);
  }
  return found;
}

/** Who is to sign, each once with all their timesheets, in order of name: it is people that one calls. */
export function byAssistant(lines: readonly SheetLine[]): readonly { readonly assistant: SheetLine["assistant"]; readonly lines: readonly SheetLine[] }[] {
  const found = new Map<string, { assistant: SheetLine["assistant"]; lines: SheetLine[] }>();
  for (const line of lines) {
    const of = found.get(line.assistant.id);
    if (of) of.lines.push(line);
    else found.set(line.assistant.id, { assistant: line.assistant, lines: [line] });
  }
  return [...found.values()].sort((a, b) => a.assistant.name.localeCompare(b.assistant.name, "sv"));
}
