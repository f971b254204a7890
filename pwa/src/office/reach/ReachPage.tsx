import { format, said } from "../../i18n";
import { useLanding } from "../landing";
import { Button, Icon, Skeleton, Trouble } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import { Download } from "../out/Download";
import { o } from "../words";
import { Letter } from "./Letter";
import { ofThemselves, unreachedTable } from "./tables";
import { Steps } from "./Told";
import type { Case } from "./told";
import { r } from "./words";

/** Who was not reached about what, or has done nothing about it: with their telephone number, and a letter to print. */
export function ReachPage({ desk }: { desk: Desk }) {
  const asked = useAsked<{ people: readonly Case[] }>(desk, "/api/v1/office/unreached", 30_000);
  const people = asked.value?.people ?? [];
  useLanding();
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
