// Who has been let in: what the server knows of invitations and sign-ins. No document tells of it.

import { useMemo } from "preact/hooks";
import { format } from "../../i18n";
import { State } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { p } from "./words";

/** How far somebody is on the way in. */
export interface Access {
  person: string;
  /** Signed in on some device. */
  joined: boolean;
  /** Until when an invitation holds that nobody has used yet. */
  invited?: string;
  /** The day from which no guardian stands for them any more; only of those who have, or had, a guardian. */
  of_age?: string;
}

/** How far everybody is, by person; undefined while it is not known. */
export function useStanding(desk: Desk): ReadonlyMap<string, Access> | undefined {
  const { value } = useAsked<{ people: readonly Access[] }>(desk, "/api/v1/people", 60_000);
  return useMemo(() => value && new Map(value.people.map((one) => [one.person, one])), [value]);
}

/** In words: has joined, is invited, or neither. Nothing while it is not known. */
export function StandingState({ of }: { of: Access | undefined }) {
  if (of === undefined) return null;
  if (of.joined) return <State tone="done" icon="check">{p("list.joined")}</State>;
  if (of.invited) return <State icon="clock">{p("list.invited", { day: format.dayOfMonth(of.invited.slice(0, 10)) })}</State>;
  return <State icon="todo">{p("list.not")}</State>;
}
