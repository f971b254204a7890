// Who has been let in: what the server knows of invitations, sign-ins and notices. No document tells of it.

import { useMemo } from "preact/hooks";
import { format } from "../../i18n";
import { State } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { come, lacking, type Access } from "./way";
import { p } from "./words";

/** How far everybody is, by person; undefined while it is not known. */
export function useStanding(desk: Desk): ReadonlyMap<string, Access> | undefined {
  const { value } = useAsked<{ people: readonly Access[] }>(desk, "/api/v1/people", 60_000);
  return useMemo(() => value && new Map(value.people.map((one) => [one.person, one])), [value]);
}

const day = (instant: string): string => format.dayOfMonth(instant.slice(0, 10));

/** In words: how far somebody has come, and what stands in the way of telling them anything. Nothing while it is not known. */
export function StandingState({ of, now }: { of: Access | undefined; now: Date }) {
  if (of === undefined) return null;
  const lack = lacking(of, now);
  return (
    <>
      <Come of={of} />
      {lack.has("silent") && <State tone="you" icon="clock">{p("list.silent", { day: day(of.seen ?? "") })}</State>}
      {lack.has("unreached") ? <State tone="you" icon="you">{p("list.unreached")}</State> : lack.has("noPush") && <State icon="bell">{p("list.noPush")}</State>}
    </>
  );
}

function Come({ of }: { of: Access }) {
  switch (come(of)) {
    case "joined": return <State tone="done" icon="check">{p("list.joined")}</State>;
    case "invited": return <State icon="clock">{p("list.invited", { day: day(of.invited ?? "") })}</State>;
    case "out": return <State icon="leave">{p("list.out", { day: day(of.seen ?? "") })}</State>;
    case "lapsed": return <State icon="clock">{p("list.lapsed", { day: day(of.lapsed ?? "") })}</State>;
    case "not": return <State icon="todo">{p("list.not")}</State>;
  }
}

/** On a person's page: when they were invited, and when their devices were seen. */
export function StandingMore({ of }: { of: Access | undefined }) {
  if (of === undefined) return null;
  const devices = of.devices ?? [];
  const told = devices.filter((one) => one.push).length;
  return (
    <ul class="listed">
      {of.asked && <li>{p("way.asked", { day: format.fullMoment(of.asked) })}{of.invited ? ` ${p("way.until", { day: format.fullMoment(of.invited) })}` : of.lapsed ? ` ${p("way.lapsed", { day: format.fullMoment(of.lapsed) })}` : ""}</li>}
      {devices.map((one, i) => <li key={i}>{p("way.device", { n: i + 1, day: format.fullMoment(one.seen) })} <span class="soft">{p(one.push ? "way.push" : "way.noPush")}</span></li>)}
      {devices.length === 0 && of.seen && <li>{p("way.seen", { day: format.fullMoment(of.seen) })}</li>}
      {devices.length === 0 && !of.seen && !of.asked && <li>{p("way.never")}</li>}
      {(of.ways ?? []).length > 0 && <li>{p((of.ways ?? []).length > 1 ? "way.both" : of.ways?.[0] === "mail" ? "way.mail" : "way.sms")}</li>}
      {told === 0 && (of.ways ?? []).length === 0 && <li>{p("way.noWay")}</li>}
    </ul>
  );
}
