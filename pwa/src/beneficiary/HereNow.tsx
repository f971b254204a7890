import { useEffect, useState } from "preact/hooks";
import { addDays, dateOf } from "../core/time";
import { format, t } from "../i18n";
import type { Named } from "../office/types";
import { Ribbon, type Desk } from "../ui";
import { aroundNow, firstName, initials } from "./here";
import { Section } from "./Section";
import { b } from "./words";

/** Who is here now, and who comes next, by the shifts and plans that this device holds. */
export function HereNow({ desk, whom, nameOf }: { desk: Desk; whom: Named; nameOf: (id: string) => string }) {
  const now = useMinute(desk);
  const around = aroundNow(desk.docs.value.values(), whom.id, now);
  const { here, late, next } = around;
  const full = (id: string): string => nameOf(id) || t("who.someone");
  const all = [...here, ...late, ...next].filter((one) => one.assistant !== "").map((one) => full(one.assistant));
  const name = (id: string): string => firstName(full(id), all);
  if (here.length + late.length + next.length === 0) return null;
  const [first] = next;
  return (
    <Section id="here" title={b("here.title")} read={b("aloud.here")}>
      <div class="leaf stack">
        {here.map((shift) => (
          <div class="row nowrap" key={shift.ref}>
            <span class="av" aria-hidden="true">{initials(full(shift.assistant))}</span>
            <div class="grow">
              <p class="l strong">{b("here.is", { name: name(shift.assistant) })}</p>
              <p class="soft">{b("here.since", { when: since(shift.start, now), kind: t(`kind.${shift.kind}`) })}</p>
            </div>
          </div>
        ))}
        {here.length === 0 && late.length === 0 && <p class="l strong">{b("here.nobody")}</p>}
        {late.map((plan) => <p key={plan.ref}>{plan.assistant === "" ? b("here.vacantNow", { time: format.span(plan.start, plan.end) }) : b("here.late", { name: name(plan.assistant), time: format.clock(plan.start) })}</p>)}
        <Ribbon pieces={around.strip} now={around.at} />
        {first && <p>{whenNext(first.start, now, next.map((plan) => (plan.assistant === "" ? "" : name(plan.assistant))))}</p>}
      </div>
    </Section>
  );
}

// 07.02; of another day than today's: tisdag 10 november 22.00.
function since(start: string, now: number): string {
  return start.slice(0, 10) === dateOf(now) ? format.clock(start) : `${format.day(start.slice(0, 10))} ${format.clock(start)}`;
}

function whenNext(start: string, now: number, names: readonly string[]): string {
  const date = start.slice(0, 10);
  const clock = format.clock(start);
  const when = date === dateOf(now) ? clock : date === addDays(dateOf(now), 1) ? b("here.tomorrow", { clock }) : `${format.day(date)} ${clock}`;
  const coming = names.filter((name) => name !== "");
  if (coming.length === 0) return b("here.vacant", { when });
  return b("here.comes", { names: coming.length === 1 ? coming[0] ?? "" : `${coming.slice(0, -1).join(", ")} ${b("here.and")} ${coming.at(-1)}`, when });
}

/** The time in milliseconds, anew each minute while the page is seen, and whenever it is drawn anew. */
function useMinute(desk: Desk): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") tick((n) => n + 1);
    }, 30_000);
    return () => clearInterval(timer);
  }, []);
  return desk.now().getTime();
}
