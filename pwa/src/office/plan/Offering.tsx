import { useState } from "preact/hooks";
import type { Plan } from "../../core/plan";
import type { Act } from "../../core/core";
import { format, said, t } from "../../i18n";
import { Button, Choices, Notice, State, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import type { Found } from "../types";
import { draftOf, stopped, type Draft } from "./check";
import { giving, offered, offersOf, type Offer } from "./offers";
import { p } from "./words";

/** Somebody who is engaged here, and what speaks against their working the plan. */
interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly findings: readonly Found[];
  readonly minutes: number;
}

/** What the office does about a vacant plan: see who can, offer it, follow the answers, give it away. */
export function Offering({ desk, plan, names, refuse, toaster, onDone }: { desk: Desk; plan: Plan; names: (id: string) => string; refuse: (draft: Draft) => string | undefined; toaster: Toaster; onDone: () => void }) {
  const offer = offersOf(desk.docs.value).get(plan.id);
  const theirs = plan.assistant !== "";
  const act = async (acts: readonly Act[], done: string): Promise<boolean> => {
    try {
      await desk.actAll(acts);
      toaster.say(done);
      return true;
    } catch {
      toaster.say(t("edit.notSaved"));
      return false;
    }
  };
  return (
    <section class="section" aria-labelledby="offering">
      <h3 id="offering">{theirs ? p("swap.title", { name: names(plan.assistant) }) : p("offer.title")}</h3>
      {offer && offer.given === "" ? <Offered {...{ desk, plan, offer, names, refuse, act, onDone }} /> : <Candidates {...{ desk, plan, act, onDone }} />}
    </section>
  );
}

type Acting = (acts: readonly Act[], done: string) => Promise<boolean>;

function Offered({ desk, plan, offer, names, refuse, act, onDone }: { desk: Desk; plan: Plan; offer: Offer; names: (id: string) => string; refuse: (draft: Draft) => string | undefined; act: Acting; onDone: () => void }) {
  const [refused, say] = useState<string | undefined>(undefined);
  const [busy, work] = useState(false);
  const rev = (ref: string): number => desk.docs.value.get(ref)?.rev ?? 0;
  const yes = offer.said.filter((one) => one.says === "yes");
  const give = async (who: string): Promise<void> => {
    const meant = { ...draftOf(plan), assistant: who };
    work(true);
    const no = refuse(meant) ?? await stopped(desk, meant);
    const acts = giving(desk.docs.value, plan, offer, who);
    work(false);
    say(no ?? (acts ? undefined : p("offer.changed")));
    if (no === undefined && acts && await act(acts, p("offer.given", { name: names(who) }))) onDone();
  };
  return (
    <>
      <p>{p("offer.open", { n: offer.to.length, m: yes.length })}</p>
      <ul class="notes">
        {yes.map(({ assistant }) => (
          <li class="row row--between" key={assistant}><State tone="done" icon="check">{p("offer.yes", { name: names(assistant) })}</State><Button kind="line" busy={busy} onClick={() => void give(assistant)}>{p("offer.give", { name: names(assistant) })}</Button></li>
        ))}
        {offer.said.filter((one) => one.says === "no").map(({ assistant }) => <li key={assistant}><State icon="close">{p("offer.no", { name: names(assistant) })}</State></li>)}
        {offer.to.filter((id) => !offer.said.some((one) => one.assistant === id)).map((id) => <li key={id}><State icon="clock">{p("offer.silent", { name: names(id) })}</State></li>)}
      </ul>
      {refused !== undefined && <Notice tone="alarm" icon="alarm" live>{refused}</Notice>}
      <div><Button kind="quiet" onClick={() => void act([{ ref: offer.ref, base: rev(offer.ref), set: { void: true } }], p("offer.isBack"))}>{p("offer.back")}</Button></div>
    </>
  );
}

function Candidates({ desk, plan, act, onDone }: { desk: Desk; plan: Plan; act: Acting; onDone: () => void }) {
  const [people, show] = useState<readonly Candidate[] | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [how, setHow] = useState<"first" | "pick">("first");
  const [tried, setTried] = useState(false);
  const ask = async (): Promise<void> => {
    work(true);
    fail(undefined);
    const day = plan.start.slice(0, 10);
    try {
      const found = ((await desk.post("/api/v1/plan/candidates", { beneficiary: plan.beneficiary, from: day, to: day, plans: [{ ...draftOf(plan), assistant: "" }] })) as { people: readonly Candidate[] }).people.filter((one) => one.id !== plan.assistant);
      show(found);
      choose(new Set(found.filter((one) => one.findings.length === 0).map((one) => one.id)));
    } catch (why) {
      fail(why);
    }
    work(false);
  };
  const send = async (): Promise<void> => {
    setTried(true);
    if (chosen.size === 0) return;
    if (await act([{ ref: `offer/${desk.newId()}`, base: 0, set: offered(plan, [...chosen], how) }], p("offer.done", { n: chosen.size }))) onDone();
  };
  if (failed !== undefined) return <Failed failed={failed} again={() => void ask()} />;
  if (people === undefined) return <div><Button kind="line" icon="person" busy={busy} onClick={() => void ask()}>{p("offer.ask")}</Button>{busy && <span class="vh" role="status">{p("offer.wait")}</span>}</div>;
  if (people.length === 0) return <p>{p("offer.nobody")}</p>;
  return (
    <>
      <ul class="candidates">
        {people.map((one) => {
          const stops = one.findings.some((f) => f.severity === "stops");
          return (
            <li key={one.id}>
              {stops ? <span class="check"><b>{one.name}</b></span> : (
                <label class="check">
                  <input type="checkbox" checked={chosen.has(one.id)} onChange={(e) => choose(new Set(e.currentTarget.checked ? [...chosen, one.id] : [...chosen].filter((id) => id !== one.id)))} /> <b>{one.name}</b>
                </label>
              )}
              <span class="row s">
                {stops ? <State icon="close">{p("offer.cannot")}</State> : one.findings.length > 0 ? <State tone="you" icon="you">{p("offer.may")}</State> : <State tone="done" icon="check">{p("offer.can")}</State>}
                <span class="soft">{p("offer.has", { time: format.hours(one.minutes) })}</span>
              </span>
              {one.findings.map((found, i) => <span class="s" key={found.code + String(i)}>{said(found.message)}</span>)}
            </li>
          );
        })}
      </ul>
      <Choices legend={p("offer.how")} name="offer-how" value={how} onChange={setHow} options={[{ value: "first", label: p("offer.first") }, { value: "pick", label: p("offer.pick") }]} />
      {tried && chosen.size === 0 && <p class="wrong" role="alert">{p("offer.noOne")}</p>}
      <div><Button kind="primary" icon="arrow" onClick={() => void send()}>{p("offer.do", { n: chosen.size })}</Button></div>
    </>
  );
}
