// What the invoice says besides the hours (FK 3057): asked for in the order of the form, with what recurs filled in.

import { useState } from "preact/hooks";
import { there } from "../core/there";
import type { Fields, Row as Doc } from "../core/types";
import { format, t } from "../i18n";
import { Button, Icon, TextField, Writes } from "../ui";
import { activities, changesOf, costOf, costs, formOf, type Answer, type Declared, type Wrong } from "./declaration";
import type { DeclarationView, MonthView } from "./types";
import { o } from "./words";

/** Where it stands, what it says, and how it is written. */
export interface DeclarationProps {
  view: MonthView;
  /** The document as this device has it; undefined before the month has said anything. */
  doc: Doc | undefined;
  /** Whether the beneficiary is their assistants' employer, and says what it has cost. */
  own: boolean;
  names: (id: string) => string;
  /** Keeps what is said; resolves are the answers that people had given and that this one settles. */
  onSave: (set: Fields, base: number, resolves: readonly string[]) => Promise<boolean>;
}

/** The leaf: closed it says what is said and what is not; open it is a form. */
export function Declaration({ view, doc: row, own, names, onSave }: DeclarationProps) {
  const [writing, write] = useState(false);
  const of = view.declaration;
  if (of === undefined) return null;
  const sealed = view.invoice.state !== "open";
  const doc = row && there(row) ? row : undefined;
  const said = doc?.fields ?? of.said;
  // What this device has just said need not come back first.
  const unsaid = of.unsaid.filter((name) => name !== "confirmed" && (said[name] === undefined || said[name] === null));
  const answers = (doc?.conflicts ?? []).flatMap((conflict) => conflict.candidates);
  return (
    <section class="leaf" aria-labelledby="declare">
      <h2 id="declare">{o("declare.title")}</h2>
      {sealed ? <p class="soft">{o("declare.sealed")}</p> : unsaid.length > 0 ? (
        <p class="state state--you"><Icon name="you" /> {o("declare.unsaid", { n: unsaid.length })}</p>
      ) : <p class="state state--done"><Icon name="done" /> {o("declare.said")}</p>}
      {view.invoice.answers && <Answered said={view.invoice.answers.said} who={names(view.invoice.answers.by)} />}
      {answers.length > 0 && (
        <div class="notice notice--you">
          <Icon name="you" />
          <div class="stack stack--s">
            <strong>{o("declare.two")}</strong>
            {answers.map((one) => <div key={one.op}><p class="s strong">{names(one.person ?? "")}</p><Told of={of} said={{ ...said, ...one.set }} own={own} /></div>)}
          </div>
        </div>
      )}
      {writing && !sealed ? (
        <Form
          of={of} said={said} own={own} contested={(doc?.conflicts ?? []).flatMap((conflict) => conflict.fields)} onCancel={() => write(false)}
          onSave={async (set) => (await onSave(set, row?.rev ?? 0, answers.map((one) => one.op))) && write(false)}
        />
      ) : (
        <>
          <Told of={of} said={said} own={own} />
          {!sealed && <Writes><Button kind="line" onClick={() => write(true)}>{o(doc ? "declare.change" : "declare.write")}</Button></Writes>}
        </>
      )}
    </section>
  );
}

const asked = { activities: "declare.activities", hospital: "declare.hospital", outside_eea: "declare.abroad", all_used: "declare.used" } as const;

/** What whoever sends the invoice has answered. */
function Answered({ said, who }: { said: Readonly<Record<string, boolean>>; who: string }) {
  return (
    <div class="stack stack--s">
      <h3>{o("declare.answered", { name: who })}</h3>
      <dl class="told">{(Object.keys(asked) as (keyof typeof asked)[]).filter((question) => said[question] !== undefined).map((question) => <div key={question}><dt>{o(asked[question])}</dt><dd>{o(said[question] ? "declare.yes" : "declare.no")}</dd></div>)}</dl>
    </div>
  );
}

/** What is said, question by question. */
function Told({ of, said, own }: { of: DeclarationView; said: Fields; own: boolean }) {
  const form = formOf(said);
  const answered = (answer: Answer): string => (answer === undefined ? o("declare.notSaid") : o(answer === "yes" ? "declare.yes" : "declare.no"));
  return (
    <dl class="told">
      <div><dt>{o("declare.activities")}</dt><dd>{form.activity === "yes" ? form.activities.map((one) => o(`declare.${one}`)).join(", ") : answered(form.activity)}</dd></div>
      <div><dt>{o("declare.hospital")}</dt><dd><Hospital of={of} /></dd></div>
      <div><dt>{o("declare.abroad")}</dt><dd>{answered(form.abroad)}</dd></div>
      <div><dt>{o("declare.used")}</dt><dd>{form.used === "no" && form.left !== "" ? o("declare.noLeft", { kr: form.left }) : answered(form.used)}</dd></div>
      <div><dt>{o("declare.phone")}</dt><dd>{form.phone || o("declare.notSaid")}</dd></div>
      {own && <div><dt>{o("declare.costs")}</dt><dd>{format.kronor(costOf(form))}</dd></div>}
    </dl>
  );
}

function Hospital({ of }: { of: DeclarationView }) {
  if (of.hospital.length === 0) return <>{o("declare.no")}</>;
  return <>{of.hospital.map(({ from, to }) => <span class="line" key={from}>{o("declare.stay", { from: format.moment(from), to: format.moment(to) })}</span>)}</>;
}

function Form({ of, said, own, contested, onSave, onCancel }: { of: DeclarationView; said: Fields; own: boolean; contested: readonly string[]; onSave: (set: Fields) => Promise<unknown>; onCancel: () => void }) {
  const [form, change] = useState<Declared>(() => formOf(said, of.suggested));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const { set, wrong } = changesOf(form, said, own, contested);
  const put = (next: Partial<Declared>): void => change((now) => ({ ...now, ...next }));
  const told = (field: keyof Wrong): string | undefined => {
    const what = wrong[field];
    if (!tried || what === undefined) return undefined;
    return o(field === "hours" ? "declare.hoursUnreadable" : field === "advanceFrom" || (field === "advanceTo" && what === "needed") ? "declare.dayNeeded" : what === "order" ? "declare.order" : field === "activities" ? "declare.activityNeeded" : what === "needed" ? "declare.amountNeeded" : "declare.amountUnreadable");
  };
  const save = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(wrong).length > 0) {
      const at = event.currentTarget as HTMLFormElement;
      requestAnimationFrame(() => at.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    setBusy(true);
    void onSave(set).finally(() => setBusy(false));
  };
  const amount = (field: keyof Wrong, label: string, value: string, onInput: (value: string) => void) => <TextField label={label} value={value} onInput={onInput} maxLength={16} wrong={told(field)} />;
  return (
    <form class="stack" onSubmit={save} noValidate>
      <Ask name="activity" legend={o("declare.activitiesAsk")} value={form.activity} onChange={(activity) => put({ activity })}>
        {form.activity === "yes" && (
          <fieldset class="chips" aria-invalid={told("activities") !== undefined || undefined} tabIndex={-1}>
            <legend class="vh">{o("declare.which")}</legend>
            {activities.map((one) => (
              <label key={one}>
                <input type="checkbox" checked={form.activities.includes(one)} onChange={(e) => put({ activities: activities.filter((a) => (a === one ? e.currentTarget.checked : form.activities.includes(a))) })} />
                <span>{o(`declare.${one}`)}</span>
              </label>
            ))}
            {told("activities") && <small class="wrong" role="alert">{told("activities")}</small>}
          </fieldset>
        )}
      </Ask>
      <div>
        <p class="strong">{o("declare.hospitalAsk")}</p>
        <p><Hospital of={of} /></p>
        <p class="soft s">{o("declare.hospitalWhere")}</p>
      </div>
      <Ask name="abroad" legend={o("declare.abroadAsk")} value={form.abroad} onChange={(abroad) => put({ abroad })} />
      <Ask name="used" legend={o("declare.usedAsk")} value={form.used} onChange={(used) => put({ used })}>
        {form.used === "no" && amount("left", o("declare.left"), form.left, (left) => put({ left }))}
      </Ask>
      <TextField label={o("declare.phoneAsk")} value={form.phone} onInput={(phone) => put({ phone })} maxLength={40} />
      {own && (
        <fieldset class="costs">
          <legend class="strong">{o("declare.costsAsk")}</legend>
          {costs.map((cost) => (
            <div class="pair" key={cost} role="group" aria-labelledby={`cost-${cost}`}>
              <p id={`cost-${cost}`}>{o(`declare.cost.${cost}`)}</p>
              {(["hour", "period"] as const).map((per) => <div key={per}>{amount(`${cost}-${per}`, o(per === "hour" ? "declare.perHour" : "declare.forPeriod"), form.costs[cost][per], (value) => put({ costs: { ...form.costs, [cost]: { ...form.costs[cost], [per]: value } } }))}</div>)}
            </div>
          ))}
          <p role="status">{o("declare.costSum", { kr: format.kronor(costOf(form)) })}</p>
          <TextField label={o("declare.hours")} value={form.hours} onInput={(hours) => put({ hours })} maxLength={10} wrong={told("hours")} />
        </fieldset>
      )}
      <Ask name="advance" legend={o("declare.advanceAsk")} value={form.advance} onChange={(advance) => put({ advance })}>
        {form.advance === "yes" && (
          <>
            <div class="pair pair--dates">
              <TextField label={o("declare.advanceFrom")} type="date" value={form.advanceFrom} onInput={(advanceFrom) => put({ advanceFrom })} wrong={told("advanceFrom")} />
              <TextField label={o("declare.advanceTo")} type="date" value={form.advanceTo} onInput={(advanceTo) => put({ advanceTo })} wrong={told("advanceTo")} />
            </div>
            {amount("advanceLeft", o("declare.left"), form.advanceLeft, (advanceLeft) => put({ advanceLeft }))}
            <TextField label={o("declare.advanceSettled")} optional={t("why.optional")} value={form.advanceSettled} onInput={(advanceSettled) => put({ advanceSettled })} maxLength={500} />
          </>
        )}
      </Ask>
      <div class="row">
        <Button kind="primary" submit busy={busy}>{o("declare.save")}</Button>
        <Button kind="quiet" onClick={onCancel}>{t("do.cancel")}</Button>
      </div>
    </form>
  );
}

/** A question with yes and no, and what follows from the answer. */
function Ask({ name, legend, value, onChange, children }: { name: string; legend: string; value: Answer; onChange: (value: Answer) => void; children?: preact.ComponentChildren }) {
  return (
    <div class="stack stack--s">
      <fieldset class="chips ask">
        <legend>{legend}</legend>
        {(["no", "yes"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name={name} value={one} checked={value === one} onChange={() => onChange(one)} />
            <span>{o(`declare.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {children}
    </div>
  );
}
