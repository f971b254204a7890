import { useEffect, useRef, useState } from "preact/hooks";
import type { Fields as Set, Row as Doc } from "../../core/types";
import { format, said, t } from "../../i18n";
import { Button, Notice, Sheet, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { listed, namesOf } from "../people";
import type { Named } from "../types";
import { Answers } from "./Answers";
import { check, valuesOf, type Values, type Wrong } from "./form";
import { Fields } from "./Fields";
import { keep } from "./keep";
import { paper, type PaperName } from "./papers";
import { settling } from "./settling";
import { p } from "./words";

/** A sheet that writes one paper. */
export interface PaperSheetProps {
  desk: Desk;
  toasts: Toaster;
  name: PaperName;
  title: string;
  sub?: string;
  /** The document; undefined for a new one. */
  doc: Doc | undefined;
  /** What a new one is called, where it is no random id. */
  ref?: string;
  /** Fields that are given from where one stands. */
  given?: Set;
  onClose: () => void;
}

/** The sheet. Nothing is disabled: a press on Save says what is missing, beside the field, and goes there. */
export function PaperSheet({ desk, toasts, name, title, sub, doc, ref, given = {}, onClose }: PaperSheetProps) {
  const form = paper(name);
  const [opened] = useState(doc); // what the form shows was so when it was drawn
  const [values, setValues] = useState<Values>(() => ({ ...valuesOf(form, opened?.fields), ...(opened ? {} : strings(given)) }));
  const [wrong, setWrong] = useState<Readonly<Record<string, Wrong>>>({});
  const { body, toFirst } = useFirstWrong();
  const today = format.today(desk.now());
  const conflicts = opened?.conflicts ?? [];

  const save = (): void => {
    const checked = check(form, values, opened?.fields, today);
    if ("wrong" in checked) {
      setWrong(checked.wrong);
      toFirst();
      return;
    }
    const written = settling(form, conflicts, opened?.fields, { ...(opened ? {} : given), ...checked.set });
    onClose();
    if (Object.keys(written.set).length === 0) return;
    void keep(desk, toasts, { ref: opened?.ref ?? ref ?? `${form.kind}/${desk.newId()}`, base: opened?.rev ?? 0, ...written }, p("said.saved"));
  };
  const write = (set: Set, words: string): void => {
    onClose();
    if (opened) void keep(desk, toasts, { ref: opened.ref, base: opened.rev, ...settling(form, conflicts, opened.fields, set) }, words);
  };
  const ends = opened !== undefined && form.fields.some((f) => f.name === "to") && !opened.fields["to"] && String(opened.fields["from"] ?? "") <= today;
  const removes = opened !== undefined && name !== "person" && name !== "customer" && name !== "provider";
  return (
    <Sheet
      title={title} {...(sub ? { sub } : {})} onClose={onClose}
      actions={
        <Writes>
          <Button kind="primary" onClick={save}>{t("do.save")}</Button>
          {ends && <Button kind="quiet" onClick={() => write({ to: today }, p("said.saved"))}>{p("do.end")}</Button>}
          {removes && <Button kind="quiet" onClick={() => write({ void: true }, p("said.removed"))}>{p("do.remove")}</Button>}
        </Writes>
      }
    >
      <Answers form={form} conflicts={conflicts} stands={opened?.fields} names={namesOf(desk.docs.value, t("who.someone"))} onTake={(answer) => setValues((now) => ({ ...now, ...answer }))} />
      {opened?.refused && <Notice tone="alarm" icon="alarm">{p("refusedDo", { why: said(opened.refused.verdict?.message) })}</Notice>}
      <div class="stack" ref={body}>
        <Fields
          paper={form} values={values} wrong={wrong} given={Object.keys(given)} today={today} people={chooser(desk, today)}
          onChange={(field, value) => {
            setValues((now) => ({ ...now, [field]: value }));
            setWrong(({ [field]: _, ...others }) => others);
          }}
        />
      </div>
    </Sheet>
  );
}

/** The focus goes to the first field that something is wrong with, once it is drawn so. */
export function useFirstWrong() {
  const body = useRef<HTMLDivElement>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn > 0) body.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [turn]);
  return { body, toFirst: () => setTurn((n) => n + 1) };
}

/** Who can be chosen in a role; also whoever is chosen already, though they may have it no more. */
export function chooser(desk: Desk, today: string): (role: string, chosen: string) => readonly Named[] {
  const names = namesOf(desk.docs.value, t("who.someone"));
  const everyone = listed(desk.docs.value, today, names);
  return (role, chosen) => {
    const found: Named[] = everyone.filter((one) => one.role === role);
    return chosen === "" || found.some((one) => one.id === chosen) ? found : [...found, { id: chosen, name: names(chosen) }];
  };
}

function strings(fields: Set): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}
