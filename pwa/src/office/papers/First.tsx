import { Button, Icon } from "../../ui";
import type { Desk } from "../../ui/desk";
import { done, next, steps, type First as Step } from "./steps";
import { useStanding } from "./standing";
import { there } from "../../core/there";
import { text } from "../../core/types";
import { p } from "./words";

const why = { provider: "first.provideWhy", beneficiary: "first.beneficiaryWhy", decision: "first.decisionWhy", assistant: "first.assistantWhy", invite: "first.inviteWhy" } as const;

/** What a provider that begins does next, step by step; nothing once all is done. */
export function First({ desk }: { desk: Desk }) {
  const standing = useStanding(desk);
  const docs = desk.docs.value;
  if (docs.size === 0) return null; // nothing has been pulled yet
  const me = desk.who.value?.person;
  const others = standing && [...standing.values()].some((one) => one.person !== me && (one.joined || one.invited !== undefined));
  const ready = done(docs, others);
  const now = next(ready);
  if (now === undefined) return null;
  const to: Record<Step, string> = {
    provider: "/office/provider", beneficiary: "/office/people/new?role=beneficiary", decision: `/office/people/${customer(desk)}`,
    assistant: "/office/people/new?role=assistant", invite: "/office/people",
  };
  return (
    <section class="leaf first" aria-labelledby="first">
      <h2 id="first">{p("first.title")}</h2>
      <p>{p("first.what", { n: ready.size, of: steps.length })}</p>
      <ol>
        {steps.map((step) => (
          <li key={step} class={ready.has(step) ? "is-done state--done" : undefined}>
            <Icon name={ready.has(step) ? "check" : "todo"} />
            <div><b>{p(`first.${step}`)}{ready.has(step) && <span class="vh">: {p("first.done")}</span>}</b>{!ready.has(step) && <span class="soft s">{p(why[step])}</span>}</div>
            {step === now && <Button kind="primary" iconAfter="arrow" label={`${p("first.go")}: ${p(`first.${step}`)}`} href={to[step]}>{p("first.go")}</Button>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function customer(desk: Desk): string {
  for (const doc of desk.docs.value.values()) if (doc.kind === "membership" && doc.fields["void"] !== true && doc.fields["role"] === "beneficiary" && there(doc)) return text(doc.fields, "person");
  return "";
}
