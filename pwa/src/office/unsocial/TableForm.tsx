import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Notice, TextField } from "../../ui";
import { useFirstWrong } from "../papers/PaperSheet";
import { blank, dayWords, kindWords, over, raised, read, type Line, type LineWrong, type Table } from "./table";
import { n } from "./words";

interface TableFormProps {
  /** The day from which it holds now; "" for a new one. */
  from: string;
  lines: readonly Line[];
  /** Days from which other tables hold. */
  others: readonly string[];
  /** Codes that other time goes by. */
  taken: readonly string[];
  /** All tables, with this one among them. */
  all: (table: Table) => readonly Table[];
  onSave: (table: Table) => void;
  onClose: () => void;
  onRemove: (() => void) | undefined;
}

/** A table being written: from when it holds, and its rows in the order in which they decide. */
export function TableForm({ from: began, lines: begun, others, taken, all, onSave, onClose, onRemove }: TableFormProps) {
  const [from, start] = useState(began);
  const [lines, set] = useState<readonly Line[]>(begun.length > 0 ? begun : [blank(0)]);
  const [tried, attempt] = useState(false);
  const { body, toFirst } = useFirstWrong();
  const checked = read(from, lines, others, taken);
  const wrong = tried && !("table" in checked) ? checked : undefined;
  const much = "table" in checked ? over(all(checked.table)) : undefined;
  const change = (key: number, what: Partial<Line>): void => set(lines.map((line) => (line.key === key ? { ...line, ...what } : line)));
  const save = (): void => {
    if ("table" in checked && much === undefined) return onSave(checked.table);
    attempt(true);
    if (much === undefined) toFirst(); // else it is no field's fault, and said below
  };
  return (
    <div class="leaf stack ob-form" ref={body}>
      <TextField label={n("f.from")} type="date" value={from} onInput={start} help={n("h.from")} wrong={wrong?.from && n(`wrong.${wrong.from}`)} />
      <p>{n("order")}</p>
      {lines.map((line, i) => (
        <Row key={line.key} line={line} n={i + 1} wrong={wrong?.lines.get(line.key) ?? {}} onChange={(what) => change(line.key, what)} onUp={i === 0 ? undefined : () => set(raised(lines, line.key))} onRemove={() => set(lines.filter((one) => one !== line))} />
      ))}
      <div><Button kind="line" icon="plus" onClick={() => set([...lines, blank(Math.max(-1, ...lines.map(({ key }) => key)) + 1)])}>{n("addRow")}</Button></div>
      {much !== undefined && <Notice tone="you" icon="you" live>{n(`over.${much}`)}</Notice>}
      <div class="row">
        <Button kind="primary" onClick={save}>{t("do.save")}</Button>
        <Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button>
        {onRemove && <Button kind="quiet" onClick={onRemove}>{n("remove")}</Button>}
      </div>
    </div>
  );
}

function Row({ line, n: at, wrong, onChange, onUp, onRemove }: { line: Line; n: number; wrong: LineWrong; onChange: (what: Partial<Line>) => void; onUp: (() => void) | undefined; onRemove: () => void }) {
  const said = (field: keyof LineWrong): string | undefined => wrong[field] && n(`wrong.${wrong[field]}`);
  return (
    <fieldset class="ob-row stack stack--s">
      <legend>{n("row", { n: at })}</legend>
      <div class="ob-pair">
        <TextField label={n("f.code")} value={line.code} onInput={(code) => onChange({ code })} help={n("h.code")} wrong={said("code")} maxLength={20} />
        <TextField label={n("f.name")} value={line.name} onInput={(name) => onChange({ name })} maxLength={40} />
      </div>
      <div class="ob-pair">
        <TextField label={n("f.begins")} value={line.begins} onInput={(begins) => onChange({ begins })} wrong={said("begins")} maxLength={5} />
        <TextField label={n("f.ends")} value={line.ends} onInput={(ends) => onChange({ ends })} help={n("h.ends")} wrong={said("ends")} maxLength={5} />
      </div>
      <Several legend={n("f.days")} help={n("h.days")} wrong={said("days")} of={dayWords} chosen={line.days} name={(day) => n(day)} onChange={(days) => onChange({ days })} />
      <TextField label={n("f.dates")} value={line.dates} onInput={(dates) => onChange({ dates })} help={n("h.dates")} wrong={said("dates")} maxLength={700} />
      <Several legend={n("f.kinds")} wrong={said("kinds")} of={kindWords} chosen={line.kinds} name={(kind) => t(`kind.${kind}`)} onChange={(kinds) => onChange({ kinds })} />
      <div class="row">
        {onUp && <Button kind="quiet" start label={n("upOf", { n: at })} onClick={onUp}>{n("up")}</Button>}
        <Button kind="quiet" start icon="close" label={n("removeRowOf", { n: at })} onClick={onRemove}>{n("removeRow")}</Button>
      </div>
    </fieldset>
  );
}

function Several<Word extends string>({ legend, help, wrong, of, chosen, name, onChange }: { legend: string; help?: string; wrong: string | undefined; of: readonly Word[]; chosen: readonly Word[]; name: (word: Word) => string; onChange: (chosen: readonly Word[]) => void }) {
  return (
    <fieldset class="several">
      <legend>{legend}</legend>
      <div class="several__of">
        {of.map((word, i) => (
          <label class="check" key={word}>
            <input type="checkbox" checked={chosen.includes(word)} aria-invalid={(wrong !== undefined && i === 0) || undefined} onChange={(e) => onChange(of.filter((one) => (one === word ? e.currentTarget.checked : chosen.includes(one))))} />
            <span>{name(word)}</span>
          </label>
        ))}
      </div>
      {(wrong ?? help) !== undefined && <small class={wrong === undefined ? undefined : "wrong"} role={wrong === undefined ? undefined : "alert"}>{wrong ?? help}</small>}
    </fieldset>
  );
}
