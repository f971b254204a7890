import { useEffect, useMemo, useState } from "preact/hooks";
import { plansIn, type Plan } from "../../core/plan";
import { format, said, t } from "../../i18n";
import { Button, Field, Icon, Notice, Sheet, TextField, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import type { Found } from "../types";
import { o } from "../words";
import type { PlanCheck } from "./check";
import { fits, monthsOf, mostWeeks, rolledOut, templated, templatesOf, type LeftOut, type Made, type Template } from "./template";
import { datesOf, numberOf, weekAfter, type Week } from "./week";
import { p } from "./words";

/** The most times that a template is rolled out at once, in weeks. */
const mostRounds = 12;

/** What the templates of a customer are given. */
export interface TemplatesProps {
  desk: Desk;
  beneficiary: string;
  /** The week that is looked at. */
  week: Week;
  /** The plans of it. */
  plans: readonly Plan[];
  names: (id: string) => string;
  toaster: Toaster;
  onClose: () => void;
}

/** Weeks as templates: save the one that is looked at, roll one out with a preview, remove one. */
export function Templates({ desk, beneficiary, week, plans, names, toaster, onClose }: TemplatesProps) {
  const templates = templatesOf(desk.docs.value, beneficiary);
  const [rolling, roll] = useState<Template | undefined>(undefined);
  const [name, rename] = useState("");
  const [weeks, setWeeks] = useState(1);
  const [tried, setTried] = useState(false);
  const last = weekAfter(week, weeks - 1);
  useEffect(() => {
    for (const month of monthsOf(week, weeks)) for (const feed of [`planning/${beneficiary}@${month}`, `${beneficiary}@${month}`]) desk.open(feed);
  }, [week, weeks]);
  const known = monthsOf(week, weeks).every((month) => desk.opened.value.has(`${beneficiary}@${month}`));
  const here = weeks === 1 ? plans : plansIn(desk.docs.value.values(), (plan) => plan.beneficiary === beneficiary);
  const saved = templated(here, week, weeks);

  const save = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "" || saved.length === 0 || !fits(saved) || !known) return;
    const ref = `template/${desk.newId()}`;
    try {
      await desk.act(ref, 0, { beneficiary, name: name.trim(), weeks, plans: saved as never });
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    rename("");
    setTried(false);
    toaster.say(p("template.saved", { name: name.trim(), n: saved.length }), () => void remove(ref));
  };
  const remove = async (ref: string): Promise<void> => {
    try {
      await desk.act(ref, desk.docs.value.get(ref)?.rev ?? 0, { void: true });
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    toaster.say(p("template.removed"), () => void desk.act(ref, desk.docs.value.get(ref)?.rev ?? 0, { void: null }));
  };
  if (rolling) return <RollOut {...{ desk, names, toaster, onClose }} template={rolling} week={plans.length > 0 ? weekAfter(week, 1) : week} onBack={() => roll(undefined)} />;
  return (
    <Sheet title={p("template.title", { name: names(beneficiary) })} closeLabel={t("do.close")} onClose={onClose}>
      {templates.length === 0 ? <p class="soft">{p("template.none")}</p> : (
        <ul class="persons">
          {templates.map((one) => (
            <li key={one.ref}>
              <span>{one.name} <span class="soft s">{p("template.size", { n: one.plans.length, weeks: one.weeks })}</span></span>
              <span class="row">
                <Button kind="line" icon="arrow" label={`${p("template.use")}: ${one.name}`} onClick={() => roll(one)}>{p("template.use")}</Button>
                <Button kind="quiet" label={`${p("template.remove")}: ${one.name}`} onClick={() => void remove(one.ref)}>{p("template.remove")}</Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <section class="section" aria-labelledby="save-template">
        <h3 id="save-template">{p("template.save")}</h3>
        <TextField label={p("template.name")} value={name} onInput={rename} maxLength={80} wrong={tried && name.trim() === "" ? p("template.noName") : undefined} />
        <Field label={p("template.weeks")}>
          {({ id }) => (
            <select class="input" id={id} value={weeks} onChange={(e) => setWeeks(Number(e.currentTarget.value))}>
              {Array.from({ length: mostWeeks }, (_, i) => <option key={i} value={i + 1}>{i === 0 ? o("plan.week", { n: numberOf(week) }) : p("template.span", { from: numberOf(week), to: numberOf(weekAfter(week, i)) })}</option>)}
            </select>
          )}
        </Field>
        <p class={(tried && saved.length === 0) || !fits(saved) ? "wrong" : "soft s"} role="status">{!known ? p("roll.wait") : !fits(saved) ? p("template.large", { n: saved.length }) : saved.length === 0 ? p("template.empty") : p("template.what", { n: saved.length, day: format.dayOfMonth(datesOf(last)[6] ?? "") })}</p>
        <div><Button kind="line" icon="check" onClick={() => void save()}>{p("template.save")}</Button></div>
      </section>
    </Sheet>
  );
}

// A template from a week on: what is added, what is left out and why, before anything is done.
function RollOut({ desk, template, week, names, toaster, onBack, onClose }: { desk: Desk; template: Template; week: Week; names: (id: string) => string; toaster: Toaster; onBack: () => void; onClose: () => void }) {
  const [first, begin] = useState(week);
  const [rounds, setRounds] = useState(1);
  const months = monthsOf(first, rounds * template.weeks);
  const feeds = months.flatMap((month) => [`planning/${template.beneficiary}@${month}`, `${template.beneficiary}@${month}`]);
  useEffect(() => feeds.forEach((feed) => desk.open(feed)), [feeds.join()]);
  const known = feeds.every((feed) => desk.opened.value.has(feed));
  const docs = desk.docs.value;
  const { plans, left } = useMemo(() => rolledOut(template, first, rounds, plansIn(docs.values(), (plan) => plan.beneficiary === template.beneficiary)), [template, first, rounds, docs]);
  const ids = useMemo(() => plans.map(() => desk.newId()), [plans.length, first, rounds]);
  const checked = useRules(desk, template.beneficiary, plans, ids, known);
  const judged = judge(plans, ids, checked.value);
  const done = async (): Promise<void> => {
    if (checked.value === undefined || !known) return;
    const acts = judged.plans.map(({ id, assistant, kind, start, end, note }) => ({
      ref: `plan/${id}`, base: 0, set: { beneficiary: template.beneficiary, kind, start, end, draft: true, ...(assistant === "" ? {} : { assistant }), ...(note === "" ? {} : { note }) },
    }));
    try {
      await desk.actAll(acts);
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    onClose();
    toaster.say(p("roll.done", { n: acts.length }), () => void desk.actAll(acts.map(({ ref }) => ({ ref, base: desk.docs.value.get(ref)?.rev ?? 0, set: { void: true } }))).then(() => toaster.say(o("plan.undone")), () => toaster.say(t("edit.notSaved"))));
  };
  return (
    <Sheet
      title={p("roll.title", { name: template.name })} sub={names(template.beneficiary)} closeLabel={t("do.close")} onClose={onClose}
      actions={<>{judged.plans.length > 0 && known && checked.value !== undefined && <Button kind="primary" onClick={() => void done()}>{p("roll.do", { n: judged.plans.length })}</Button>}<Button kind="quiet" onClick={onBack}>{t("do.back")}</Button></>}
    >
      <div class="pair">
        <Field label={p("roll.from")}>
          {({ id }) => (
            <select class="input" id={id} value={first} onChange={(e) => begin(e.currentTarget.value)}>
              {Array.from({ length: 27 }, (_, i) => weekAfter(week, i - 1)).map((one) => <option key={one} value={one}>{o("plan.week", { n: numberOf(one) })}, {format.dayOfMonth(datesOf(one)[0] ?? "")}</option>)}
            </select>
          )}
        </Field>
        <Field label={p("roll.times")}>
          {({ id }) => (
            <select class="input" id={id} value={rounds} onChange={(e) => setRounds(Number(e.currentTarget.value))}>
              {Array.from({ length: Math.max(1, Math.floor(mostRounds / template.weeks)) }, (_, i) => <option key={i} value={i + 1}>{p("roll.rounds", { n: (i + 1) * template.weeks })}</option>)}
            </select>
          )}
        </Field>
      </div>
      {!desk.online.value ? <Notice icon="nonet" live>{p("roll.offline")}</Notice> : checked.failed !== undefined ? <Failed failed={checked.failed} again={checked.again} /> : !known || checked.value === undefined ? <p class="soft" role="status">{p("roll.wait")}</p> : (
        <div class="stack" role="status">
          <p><b>{judged.plans.length === 0 ? p("roll.none") : p("roll.adds", { n: judged.plans.length })}</b> {judged.plans.length > 0 && p("roll.draft")}</p>
          <Listed title={p("roll.vacant", { n: judged.vacant.length })} items={judged.vacant.map(({ plan, why }) => `${format.weekday(plan.start)} ${format.dayMonth(plan.start)} ${format.span(plan.start, plan.end)}, ${names(plan.assistant)}: ${said(why.message)}`)} />
          <Listed title={p("roll.left", { n: left.length })} items={left.map(leftInWords)} />
          <Listed title={p("roll.warns", { n: judged.warns.length })} items={judged.warns.map((found) => said(found.message))} />
        </div>
      )}
    </Sheet>
  );
}

function Listed({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return <details open={items.length <= 5}><summary><Icon name="down" />{title}</summary><ul class="listed">{items.map((words, i) => <li key={words + String(i)}>{words}</li>)}</ul></details>;
}

function leftInWords({ date, begins, ends, by }: LeftOut): string {
  const what = `${format.weekday(date)} ${format.dayMonth(date)} ${format.dotted(begins)}–${format.dotted(ends)}`;
  return by ? o("plan.skipped", { what, by: `${format.shortDay(by.start)} ${format.span(by.start, by.end)}` }) : o("plan.skippedGap", { what });
}

// What the rules say of all that would be added, asked once for each preview.
function useRules(desk: Desk, beneficiary: string, plans: readonly Made[], ids: readonly string[], known: boolean): { value: PlanCheck | undefined; failed: unknown; again: () => void } {
  const [state, set] = useState<{ of: string; value?: PlanCheck; failed?: unknown }>({ of: "" });
  const [turn, again] = useState(0);
  const of = ids.join();
  const changed = desk.changed.value;
  useEffect(() => {
    const [from, to] = [plans[0]?.start.slice(0, 10), plans.at(-1)?.start.slice(0, 10)];
    if (!known) return;
    if (from === undefined || to === undefined) return set({ of, value: { findings: [], hours: [] } });
    let here = true;
    desk.post("/api/v1/plan/check", { beneficiary, from, to, plans: plans.map(({ assistant, kind, start, end }, i) => ({ id: ids[i], assistant, beneficiary, kind, start, end })) }).then(
      (value) => here && set({ of, value: value as PlanCheck }),
      (failed: unknown) => here && set({ of, failed }),
    );
    return () => {
      here = false;
    };
  }, [of, known, turn, changed]);
  return { value: state.of === of ? state.value : undefined, failed: state.of === of ? state.failed : undefined, again: () => again(turn + 1) };
}

// Whom a plan cannot be given to it is added without, and said so; of the rest it is warned.
function judge(plans: readonly Made[], ids: readonly string[], check: PlanCheck | undefined): { plans: readonly (Made & { id: string })[]; vacant: readonly { plan: Made; why: Found }[]; warns: readonly Found[] } {
  const findings = check?.findings ?? [];
  const vacant: { plan: Made; why: Found }[] = [];
  const made = plans.map((plan, i) => {
    const id = ids[i] ?? "";
    const why = findings.find((f) => f.severity === "stops" && (f.rows ?? []).includes(`plan/${id}`));
    if (why) vacant.push({ plan, why });
    return { ...plan, id, assistant: why ? "" : plan.assistant };
  });
  return { plans: made, vacant, warns: findings.filter((f) => f.severity !== "stops") };
}
