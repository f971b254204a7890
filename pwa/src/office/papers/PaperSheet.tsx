import { useEffect, useRef, useState } from "preact/hooks";
import { untaken, type Fields as Set, type Row as Doc } from "../../core/types";
import { format, said, t } from "../../i18n";
import { go } from "../../route";
import { Button, Notice, Sheet, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { listed, namesOf } from "../people";
import type { Named } from "../types";
import { Answers } from "./Answers";
import { check, type Values, type Wrong } from "./form";
import { Fields } from "./Fields";
import { keep, readAll } from "./keep";
import { paper, type PaperName } from "./papers";
import { asking, lacking, offered, type Lacking } from "./rights";
import { renewed } from "./renewed";
import { settling } from "./settling";
import { p } from "./words";
import { begun, standsOf, written } from "./writing";

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
  const [opened] = useState(doc); // what the form shows was so when it was drawn
  const today = format.today(desk.now());
  const rights = name === "membership" ? asking(desk.docs.value.values(), desk.who.value?.person ?? "", today) : undefined;
  const conflicts = opened?.conflicts ?? [];
  // Where two have answered differently about a right, both answers are shown, whoever may give it.
  const form = rights && conflicts.length === 0 ? offered(paper(name), rights, standsOf(opened)) : paper(name);
  const [values, setValues] = useState<Values>(() => begun(form, opened, given));
  const [wrong, setWrong] = useState<Readonly<Record<string, Wrong>>>({});
  const { body, toFirst } = useFirstWrong();
  const [stopped, stop] = useState<Lacking | undefined>(undefined);
  const refused = opened && untaken(opened) ? opened.ref : undefined; // when it was new: it is written anew, or only read

  const save = (): void => {
    const checked = check(form, values, standsOf(opened), today);
    if ("wrong" in checked) {
      setWrong(checked.wrong);
      toFirst();
      return;
    }
    if (opened && refused !== undefined && form.kind === "person") {
      onClose();
      return void renew(opened, checked.set);
    }
    const change = written(form, opened, given, checked.set, (refused === undefined && ref) || `${form.kind}/${desk.newId()}`);
    const why = rights && lacking(rights, change.ref, standsOf(opened), { ...standsOf(opened), ...change.set });
    stop(why);
    if (why) return;
    onClose();
    if (Object.keys(change.set).length === 0) return;
    void keep(desk, toasts, change, p("said.saved")).then((kept) => (kept && refused !== undefined ? readAll(desk, refused) : undefined));
  };
  const renew = async (person: Doc, set: Set): Promise<void> => {
    const all = renewed(desk.docs.peek().values(), form, person, set, () => desk.newId());
    try {
      await desk.actAll(all.acts);
    } catch {
      return toasts.say(t("edit.notSaved"));
    }
    toasts.say(p("said.saved"));
    go(`/office/people/${all.person}`, true);
    for (const ref of all.instead) await readAll(desk, ref);
  };
  const write = (set: Set, words: string): void => {
    onClose();
    if (refused !== undefined) void readAll(desk, refused).then(() => toasts.say(words), () => toasts.say(t("edit.notSaved")));
    else if (opened) void keep(desk, toasts, { ref: opened.ref, base: opened.rev, ...settling(form, conflicts, opened.fields, set) }, words);
  };
  const is = opened !== undefined && opened.fields["void"] !== true;
  const ends = is && refused === undefined && form.fields.some((f) => f.name === "to") && !opened.fields["to"] && String(opened.fields["from"] ?? "") <= today;
  const removes = is && name !== "person" && name !== "customer" && name !== "provider";
  // Why they who are here may not: said instead of the button.
  const no = (set: Set): Lacking | undefined => (rights && opened && refused === undefined ? lacking(rights, opened.ref, opened.fields, { ...opened.fields, ...set }) : undefined);
  const [noEnd, noRemoval] = [ends ? no({ to: today }) : undefined, removes ? no({ void: true }) : undefined];
  return (
    <Sheet
      title={title} {...(sub ? { sub } : {})} onClose={onClose}
      actions={
        <Writes>
          <Button kind="primary" onClick={save}>{t("do.save")}</Button>
          {ends && !noEnd && <Button kind="quiet" onClick={() => write({ to: today }, p("said.saved"))}>{p("do.end")}</Button>}
          {removes && !noRemoval && <Button kind="quiet" onClick={() => write({ void: true }, p("said.removed"))}>{p("do.remove")}</Button>}
        </Writes>
      }
    >
      <Answers form={form} conflicts={conflicts} stands={opened?.fields} names={namesOf(desk.docs.value, t("who.someone"))} onTake={(answer) => setValues((now) => ({ ...now, ...answer }))} />
      {opened?.refused && <Notice tone="alarm" icon="alarm">{p("refusedDo", { why: said(opened.refused.verdict?.message) })}</Notice>}
      {stopped && <Notice tone="alarm" icon="alarm" live>{p(`rights.${stopped}`)} {p("rights.unsaved")}</Notice>}
      {!stopped && (noEnd ?? noRemoval) && <Writes><Notice icon="info">{p(`rights.${noEnd ?? noRemoval ?? "lastSigns"}`)}</Notice></Writes>}
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
