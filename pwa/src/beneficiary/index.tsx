// The beneficiary's rooms, and those of whoever acts for one: home, the invoice, the receipt, help.

import { useEffect, useState } from "preact/hooks";
import { text } from "../core/types";
import { format, t } from "../i18n";
import { locked } from "../lock";
import { look } from "../look";
import { route } from "../route";
import { useAsked } from "../ui/asking";
import { desk as device, notices as told } from "../ui/device";
import { App, Bar, Button, Icon, Tabs, Trouble, Troubles, useArrival, type Desk, type Notices } from "../ui";
import { SignedOut } from "../ui/Failed";
import { Fetched } from "../ui/Fetched";
import { Aloud, hush } from "./Aloud";
import { easy, stepIn } from "./easy";
import { EasySwitch } from "./EasySwitch";
import { HelpPage } from "./HelpPage";
import { HomePage } from "./HomePage";
import { InvoicePage } from "./InvoicePage";
import { asks, listOf, peopleOf, turnOf, type Listed } from "./mine";
import { PickPage } from "./PickPage";
import { questions } from "./questions";
import { b } from "./words";
import "./beneficiary.css";

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The beneficiary's app at a path: /, /byt, /help, /rakning/<beneficiary>/<month> (?tillbaka=1 when coming back) and what lies behind it. */
export function Beneficiary({ desk, notices, path, search }: { desk: Desk; notices: Notices; path: string; search: string }) {
  const doubled = look.value.text === "150" || look.value.text === "200"; // already larger than large
  useEffect(() => {
    if (!doubled) document.documentElement.dataset["size"] = "large";
    return () => {
      delete document.documentElement.dataset["size"];
    };
  }, [doubled]);
  useEffect(() => hush, [path, search, locked.value]);

  const [, place = "", of = "", which = "", behind = ""] = path.split("/");
  const asked = useAsked<Parameters<typeof listOf>[0]>(desk, "/api/v1/invoices", 30_000);
  const invoices = asked.value === undefined ? undefined : listOf(asked.value);
  const me = desk.who.value?.person ?? "";
  const docs = desk.docs.value;
  const nameOf = (id: string): string => {
    const person = docs.get(`person/${id}`);
    return (person && text(person.fields, "name")) || invoices?.find((i) => i.beneficiary.id === id)?.beneficiary.name || (id === me ? desk.who.value?.name ?? "" : "");
  };
  const people = peopleOf(docs, invoices ?? [], me, desk.who.value?.roles ?? [], format.today(desk.now()), nameOf);
  const [picked, pick] = useState<string | undefined>(undefined);
  const about = (place === "rakning" || place === "talk") && month.test(which);
  const named = place === "rakning" || place === "talk" ? decodeURIComponent(of) : picked;
  const whom = people.find((p) => p.id === named) ?? (people.length === 1 ? people[0] : undefined);
  useEffect(() => {
    if (place === "rakning" || place === "talk") pick(decodeURIComponent(of));
  }, [place, of]);

  const mine = (invoices ?? []).filter((i) => whom !== undefined && i.beneficiary.id === whom.id);
  const turn = turnOf(mine);
  const waiting = turn && asks(turn.invoice) ? turn : undefined;
  const onInvoice = place === "rakning" && month.test(which);
  const picks = people.length > 1 && (place === "byt" || (place === "" && whom === undefined));
  useArrival(path, about ? titleOf(onInvoice ? behind : "", onInvoice ? search : "", format.month(which)) : place === "help" ? b("help.title") : place === "reach" ? b("reach.title") : picks ? b("home.pick") : place === "" || place === "byt" ? b("nav.home") : t("trouble.nothing"));
  const back = behind === "" ? { href: "/", label: b("nav.home") } : { href: `/rakning/${of}/${which}`, label: b("nav.invoice") };
  return (
    <App
      bar={<Bar {...(about ? { back } : {})}><div class="read"><Aloud of="main">{b("aloud.page")}</Aloud><EasySwitch /></div></Bar>}
      tabs={<Tabs items={tabsOf(place, turn ?? mine[0], waiting !== undefined)} />}
    >
      {whom && !picks && (people.length > 1 || whom.id !== me) && (
        <p class="acting"><Icon name="person" /> <strong>{whom.id === me ? b("home.own", { name: whom.name }) : b("home.for", { name: whom.name })}</strong>{people.length > 1 && <Button kind="quiet" href="/byt">{b("home.change")}</Button>}</p>
      )}
      <Troubles desk={desk} short={nameOf} />
      {desk.signedOut.value && <SignedOut waiting={desk.waiting.value} />}
      {onInvoice ? (
        <InvoicePage key={`${of}/${which}`} desk={desk} beneficiary={decodeURIComponent(of)} month={which} place={behind} search={search} nameOf={nameOf} />
      ) : about ? (
        <Fetched from={talk} show={({ TalkPage }) => <TalkPage key={path} {...{ desk, nameOf, search }} then={behind} beneficiary={decodeURIComponent(of)} month={which} />} />
      ) : place === "help" ? (
        <HelpPage desk={desk} notices={notices} whom={whom} />
      ) : place === "reach" ? (
        <Fetched from={reach} show={({ default: Reach }) => <Reach />} />
      ) : picks ? (
        <PickPage people={people} invoices={invoices ?? []} me={me} now={whom} onPick={pick} />
      ) : place === "" || place === "byt" ? (
        <>
          {whom && <Fetched quiet from={talk} show={({ NewTalk }) => <NewTalk {...{ desk, nameOf }} beneficiary={whom.id} />} />}
          <HomePage desk={desk} notices={notices} asked={asked} invoices={mine} whom={whom} nameOf={nameOf} />
        </>
      ) : (
        <Trouble level={1} icon="info" title={t("trouble.nothing")}><Button kind="primary" wide href="/">{b("nav.home")}</Button></Trouble>
      )}
    </App>
  );
}

/** What a page of an invoice is called in the browser: each step of it by itself. */
function titleOf(behind: string, search: string, month: string): string {
  const invoice = b("invoice.title", { month });
  if (behind === "papper") return `${b("paper.title")}: ${invoice}`;
  const n = behind === "fragor" ? stepIn(search, questions.length + 1, "n") : stepIn(search, Infinity);
  if (behind === "fragor") return `${n > questions.length ? b("asked.title") : b("asked.step", { n, of: questions.length })}: ${invoice}`;
  return easy.value && n > 1 ? `${b("easy.page", { n })}: ${invoice}` : invoice;
}

function tabsOf(place: string, invoice: Listed | undefined, waiting: boolean) {
  const tabs = [{ href: "/", icon: <Icon name="home" />, label: b("nav.home"), current: place === "" }];
  const there = invoice && { href: `/rakning/${invoice.beneficiary.id}/${invoice.month}`, icon: <Icon name="paper" />, label: b("nav.invoice"), current: place === "rakning" || place === "talk" };
  return [
    ...tabs,
    ...(there ? [waiting ? { ...there, dot: 1, dotWords: t("sync.needsYou", { n: 1 }) } : there] : []),
    { href: "/help", icon: <Icon name="help" />, label: b("help.nav"), current: place === "help" },
  ];
}

const talk = () => import("./talk");
const reach = () => import("../reach");

/** The room, standing on this app's device. */
export default function Room() {
  const { path, query } = route.value;
  return <Beneficiary desk={device} notices={told} path={path} search={query} />;
}
