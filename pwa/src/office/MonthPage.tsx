import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { untaken, type Fields } from "../core/types";
import { talksOf } from "../core/talk";
import { format, language, said, t } from "../i18n";
import { Icon, Notice, Skeleton, Steps, type Toaster } from "../ui";
import { Failed } from "../ui/Failed";
import { Fetched } from "../ui/Fetched";
import { useAsked } from "../ui/asking";
import { change as keep } from "./anew";
import { Findings, IfItWentNow, InvoiceTrack } from "./aside";
import { daysLeft } from "./BoardPage";
import { Outcome } from "./Outcome";
import { CloseDays } from "./CloseDays";
import { Conflict } from "./Conflict";
import { DayMap } from "./DayMap";
import { DecisionLeaf } from "./DecisionLeaf";
import { Declaration } from "./Declaration";
import { InvoicePaper } from "./InvoicePaper";
import type { Desk } from "../ui/desk";
import { goingRows, useMinute, viewNow } from "./going";
import { ledgerOf, linesOf, type Open } from "./ledger";
import { AssistantsTable, RowsTable, ThreeSums, type LedgerLine } from "./MonthTables";
import { useLanding } from "./landing";
import { heldByDays, heldBySheet } from "./late";
import { Parked } from "./Parked";
import { engaged, namesOf } from "./people";
import { RowSheet, type RowChange } from "./RowSheet";
import { stepsOf } from "./stages";
import { Timesheets } from "./Timesheets";
import type { Customer, MonthView, Named } from "./types";
import { useCommands } from "./commands";
import { o } from "./words";

const reach = () => import("./reach/pages");

type Edited = { line: LedgerLine | undefined; resolves: readonly string[] };

/** One customer's month: who was there, what it sums to, what is wrong, and the invoice that comes of it. */
export function MonthPage({ desk, beneficiary, month, toaster }: { desk: Desk; beneficiary: string; month: string; toaster: Toaster }) {
  const asked = useAsked<MonthView>(desk, `/api/v1/months/${beneficiary}/${month}`, 15_000);
  const [edited, edit] = useState<Edited | undefined>(undefined);
  const [wanted, want] = useState(asksFor); // a row that is to be opened once it has been pulled
  const [only, showOnly] = useState<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => void desk.open(`${beneficiary}@${month}`), [beneficiary, month]);
  useLanding();

  const docs = desk.docs.value;
  const names = useMemo(() => namesOf(docs, t("who.someone")), [docs]);
  const held = useMemo(() => ledgerOf(docs, beneficiary, month, names), [docs, beneficiary, month]);
  const talks = useMemo(() => new Map(talksOf(docs.values(), beneficiary, month).map((talk) => [talk.topic, talk.waits !== undefined])), [docs]);
  const minute = useMinute(desk);
  const view = useMemo(() => asked.value && viewNow(asked.value, minute), [asked.value, minute, language.value]);
  const lines = useMemo(() => {
    const all = held.lines.length > 0 || view === undefined ? held.lines : linesOf(view);
    const going = goingRows(view);
    return going.size === 0 ? all : all.map((line) => (going.has(line.id) && !line.end ? { ...line, goesOn: true } : line));
  }, [held, view]);
  const commands = useCommands(desk, beneficiary, month, view, asked.again, toaster);
  const arrived = useArrivals(lines);
  const customer: Named = view?.beneficiary ?? { id: beneficiary, name: names(beneficiary) };

  const say = async (ref: string, base: number, change: RowChange, done: string, resolves: readonly string[] = [], undo?: RowChange["set"]): Promise<void> => {
    const there = await keep(desk, ref, base, change.set, { ...(change.why === "" ? {} : { why: change.why }), ...(resolves.length === 0 ? {} : { resolves }) }).catch(() => "");
    if (there === "") return toaster.say(t("edit.notSaved"));
    toaster.say(done, undo && there ? () => void say(ref, desk.docs.value.get(ref)?.rev ?? base, { set: undo, why: o("edit.undoWhy") }, o("edit.restored")) : undefined);
  };
  const save = (change: RowChange): void => {
    const { line, resolves = [] } = edited ?? {};
    const doc = line && docs.get(line.id);
    edit(undefined);
    if (Object.keys(change.set).length === 0 && resolves.length === 0 && !(doc && untaken(doc))) return toaster.say(o("edit.nothing"));
    if (line === undefined) void say(`shift/${desk.newId()}`, 0, change, o("edit.added"));
    else {
      const removed = change.set["void"] === true;
      const done = removed ? o("edit.removed") : change.set["void"] === false ? o("edit.restored") : o("edit.saved");
      void say(line.id, line.rev ?? doc?.rev ?? 0, change, done, resolves, removed ? { void: false } : undefined);
    }
  };
  const declare = async (ref: string, set: Fields, base: number, resolves: readonly string[]): Promise<boolean> => {
    try {
      if (Object.keys(set).length > 0) await desk.act(ref, base, { ...set, beneficiary, month }, resolves.length > 0 ? { resolves } : {});
    } catch {
      toaster.say(t("edit.notSaved"));
      return false;
    }
    toaster.say(o("declare.saved"));
    return true;
  };
  const show = (rows: readonly string[]): void => {
    showOnly(new Set(rows));
    document.getElementById("rows")?.focus();
    document.getElementById("rader")?.scrollIntoView({ block: "start" });
  };
  const openRow = (line: LedgerLine): void => {
    const card = document.getElementById(`conflict-${line.id}`);
    if (card) {
      card.scrollIntoView({ block: "center" });
      card.querySelector<HTMLElement>("input:checked")?.focus();
      return;
    }
    // Before it has been pulled nobody can say what of it its form has shown: it opens in a moment.
    const rev = docs.get(line.id)?.rev;
    want(rev === undefined ? line.id : undefined);
    if (rev !== undefined) edit({ line: { ...line, rev }, resolves: [] });
  };
  useEffect(() => {
    const line = wanted === undefined ? undefined : held.lines.find(({ id }) => id === wanted);
    if (line) openRow(line);
  }, [wanted, held]);

  const place = { desk, beneficiary, month, names, toaster };
  const deadline = view?.deadline;
  const counted = view && Math.round(view.counted.num / view.counted.den);
  return (
    <>
      <header class="head">
        <div>
          <a class="back" href={`/office?month=${month}`}><Icon name="prev" flip /> {o("month.back")}</a>
          <h1>{o("month.of", { name: customer.name, month: format.month(month, true) })}</h1>
        </div>
        {view && deadline && (
          <dl class="count">
            <div><dt>{view.granted ? o("month.countedOf", { hours: format.hours(view.granted) }) : o("month.counted")}</dt><dd>{format.hours(counted ?? 0)}</dd></div>
            <div><dt>{o("month.until", { day: format.day(deadline) })}</dt><dd>{daysLeft(format.today(desk.now()), deadline)}</dd></div>
          </dl>
        )}
      </header>
      {view?.line && <MonthSteps line={view.line} />}
      {asked.failed !== undefined && (lines.length > 0 ? <Notice icon="nonet" live>{o(desk.online.value ? "state.server" : "state.offline")}</Notice> : <Failed failed={asked.failed} again={asked.again} />)}
      {view === undefined && lines.length === 0 && asked.failed === undefined && <Skeleton rows={6} label={o("month.loading")} />}
      <p class="vh" role="status">{arrived}</p>
      {(view || lines.length > 0) && (
        <div class="cols">
          <div class="cols__main">
            {held.open.length > 0 && (
              <section class="section" aria-labelledby="open">
                <h2 id="open">{o("conflict.section", { n: held.open.length })}</h2>
                {held.open.map((open) => (
                  <div id={`conflict-${open.row.id}`} key={`${open.row.id}${open.conflict.fields.join()}`}>
                    <Conflict
                      row={open.row} conflict={open.conflict} names={names}
                      onChoose={(choice) => void say(open.row.id, open.rev, { set: choice.answer.set as RowChange["set"], why: choice.why.trim() }, o("conflict.chosen"), choice.seen)}
                      onOther={(resolves) => edit({ line: lineOf(open, lines), resolves })}
                    />
                  </div>
                ))}
              </section>
            )}
            {held.late.length > 0 && (
              <section class="section" aria-labelledby="late">
                <h2 id="late">{o("parked.title")}</h2>
                <div class="findings findings--joined">
                  {held.late.map((late) => (
                    <Parked
                      key={late.change.op} row={late.row} declares={late.declares} change={late.change} isNew={late.isNew} days={heldByDays(view, late.row?.start, late.change.set["start"])} signed={heldBySheet(view, docs, late.row?.assistant, late.change.set["assistant"])} names={names}
                      onApply={() => void commands.apply(late.change.op)} onDecline={(why) => void commands.decline(late.change.op, why, names(late.change.person))}
                    />
                  ))}
                </div>
              </section>
            )}
            {view && <ThreeSums view={view} />}
            {view && <DayMap view={view} rows={lines} onDay={(day) => show(lines.filter((l) => onDay(l, month, day)).map((l) => l.id))} />}
            {view && view.assistants.length > 0 && <AssistantsTable view={view} />}
            <Fetched quiet from={talk} show={({ MonthTalks, Observations }) => (
              <>
                <MonthTalks {...place} onRow={(ref) => show([ref])} />
                <Observations {...place} />
              </>
            )} />
            <Timesheets desk={desk} beneficiary={beneficiary} month={month} toaster={toaster} />
            {view && (
              <Declaration
                view={view} doc={docs.get(view.declaration.doc)} own={docs.get(`person/${beneficiary}`)?.fields["employer"] === "own"} names={names}
                onSave={(set, base, resolves) => declare(view.declaration.doc, set, base, resolves)}
              />
            )}
            <RowsTable lines={lines} beneficiary={beneficiary} month={month} only={only} talks={talks} onAll={() => showOnly(undefined)} onOpen={openRow} onAdd={() => edit({ line: undefined, resolves: [] })} />
          </div>
          {view && (
            <aside class="cols__side">
              <Outcome view={view} commands={commands} />
              <IfItWentNow
                view={view} busy={commands.busy.value} onLock={() => commands.lock()} onReopen={() => commands.reopen()}
                asks={{ conflicts: lines.filter((l) => l.conflict).length, open: lines.filter((l) => !l.end && !l.void && !l.goesOn).length, parked: held.late.length }}
              />
              <CloseDays view={view} commands={commands} today={format.today(desk.now())} />
              <InvoiceTrack view={view} />
              {view.invoice.state !== "open" && <InvoicePaper desk={desk} beneficiary={beneficiary} month={month} toaster={toaster} />}
              {(view.invoice.version ?? 0) > 0 && <Fetched quiet from={reach} show={({ Told }) => <Told desk={desk} beneficiary={beneficiary} month={month} />} />}
              <DecisionLeaf decision={view.decision} />
              <Findings view={view} onShow={show} />
              <Fetched quiet from={out} show={({ Archive, Pack }) => (
                <>
                  <Pack month={month} beneficiary={beneficiary} />
                  <Archive month={month} beneficiary={beneficiary} />
                </>
              )} />
            </aside>
          )}
        </div>
      )}
      {edited && (
        <RowSheet
          desk={desk} row={edited.line} beneficiary={customer} names={names} day={dayFor(month, format.today(desk.now()))} sealed={view !== undefined && view.invoice.state !== "open"} closed={view?.closed}
          assistants={engaged(docs, beneficiary, month, names)} onSave={save} onClose={() => edit(undefined)}
          talk={edited.line && <Fetched quiet from={talk} show={({ RowTalk }) => edited.line && <RowTalk {...place} row={edited.line} />} />}
        />
      )}
    </>
  );
}

const talk = () => import("./talk");
const out = () => import("./out/pages");

function lineOf(open: Open, lines: readonly LedgerLine[]): LedgerLine {
  return { ...(lines.find((l) => l.id === open.row.id) ?? { ...open.row, waiting: false }), rev: open.rev };
}

function onDay(line: LedgerLine, month: string, day: number): boolean {
  const date = `${month}-${String(day).padStart(2, "0")}`;
  return line.start.slice(0, 10) <= date && date <= (line.end || line.start).slice(0, 10);
}

function dayFor(month: string, today: string): string {
  return today.slice(0, 7) === month ? today : `${month}-01`;
}

/** How far the month has come, and what happens next: as its line on the board says. */
function MonthSteps({ line }: { line: Customer }) {
  return (
    <>
      <Steps
        onPaper label={o("month.steps")} steps={stepsOf(line).map(({ stage, word, done, now }) => ({
          done, now, label: <>{o(`stage.${stage}`)}{word !== "–" && <span class="block s num">{word}</span>}</>, said: done ? o("month.stepDone") : now ? o("month.stepNow") : o("stage.none"),
        }))}
      />
      <p class="soft">{o("month.next", { what: said(line.next.message) })}</p>
    </>
  );
}

/** The row that the address names; undefined where it names none. */
function asksFor(): string | undefined {
  const row = new URLSearchParams(location.search).get("row");
  return row === null ? undefined : `shift/${row}`;
}

/** Says which row came while one was looking; nothing about those that were there from the start. */
function useArrivals(lines: readonly LedgerLine[]): string {
  const known = useRef<Set<string> | undefined>(undefined);
  const [said, say] = useState("");
  useEffect(() => {
    const before = known.current;
    if (lines.length === 0) return;
    known.current = new Set(lines.map((l) => l.id));
    if (before === undefined) return;
    const fresh = lines.filter((l) => !before.has(l.id) && !l.waiting);
    const [first] = fresh;
    if (first) say(o("month.new", { name: first.name, day: format.shortDay(first.start), span: format.span(first.start, first.end) }));
  }, [lines]);
  return said;
}
