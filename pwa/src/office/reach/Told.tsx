import { format, said } from "../../i18n";
import { Notice } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { reachedBy, rungKey, type Case, type Step } from "./told";
import { r } from "./words";

/** What was sent to whom about a month, and what became of it: nothing where nobody is told of it. */
export function Told({ desk, beneficiary, month }: { desk: Desk; beneficiary: string; month: string }) {
  const asked = useAsked<{ people: readonly Case[] }>(desk, `/api/v1/months/${beneficiary}/${month}/notices`, 15_000);
  if (asked.value === undefined && asked.failed === undefined) return null;
  return (
    <section class="leaf stack" aria-labelledby="told">
      <h2 id="told">{r("told.title")}</h2>
      {asked.failed !== undefined && <Notice icon="nonet">{r("told.failed")}</Notice>}
      {asked.value?.people.length === 0 && <p class="soft">{r("told.none")}</p>}
      {asked.value?.people.map((one) => (
        <details key={one.id}>
          <summary>{one.person.name}: {said(one.title)}{one.done !== null && <span class="soft"> · {r("told.done", { when: format.moment(one.done) })}</span>}</summary>
          <Steps steps={one.steps} />
        </details>
      ))}
    </section>
  );
}

/** The rungs that were climbed, the first one first. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="listed s">
      {steps.map((step) => {
        const came = reachedBy(step);
        return (
          <li key={step.at + step.rung}>
            {r(rungKey(step.rung))}{": "}
            <span class="soft">{step.passed !== "" ? r(`passed.${step.passed}`) : came ? `${r(came.key)} ${format.moment(came.at)}` : format.moment(step.at)}{step.by ? `, ${r("told.asked", { name: step.by })}` : ""}</span>
          </li>
        );
      })}
    </ol>
  );
}
