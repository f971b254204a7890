import { useState } from "preact/hooks";
import type { Json } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, Notice, Skeleton, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Fields } from "./Fields";
import { check, valuesOf, type Values, type Wrong } from "./form";
import { keep } from "./keep";
import { useFirstWrong } from "./PaperSheet";
import { papers } from "./papers";
import { w } from "../send/words";
import { o } from "../words";
import { p } from "./words";

/** What the provider says of itself: on the papers, and for the office's own days. */
export function ProviderPage({ desk, toasts }: { desk: Desk; toasts: Toaster }) {
  const doc = [...desk.docs.value.values()].find((one) => one.kind === "provider");
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/people">{p("list.back")}</Button>
          <h1>{p("title.provider")}</h1>
          <p class="soft">{p("provider.what")}</p>
        </div>
        <div class="row">
          <Button kind="line" icon="plug" href="/office/connection">{w("join.link")}</Button>
          <Button kind="line" icon="coin" href="/office/unsocial">{o("unsocial.title")}</Button>
          <Button kind="line" icon="book" href="/office/reports">{o("nav.reports")}</Button>
          <Button kind="line" icon="switch" href="/office/systems">{o("systems.title")}</Button>
          <Button kind="line" icon="store" href="/office/operator">{p("title.operator")}</Button>
        </div>
      </header>
      {doc ? <Form key={doc.rev} desk={desk} toasts={toasts} of={doc.ref} /> : <Skeleton rows={6} label={t("trouble.offline")} />}
    </>
  );
}

function Form({ desk, toasts, of }: { desk: Desk; toasts: Toaster; of: string }) {
  const [opened] = useState(() => desk.docs.peek().get(of)); // what the form shows was so when it was drawn
  const [values, setValues] = useState<Values>(() => valuesOf(papers.provider, opened?.fields));
  const [wrong, setWrong] = useState<Readonly<Record<string, Wrong>>>({});
  const { body, toFirst } = useFirstWrong();
  const today = format.today(desk.now());
  const conflicts = opened?.conflicts ?? [];
  const save = (): void => {
    const checked = check(papers.provider, values, opened?.fields, today);
    if ("wrong" in checked) {
      setWrong(checked.wrong);
      toFirst();
      return;
    }
    const set: Record<string, Json> = { ...checked.set };
    for (const { fields } of conflicts) for (const field of fields) set[field] ??= opened?.fields[field] ?? null;
    const resolves = conflicts.flatMap((c) => c.candidates.map((one) => one.op));
    if (Object.keys(set).length === 0) return toasts.say(p("said.saved"));
    void keep(desk, toasts, { ref: of, base: opened?.rev ?? 0, set, ...(resolves.length > 0 ? { resolves } : {}) }, p("said.saved"));
  };
  return (
    <div class="one-form leaf stack" ref={body}>
      {conflicts.length > 0 && <Notice tone="you" icon="you">{p("twoDo")}</Notice>}
      <Fields
        paper={papers.provider} values={values} wrong={wrong} today={today} people={() => []}
        onChange={(field, value) => {
          setValues((now) => ({ ...now, [field]: value }));
          setWrong(({ [field]: _, ...others }) => others);
        }}
      />
      <Writes><Button kind="primary" wide onClick={save}>{t("do.save")}</Button></Writes>
    </div>
  );
}
