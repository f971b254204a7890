// What is settled in the list itself: each kind by what settles it where it stands else.

import { useEffect, useMemo, useState } from "preact/hooks";
import { planOf, plansIn } from "../../core/plan";
import { talksOf } from "../../core/talk";
import { text, type Fields } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, Notice, readsOnly, Skeleton, Writes, type Toaster } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import { sentence } from "../../ui/sentence";
import { Fetched } from "../../ui/Fetched";
import { go } from "../../route";
import { Differences } from "../aside";
import { useCommands, useGiving } from "../commands";
import { Conflict, type Choice } from "../Conflict";
import { LateChange } from "../LatePage";
import type { Late } from "../late";
import { ledgerOf } from "../ledger";
import { Outcome } from "../Outcome";
import type { MonthView, SheetLine } from "../types";
import { o } from "../words";
import { Answers } from "../papers/Answers";
import { paper } from "../papers/papers";
import { PaperSheet } from "../papers/PaperSheet";
import { Section } from "../papers/Section";
import { settledBy } from "../papers/settling";
import { p } from "../papers/words";
import { Exchanging } from "../plan/Exchanging";
import { exchangeable } from "../plan/exchanges";
import { Offering } from "../plan/Offering";
import { refused } from "../plan/refused";
import { papersOf, type Waiting } from "./inbox";
import { i } from "./words";

interface HereProps {
  desk: Desk;
  of: Waiting;
  names: (id: string) => string;
  toaster: Toaster;
  /** It may be settled now: the list is asked for anew. */
  again: () => void;
  /** It is put off for some days, with a note of what was done. */
  onPut: (days: number, note: string) => void;
}

/** The way to settle one thing in the list. */
export function Here(props: HereProps) {
  const { kind } = props.of;
  if (kind === "parked") return <HereParked {...props} />;
  if (kind === "unreached") return <Fetched from={unreached} show={({ HereUnreached }) => <HereUnreached desk={props.desk} id={props.of.ref} toaster={props.toaster} again={props.again} onTold={(note) => props.onPut(3, note)} />} />;
  if (kind === "certificate") return <HereCertificate {...props} />;
  if (kind === "differs") return <HereDiffers {...props} />;
  const papers = papersOf(props.of);
  if (papers) return <Section desk={props.desk} toasts={props.toaster} {...papers} />;
  if (kind === "vacant" || kind === "offer" || kind === "swap" || kind === "unworked" || kind === "exchange") return <HerePlan {...props} />;
  if (kind === "conflict") return props.of.ref.startsWith("shift/") ? <HereConflict {...props} /> : <HereCard {...props} />;
  return kind === "flag" || kind === "talk" ? <HereTalk {...props} /> : <HereSheet {...props} />;
}

function HerePlan({ desk, of, names, toaster, again }: HereProps) {
  const { beneficiary, month } = of;
  const feed = `${beneficiary.id}@${month}`;
  useEffect(() => {
    for (const one of [`planning/${feed}`, feed]) desk.open(one);
  }, [feed]);
  const docs = desk.docs.value;
  const fields = docs.get(of.ref)?.fields ?? {};
  const [first] = of.kind === "exchange" && Array.isArray(fields["sides"]) ? (fields["sides"] as unknown as readonly Fields[]) : [fields];
  const ref = of.kind === "vacant" ? of.ref : `plan/${text(first ?? {}, "plan")}`;
  const row = docs.get(ref);
  const plan = row && planOf(row);
  if (!desk.opened.value.has(feed)) return <Skeleton rows={2} label={i("fetching")} />;
  if (plan === undefined || plan.void) return <Gone />;
  const set = async (to: boolean | null): Promise<void> => {
    try {
      await desk.act(plan.ref, desk.docs.value.get(plan.ref)?.rev ?? 0, { void: to });
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    again();
    toaster.say(o(to ? "plan.removed" : "plan.undone"), to ? () => void set(null) : undefined);
  };
  if (of.kind === "unworked") {
    return (
      <div class="leaf">
        <div class="row">
          <Writes><Button kind="primary" onClick={() => void set(true)}>{o("plan.remove")}</Button></Writes>
          <Button kind="line" icon="arrow" href={of.place}>{i("open")}</Button>
        </div>
      </div>
    );
  }
  return (
    <div class="leaf stack">
      <Writes>
        {of.kind !== "exchange" && <Offering {...{ desk, plan, names, toaster }} refuse={(draft) => refused(draft, plansIn(docs.values(), () => true), docs, names)} onDone={again} />}
        {(of.kind === "exchange" || of.kind === "swap") && exchangeable(plan, desk.now().getTime()) && <Exchanging {...{ desk, plan, names, toaster }} onDone={again} />}
      </Writes>
      {readsOnly.value && <div><Button kind="line" href={of.place}>{i("open")}</Button></div>}
    </div>
  );
}

function HereParked({ desk, of, names, toaster, again }: HereProps) {
  const asked = useAsked<{ parked: readonly Late[] }>(desk, "/api/v1/parked", 60_000);
  const { busy, refusal, give } = useGiving(desk, () => { asked.again(); again(); }, toaster);
  const late = asked.value?.parked.find(({ op }) => op === of.ref);
  const failed = refusal.value?.kind === "failed" ? refusal.value.failed : undefined;
  if (asked.value === undefined) return asked.failed === undefined ? <Skeleton rows={2} label={i("fetching")} /> : <Failed failed={asked.failed} again={asked.again} />;
  if (late === undefined) return <Gone />;
  return (
    <div class="findings findings--joined">
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
      <LateChange
        late={late} names={names} busy={busy.value} onApply={() => void give(`/api/v1/parked/${late.op}/apply`, {}, o("parked.applied"))}
        onDecline={(why) => void give(`/api/v1/parked/${late.op}/decline`, { why }, o("parked.declined", { who: late.name || names(late.person) }))}
      />
    </div>
  );
}

/** Whether the customer's month is on this device; it is fetched where it is not. */
function useMonth({ desk, of }: HereProps): boolean {
  const feed = `${of.beneficiary.id}@${of.month}`;
  useEffect(() => desk.open(feed), [feed]);
  return desk.opened.value.has(feed);
}

function HereConflict(props: HereProps) {
  const { desk, of, names, toaster, again } = props;
  const opened = useMonth(props);
  const docs = desk.docs.value;
  const open = useMemo(() => ledgerOf(docs, of.beneficiary.id, of.month, names).open.filter(({ row }) => row.id === of.ref), [docs, of.ref]);
  const choose = async (rev: number, { answer, seen, why }: Choice): Promise<void> => {
    try {
      await desk.act(of.ref, rev, answer.set as Parameters<Desk["act"]>[2], { ...(why.trim() === "" ? {} : { why: why.trim() }), resolves: seen });
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    toaster.say(o("conflict.chosen"));
    again();
  };
  if (open.length === 0) return opened ? <Gone /> : <Skeleton rows={2} label={i("fetching")} />;
  return <>{open.map(({ row, rev, conflict }) => <Conflict key={conflict.fields.join()} row={row} conflict={conflict} names={names} onChoose={(choice) => void choose(rev, choice)} onOther={() => go(of.place)} />)}</>;
}

/** A card that two have written differently, a person's or the provider's: the answers, and the form that settles them. */
function HereCard({ desk, of, names, toaster, again }: HereProps) {
  const [opened, open] = useState(false);
  const doc = desk.docs.value.get(of.ref);
  const forms = (of.ref.startsWith("person/") ? (["person", "customer"] as const) : (["provider"] as const)).filter((name) => settledBy(paper(name), doc?.conflicts ?? []).length > 0);
  const [name] = forms;
  if (doc === undefined || doc.conflicts.length === 0) return <Gone />;
  if (name === undefined) return <div class="leaf"><Button kind="line" icon="arrow" href={of.place}>{i("open")}</Button></div>;
  return (
    <div class="leaf stack">
      {forms.map((one) => <Answers key={one} form={paper(one)} conflicts={doc.conflicts} stands={doc.fields} names={names} />)}
      <Writes><div><Button kind="primary" onClick={() => open(true)}>{p("two.settle")}</Button></div></Writes>
      {opened && <PaperSheet desk={desk} toasts={toaster} name={name} title={text(doc.fields, "name")} doc={doc} onClose={() => { open(false); again(); }} />}
    </div>
  );
}

function HereTalk(props: HereProps) {
  const { desk, of, names, toaster } = props;
  const opened = useMonth(props);
  const docs = desk.docs.value;
  const talk = useMemo(() => talksOf(docs.values(), of.beneficiary.id, of.month).find(({ topic }) => topic === of.ref), [docs, of.ref]);
  if (talk === undefined) return opened ? <Gone /> : <Skeleton rows={2} label={i("fetching")} />;
  return <Fetched from={talks} show={({ OneTalk }) => <OneTalk desk={desk} beneficiary={of.beneficiary.id} month={of.month} names={names} toaster={toaster} talk={talk} />} />;
}

const talks = () => import("../talk");

function HereSheet({ desk, of, toaster, again }: HereProps) {
  const asked = useAsked<SheetLine>(desk, `/api/v1/months/${of.beneficiary.id}/${of.month}/timesheets/${of.person.id}`, 60_000);
  const line = asked.value;
  if (line === undefined) return asked.failed === undefined ? <Skeleton rows={2} label={i("fetching")} /> : <Failed failed={asked.failed} again={asked.again} />;
  return <Fetched from={sheets} show={({ SheetCards }) => <SheetCards desk={desk} lines={[line]} again={() => { asked.again(); again(); }} toaster={toaster} onSign={() => go(of.place)} />} />;
}

const sheets = () => import("../send/pages");

const unreached = () => import("../reach/pages");

/** A certificate is changed on the server: what the office does is to see that it is ordered in time. */
function HereCertificate({ desk, of, onPut }: HereProps) {
  return (
    <div class="leaf stack">
      <ol class="listed">
        <li>{i("certificate.who")}</li>
        <li>{i("certificate.order", { day: format.day(of.last) })}</li>
        <li>{i("certificate.change")}</li>
      </ol>
      <p class="soft s">{i("certificate.gone")}</p>
      <div class="row">
        <Writes><Button kind="line" icon="check" onClick={() => onPut(14, i("certificate.note", { day: format.day(format.today(desk.now())) }))}>{i("certificate.ordered")}</Button></Writes>
        <Button kind="quiet" icon="arrow" href={of.place}>{i("certificate.see")}</Button>
        {!readsOnly.value && <Button kind="quiet" icon="arrow" href="/office/operator">{i("certificate.server")}</Button>}
      </div>
    </div>
  );
}

/** What was signed is not what was sent: what differs, and the way to open the invoice again. */
function HereDiffers({ desk, of, toaster, again }: HereProps) {
  const { beneficiary, month } = of;
  const asked = useAsked<MonthView>(desk, `/api/v1/months/${beneficiary.id}/${month}`, 60_000);
  const view = asked.value;
  const commands = useCommands(desk, beneficiary.id, month, view, () => { asked.again(); again(); }, toaster);
  if (view === undefined) return asked.failed === undefined ? <Skeleton rows={3} label={i("fetching")} /> : <Failed failed={asked.failed} again={asked.again} />;
  if (view.invoice.state !== "differs") return <Gone />;
  return (
    <div class="leaf stack">
      <Differences of={view.invoice.differences ?? []} />
      <p>{o("invoice.differsDo")}</p>
      <Outcome view={view} commands={commands} />
      <div class="row">
        <Writes><Button kind="line" icon="unlock" busy={commands.busy.value} onClick={() => commands.reopen()}>{o("now.reopen")}</Button></Writes>
        <Button kind="quiet" icon="arrow" href={of.place}>{i("toMonth")}</Button>
      </div>
    </div>
  );
}

function Gone() {
  return <p class="soft" role="status">{i("gone")}</p>;
}
