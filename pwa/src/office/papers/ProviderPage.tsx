import { useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { Button, readsOnly, Skeleton, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { namesOf } from "../people";
import { Answers } from "./Answers";
import { Fields } from "./Fields";
import { check, valuesOf, type Values, type Wrong } from "./form";
import { keep } from "./keep";
import { useFirstWrong } from "./PaperSheet";
import { papers } from "./papers";
import { settling } from "./settling";
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
          {!readsOnly.value && <Button kind="line" icon="switch" href="/office/systems">{o("systems.title")}</Button>}
          {!readsOnly.value && <Button kind="line" icon="store" href="/office/operator">{p("title.operator")}</Button>}
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
    const written = settling(papers.provider, conflicts, opened?.fields, checked.set);
    if (Object.keys(written.set).length === 0) return toasts.say(p("said.saved"));
    void keep(desk, toasts, { ref: of, base: opened?.rev ?? 0, ...written }, p("said.saved"));
  };
  return (
    <div class="one-form leaf stack" ref={body}>
      <Answers form={papers.provider} conflicts={conflicts} stands={opened?.fields} names={namesOf(desk.docs.value, t("who.someone"))} onTake={(answer) => setValues((now) => ({ ...now, ...answer }))} />
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
