import { useEffect, useState } from "preact/hooks";
import type { Act } from "../../core/core";
import { plansIn, type Plan } from "../../core/plan";
import { format, said, t } from "../../i18n";
import { Button, Field, Notice, State, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { about, draftOf, unsent, useCheck, type Draft } from "./check";
import { Notes } from "./Checks";
import { exchanged, exchangesOf, partners, proposed, type Exchange, type Side } from "./exchanges";
import { refused } from "./refused";
import type { Key } from "./sv";
import { datesOf, weekOf } from "./week";
import { p } from "./words";

interface Exchanging {
  desk: Desk;
  plan: Plan;
  names: (id: string) => string;
  toaster: Toaster;
  onDone: () => void;
}

const spanOf = ({ start, end }: Pick<Side, "start" | "end">): string => `${format.day(start)} ${format.span(start, end)}`;

/** What the office does to have two assistants exchange plans: propose it, follow the answers, take it back, see what became of it. */
export function Exchanging({ desk, plan, names, toaster, onDone }: Exchanging) {
  const [open, choose] = useState(false);
  const exchange = exchangesOf(desk.docs.value).get(plan.id);
  const act = async (acts: readonly Act[], done: string): Promise<void> => {
    try {
      await desk.actAll(acts);
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    toaster.say(done);
    onDone();
  };
  const set = (fields: Act["set"]): Act[] => (exchange ? [{ ref: exchange.ref, base: desk.docs.value.get(exchange.ref)?.rev ?? 0, set: fields }] : []);
  return (
    <section class="section" aria-labelledby="exchanging">
      <h3 id="exchanging">{p("exchange.title")}</h3>
      {exchange && <How {...{ desk, exchange, names }} />}
      {exchange?.why === "" ? <div><Button kind="quiet" onClick={() => void act(set({ void: true }), p("exchange.isBack"))}>{p("exchange.back")}</Button></div> : (
        <>
          {open
            ? <Choosing {...{ desk, plan, names }} onPropose={(other) => void act([{ ref: `exchange/${desk.newId()}`, base: 0, set: proposed(plan, other) }], p("exchange.done", { name: names(plan.assistant), other: names(other.assistant) }))} />
            : <div><Button kind="line" icon="switch" onClick={() => choose(true)}>{p("exchange.open")}</Button></div>}
          {exchange && <div><Button kind="quiet" onClick={() => void act(set({ seen: true }), p("exchange.isSeen"))}>{p("exchange.seen")}</Button></div>}
        </>
      )}
    </section>
  );
}

const outcomes: Readonly<Record<string, Key>> = { declined: "exchange.declined", busy: "exchange.busy", stranger: "exchange.stranger" };

// How an exchange stands: who would get what, and what each has said, or why it came to nothing.
function How({ desk, exchange: { sides, why, said: answers, home }, names }: { desk: Desk; exchange: Exchange; names: (id: string) => string }) {
  useEffect(() => desk.open(home), [home]);
  const gets = ([mine, theirs]: readonly [Side, Side]): string => p("exchange.gets", { name: names(mine.assistant), span: spanOf(theirs), where: names(theirs.beneficiary) });
  const [a, b] = sides;
  const no = answers.find(({ says }) => says === "no")?.assistant;
  return (
    <>
      {why !== "" && <Notice icon="info">{p(outcomes[why] ?? "exchange.changed", { name: names(no ?? a.assistant) })}</Notice>}
      <ul class="notes">
        {([[a, b], [b, a]] as const).map((pair) => {
          const says = answers.find(({ assistant }) => assistant === pair[0].assistant)?.says;
          const name = names(pair[0].assistant);
          return (
            <li key={pair[0].id}>
              {gets(pair)} {says === "yes" ? <State tone="done" icon="check">{p("offer.yes", { name })}</State> : says === "no" ? <State icon="close">{p("offer.no", { name })}</State> : <State icon="clock">{p("offer.silent", { name })}</State>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

// Findings that hold of a plan whoever works it: an exchange changes none of them.
const ofTheTime: readonly string[] = ["overlap_two", "over_granted", "outside_decision", "in_hospital", "in_activity", "over_24h"];

function Choosing({ desk, plan, names, onPropose }: Pick<Exchanging, "desk" | "plan" | "names"> & { onPropose: (other: Plan) => void }) {
  const [who, pick] = useState("");
  const [which, take] = useState("");
  const [tried, setTried] = useState(false);
  const docs = desk.docs.value;
  const all = plansIn(docs.values(), () => true);
  const found = partners(plan, all, docs, desk.now().getTime());
  const people = [...new Set(found.map(({ assistant }) => assistant))].map((id) => ({ id, name: names(id) })).sort((a, b) => a.name.localeCompare(b.name));
  const theirs = found.filter(({ assistant }) => assistant === who);
  const other = theirs.find(({ id }) => id === which);
  const drafts = other && exchanged(draftOf(plan), draftOf(other));
  const here = useBoth(desk, plan, drafts);
  const there = useBoth(desk, other ?? plan, drafts);
  const rest = all.filter(({ id }) => id !== plan.id && id !== which);
  const known = drafts?.map((draft) => refused(draft, rest, docs, names)).find((no) => no !== undefined);
  const halves = drafts?.map((draft, i) => {
    const { check, fresh } = i === 0 ? here : there;
    return { draft, check, fresh, notes: about(check, draft.id).filter(({ code }) => !ofTheTime.includes(code)) };
  }) ?? [];
  const no = known ?? halves.flatMap(({ fresh, notes }) => (fresh ? notes : [])).filter(({ severity }) => severity === "stops").map(({ message }) => said(message))[0];
  const propose = (): void => {
    setTried(true);
    if (other && no === undefined) onPropose(other);
  };
  if (people.length === 0) return <p>{p("exchange.none")}</p>;
  return (
    <>
      <Field label={p("exchange.who")} wrong={tried && who === "" ? p("exchange.noOne") : undefined}>
        {({ id, describedby, invalid }) => (
          <select class="input" id={id} value={who} aria-describedby={describedby} aria-invalid={invalid || undefined} onChange={(e) => { pick(e.currentTarget.value); take(""); setTried(false); }}>
            <option value="">{p("exchange.pick")}</option>
            {people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
      </Field>
      {who !== "" && (
        <Field label={p("exchange.which")} wrong={tried && !other ? p("exchange.noPlan") : undefined}>
          {({ id, describedby, invalid }) => (
            <select class="input" id={id} value={which} aria-describedby={describedby} aria-invalid={invalid || undefined} onChange={(e) => { take(e.currentTarget.value); setTried(false); }}>
              <option value="">{p("exchange.pickPlan")}</option>
              {theirs.map((one) => <option key={one.id} value={one.id}>{spanOf(one)}, {t(`kind.${one.kind}`).toLocaleLowerCase()}{one.beneficiary === plan.beneficiary ? "" : `, ${names(one.beneficiary)}`}</option>)}
            </select>
          )}
        </Field>
      )}
      <div role="status">
        {no !== undefined ? !tried && <Notice tone="you" icon="you">{no}</Notice> : halves.map(({ draft, check, notes }) => (
          <div key={draft.id}>
            <p><b>{p("exchange.gets", { name: names(draft.assistant), span: spanOf(draft), where: names(draft.beneficiary) })}</b></p>
            {check === undefined ? !desk.online.value && <p class="soft s">{p("check.away")}</p> : notes.length === 0 ? <p class="s"><State tone="done" icon="check">{p("check.fine")}</State></p> : <Notes findings={notes} />}
          </div>
        ))}
      </div>
      {no !== undefined && tried && <Notice tone="alarm" icon="alarm" live>{no}</Notice>}
      <p class="soft s">{p("exchange.what")}</p>
      <div><Button kind="primary" icon="arrow" onClick={propose}>{p("exchange.do")}</Button></div>
    </>
  );
}

// What the rules say of the week of a plan, with both as they would be.
function useBoth(desk: Desk, { beneficiary, start }: Plan, drafts: readonly Draft[] | undefined): ReturnType<typeof useCheck> {
  const days = datesOf(weekOf(start.slice(0, 10)));
  const meant = drafts && [...unsent(desk.docs.value).filter(({ id }) => !drafts.some((draft) => draft.id === id)), ...drafts];
  return useCheck(desk, beneficiary, days[0] ?? "", days[6] ?? "", meant);
}
