import { useEffect, useState } from "preact/hooks";
import { core } from "../../core";
import { format, language, said } from "../../i18n";
import { Button, Icon, Notice, Skeleton, Trouble } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Failed, sentence } from "../../ui/Failed";
import { Download } from "../out/Download";
import { o } from "../words";
import { ofThemselves, unreachedTable } from "./tables";
import { Steps } from "./Told";
import type { Case } from "./told";
import { r } from "./words";

/** Who was not reached about what, or has done nothing about it: with their telephone number, and a letter to print. */
export function ReachPage({ desk }: { desk: Desk }) {
  const asked = useAsked<{ people: readonly Case[] }>(desk, "/api/v1/office/unreached", 30_000);
  const people = asked.value?.people ?? [];
  return (
    <>
      <header class="head"><div><a class="back" href="/office"><Icon name="prev" flip /> {o("nav.board")}</a><h1>{r("title")}</h1></div></header>
      {asked.failed !== undefined && <Failed failed={asked.failed} again={asked.again} />}
      {asked.value === undefined && asked.failed === undefined && <Skeleton rows={4} label={r("loading")} />}
      {asked.value && people.length === 0 && <Trouble icon="check" title={r("none")}><p>{r("noneDo")}</p></Trouble>}
      {people.length > 0 && <p class="soft">{r("what")}</p>}
      <div class="people">{people.map((one) => <Person key={one.id} one={one} />)}</div>
      {people.length > 0 && <Download list={() => unreachedTable(people)} />}
    </>
  );
}

function Person({ one }: { one: Case }) {
  return (
    <section class="leaf stack" aria-labelledby={`p-${one.id} t-${one.id}`}>
      <h2 id={`p-${one.id}`}>{one.person.name}</h2>
      <p>
        <span id={`t-${one.id}`}>{ofThemselves(one) ? said(one.title) : r("about", { title: said(one.title), name: one.beneficiary.name })}</span>
        {one.last !== "" && <><br /><b>{r("last", { day: format.day(one.last) })}</b></>}
        <br /><span class="soft">{r(one.looked ? "looked" : "notLooked")}</span>
      </p>
      <Steps steps={one.steps} />
      <div class="row">
        {one.phone !== "" && <Button kind="line" href={`tel:${one.phone.replace(/[^+\d]/g, "")}`}>{r("call", { phone: one.phone })}</Button>}
        <Button kind="quiet" href={`/office/${one.beneficiary.id}/${one.month}`}>{r("month")}</Button>
      </div>
      <Letter one={one} />
    </section>
  );
}

// The letter needs the access token: so it is fetched, and then given to the browser; nothing of it is kept.
function Letter({ one }: { one: Case }) {
  const [page, show] = useState<string | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  useEffect(() => () => {
    if (page !== undefined) URL.revokeObjectURL(page);
  }, [page]);
  const get = async (): Promise<void> => {
    work(true);
    fail(undefined);
    try {
      const url = URL.createObjectURL((await core.request("GET", `/api/v1/office/unreached/${one.id}/letter?lang=${language.peek() === "en" ? "en" : "sv"}`, undefined, undefined, true)) as Blob);
      open(url, "_blank");
      show(url);
    } catch (why) {
      fail(why);
    }
    work(false);
  };
  return (
    <>
      <div><Button kind="line" icon="paper" busy={busy} label={r("letterTo", { name: one.person.name })} onClick={() => void get()}>{r("letter")}</Button></div>
      {page !== undefined && <Notice icon="info" live>{r("letter.ready")} <a href={page} target="_blank">{r("letter.open")}</a></Notice>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
    </>
  );
}
