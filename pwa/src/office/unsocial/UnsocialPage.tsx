import { useState } from "preact/hooks";
import { addDays } from "../../core/time";
import { text, type Json } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, Skeleton, Trouble, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { keep } from "../papers/keep";
import { TableForm } from "./TableForm";
import { linesOf, tablesOf, withTable, type Rule, type Table } from "./table";
import { n } from "./words";
import "./unsocial.css";

/** Which table is being written: the one that holds from a day, or a new one. */
type Written = { readonly instead: string; readonly begun: readonly Rule[] };

/** Which hours are paid more since they are unsocial, by the provider's own agreement: its tables, the newest first. */
export function UnsocialPage({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  const [written, write] = useState<Written | undefined>(undefined);
  const doc = [...desk.docs.value.values()].find((one) => one.kind === "provider");
  const tables = tablesOf(doc?.fields["unsocial"]);
  const save = (all: readonly Table[], said: string): void => {
    write(undefined);
    if (!doc) return;
    const conflicts = doc.conflicts.filter(({ fields }) => fields.includes("unsocial"));
    const resolves = conflicts.flatMap((c) => c.candidates.map((one) => one.op));
    void keep(desk, toaster, { ref: doc.ref, base: doc.rev, set: { unsocial: all as unknown as Json }, ...(resolves.length > 0 ? { resolves } : {}) }, said);
  };
  const taken = ["ARB", "JR1", "BE1", "SJK", "VAB", "TJL", ...["pay_active", "pay_waiting", "pay_standby"].map((field) => text(doc?.fields ?? {}, field))];
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/provider">{n("back")}</Button>
          <h1>{n("title")}</h1>
          <p class="soft">{n("what")}</p>
        </div>
      </header>
      {doc === undefined && <Skeleton rows={4} label={t("trouble.offline")} />}
      {written && (
        <TableForm
          key={written.instead} from={written.instead} lines={linesOf(written.begun)} others={tables.map(({ from }) => from).filter((from) => from !== written.instead)} taken={taken}
          all={(table) => withTable(tables, table, written.instead)} onSave={(table) => save(withTable(tables, table, written.instead), n("saved"))} onClose={() => write(undefined)}
          onRemove={written.instead === "" ? undefined : () => save(tables.filter(({ from }) => from !== written.instead), n("removed"))}
        />
      )}
      {doc && !written && tables.length === 0 && (
        <Trouble icon="coin" title={n("none")}>
          <p>{n("noneDo")}</p>
          <Writes><div><Button kind="primary" onClick={() => write({ instead: "", begun: [] })}>{n("add")}</Button></div></Writes>
        </Trouble>
      )}
      {!written && tables.length > 0 && (
        <div class="stack">
          <Writes><div><Button kind="primary" icon="plus" onClick={() => write({ instead: "", begun: tables.at(-1)?.rules ?? [] })}>{n("addNext")}</Button></div></Writes>
          {tables.map((table, i) => <One key={table.from} of={table} next={tables[i + 1]} onChange={() => write({ instead: table.from, begun: table.rules })} />).reverse()}
        </div>
      )}
    </>
  );
}

function One({ of: { from, rules }, next, onChange }: { of: Table; next: Table | undefined; onChange: () => void }) {
  const day = dated(from);
  const last = next && dated(addDays(next.from, -1));
  return (
    <section class="leaf stack stack--s ob-leaf" aria-labelledby={`ob-${from}`}>
      <h2 id={`ob-${from}`}>{last === undefined ? n("from", { day }) : n("fromTo", { day, to: last })}</h2>
      {rules.length === 0 ? <p>{n("noRules")}</p> : (
        <ol class="ob">
          {rules.map((rule, i) => (
            <li key={i}>
              <b class="ob__code">{rule.code}</b>
              <span><span class="num">{rule.begins}–{rule.ends}</span> {rule.name && <span class="strong">{rule.name}</span>}<span class="block s soft">{rule.days.map(dayText).join(", ")}. {rule.kinds.map((kind) => t(`kind.${kind}`)).join(", ")}.</span></span>
            </li>
          ))}
        </ol>
      )}
      {rules.length > 1 && <p class="s soft">{n("order")}</p>}
      <Writes><div><Button kind="line" icon="pen" label={n("changeOf", { day })} onClick={onChange}>{n("change")}</Button></div></Writes>
    </section>
  );
}

const dated = (date: string): string => `${format.dayOfMonth(date)} ${date.slice(0, 4)}`;

function dayText(day: string): string {
  return day.startsWith("2") ? day : n(day as Parameters<typeof n>[0]).toLocaleLowerCase("sv");
}
