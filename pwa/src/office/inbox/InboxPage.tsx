import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { text, type Json } from "../../core/types";
import { format, said, t } from "../../i18n";
import { Button, Chips, Icon, readsOnly, Skeleton, State, Trouble, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import { LateNotice } from "../LatePage";
import { NowLine } from "../now/NowLine";
import { AsOf, useKnown } from "../known";
import { Download } from "../out/Download";
import { answersFor, listed, namesOf } from "../people";
import { UnreachedNotice } from "../Unreached";
import { Here } from "./Here";
import { filtered, isHere, waitingOf, written, type Item, type Waiting, type Which } from "./inbox";
import { isAlarm, kindIcon, kindKey } from "./kinds";
import { dayAfter, Give, PutOff, titleOf } from "./Say";
import { i } from "./words";
import "./inbox.css";

const filters: readonly Which[] = ["all", "mine", "away"];

/** All that waits for the office: settled where it stands, given to a colleague, or put off until a day. */
export function InboxPage({ desk, query, toaster }: { desk: Desk; query: URLSearchParams; toaster: Toaster }) {
  const asked = useKnown<{ items: readonly Item[] }>(desk, "/api/v1/office/inbox", 15_000);
  const [opened, open] = useState("");
  const [saying, say] = useState<{ key: string; what: "give" | "put" } | undefined>(undefined);
  const list = useRef<HTMLOListElement>(null);
  const docs = desk.docs.value;
  const today = format.today(desk.now());
  const me = desk.who.value?.person ?? "";
  const names = useMemo(() => namesOf(docs, t("who.someone")), [docs]);
  const all = useMemo(() => (asked.value?.items ?? []).map((item) => waitingOf(item, docs, today)), [asked.value, docs, today]);
  const which = filters.find((one) => one === query.get("show")) ?? "all";
  const answers = useMemo(() => answersFor(docs, me, today), [docs, me, today]);
  const shown = filtered(all, which, me, answers);
  const colleagues = useMemo(() => listed(docs, today, names).filter(({ role }) => role === "coordinator"), [docs, today]);
  const of = saying && all.find(({ key }) => key === saying.key);

  const write = async (one: Waiting, set: Readonly<Record<string, Json>>, done: string, before?: Readonly<Record<string, Json>>): Promise<void> => {
    const { ref, base, set: fields, resolves } = written(one, set);
    try {
      await desk.act(ref, base, fields, resolves.length > 0 ? { resolves } : {});
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    toaster.say(done, before && (() => void write(waitingOf(one, desk.docs.value, today), before, i("done.undo"))));
  };
  const give = (one: Waiting, assignee: string, note: string): void => {
    say(undefined);
    void write(one, { assignee: assignee || null, note: note || null }, assignee === "" ? i("done.giveNobody") : i("done.give", { name: names(assignee) }), { assignee: one.assignee || null, note: one.note || null });
  };
  const put = (one: Waiting, until: string, note: string): void => {
    say(undefined);
    void write(one, { until, print: one.print, note: note || null }, i("done.put", { day: format.day(until) }), { until: one.until || null, note: one.note || null });
  };
  const stay = (show: Which): void => {
    history.replaceState(null, "", show === "all" ? "/office/inbox" : `/office/inbox?show=${show}`);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const at = document.activeElement;
      if (event.metaKey || event.ctrlKey || event.altKey || document.querySelector("dialog[open]") || at?.matches("input, textarea, select")) return;
      const firsts = [...(list.current?.querySelectorAll<HTMLElement>("[data-first] .btn") ?? [])];
      const mine = at?.closest("[data-key]");
      const here = firsts.findIndex((one) => mine?.contains(one));
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = firsts[event.key === "ArrowDown" ? here + 1 : Math.max(0, here - 1)];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
      } else if (mine instanceof HTMLElement && !readsOnly.value && (event.key === "g" || event.key === "s")) {
        event.preventDefault();
        say({ key: mine.dataset["key"] ?? "", what: event.key === "g" ? "give" : "put" });
      }
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);

  const count = (one: Which): number => filtered(all, one, me, answers).length;
  return (
    <>
      <header class="head"><h1>{i("title")}</h1></header>
      <NowLine desk={desk} />
      {asked.value && all.length > 0 && (
        <div class="tools">
          <Chips<Which> legend={i("filter")} name="which" value={which} onChange={stay} options={filters.map((one) => ({ value: one, label: i(one), count: count(one) }))} />
        </div>
      )}
      <AsOf of={asked} desk={desk}>{i("asOfDo")}</AsOf>
      {asked.failed !== undefined && asked.value === undefined && !desk.signedOut.value && <Failed failed={asked.failed} again={asked.again} />}
      {asked.value === undefined && asked.failed === undefined && <Skeleton rows={5} label={i("loading")} />}
      {asked.value && shown.length === 0 && (
        <Trouble icon={which === "away" ? "clock" : "check"} title={i(which === "all" ? "none" : which === "mine" ? "noneMine" : "noneAway")}>
          <p>{i(which === "away" ? "noneAwayWhat" : "noneWhat")}</p>
          {which !== "all" && <div><Button kind="line" onClick={() => stay("all")}>{i("showAll")}</Button></div>}
        </Trouble>
      )}
      {shown.length > 0 && <p class="soft inbox__what">{i("what")}</p>}
      {shown.length > 0 && (
        <ol class="inbox" ref={list} role="list">
          {shown.map((one) => (
            <One
              key={one.key} of={one} me={me} names={names} today={today} phone={text(docs.get(`person/${one.person.id}`)?.fields ?? {}, "phone")} opened={opened === one.key}
              onOpen={() => open(opened === one.key ? "" : one.key)} onSay={(what) => say({ key: one.key, what })}
              onTakeUp={() => void write(one, { until: null }, i("done.takeUp"), { until: one.until, print: one.print })}
            >
              <Here desk={desk} of={one} names={names} toaster={toaster} again={asked.again} onPut={(days, note) => { open(""); put(one, dayAfter(today, days), note); }} />
            </One>
          ))}
        </ol>
      )}
      {shown.length > 0 && <Download list={(lists) => lists.inbox(shown, names)} />}
      {shown.length > 0 && (
        <p class="keys soft s"><span class="vh">{i("keys")}</span><span><kbd>↑</kbd> <kbd>↓</kbd> {i("keyMove")}</span><span><kbd>Enter</kbd> {i("keyHere")}</span><span><kbd>G</kbd> {i("keyGive")}</span><span><kbd>S</kbd> {i("keyPut")}</span> <span>{i("keyHow")}</span></p>
      )}
      <div class="stack stack--s"><LateNotice desk={desk} /><UnreachedNotice desk={desk} /></div>
      {of && saying?.what === "give" && <Give of={of} colleagues={colleagues} me={me} onSay={(assignee, note) => give(of, assignee, note)} onClose={() => say(undefined)} />}
      {of && saying?.what === "put" && <PutOff of={of} today={today} onSay={(until, note) => put(of, until, note)} onClose={() => say(undefined)} />}
    </>
  );
}

interface OneProps {
  of: Waiting;
  me: string;
  names: (id: string) => string;
  today: string;
  phone: string;
  opened: boolean;
  onOpen: () => void;
  onSay: (what: "give" | "put") => void;
  onTakeUp: () => void;
  children: preact.ComponentChildren;
}

function One({ of, me, names, today, phone, opened, onOpen, onSay, onTakeUp, children }: OneProps) {
  const kind = i(kindKey(of.kind));
  const alarm = isAlarm(of.kind);
  const since = format.today(new Date(of.since));
  const days = format.daysBetween(since, today);
  const title = titleOf(of);
  const full = (word: string): string => i("about", { what: word, whose: `${kind}, ${title}` });
  return (
    <li class={`leaf inbox__one${opened ? " is-open" : ""}`} data-key={of.key}>
      <div class="inbox__say">
        <State tone={alarm ? "alarm" : "you"} icon={kindIcon(of.kind)}>{kind}</State>
        <h2>{title}</h2>
        <p>{said(of.message)}</p>
        <p class="inbox__facts s">
          {of.ore > 0 && <span class="b-risk"><Icon name="coin" /> {i("risk", { kr: format.kronor(of.ore) })}</span>}
          {of.since > "2" && <span class="soft">{days > 0 ? i("since", { day: format.day(since), n: days }) : i("sinceToday")}</span>}
          {of.last !== "" && <span class="soft">{i("last", { day: format.day(of.last) })}</span>}
        </p>
        {of.assignee !== "" && <p class="s"><Icon name="person" /> {of.assignee === me ? i("hasYou") : i("has", { name: names(of.assignee) })}</p>}
        {of.until !== "" && <p class="s"><Icon name="clock" /> {i(of.away ? "until" : "back", { day: format.day(of.until) })}</p>}
        {of.note !== "" && <p class="s">”{of.note}”</p>}
        {of.answers.length > 0 && <p class="s"><State tone="you" icon="you">{i("two")}</State></p>}
      </div>
      <div class="row inbox__do">
        <span data-first>
          {isHere(of) ? <Button kind="line" icon={opened ? "close" : "check"} label={full(i(opened ? "hereClose" : "here"))} onClick={onOpen}>{i(opened ? "hereClose" : "here")}</Button> : <Button kind="line" icon="arrow" href={of.place} label={full(i("open"))}>{i("open")}</Button>}
        </span>
        {of.kind === "unreached" && phone !== "" && <Button kind="quiet" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{i("call", { phone })}</Button>}
        <Writes>
          <Button kind="quiet" icon="person" label={full(i("give"))} onClick={() => onSay("give")}>{i("give")}</Button>
          {of.until === "" || !of.away ? <Button kind="quiet" icon="clock" label={full(i("put"))} onClick={() => onSay("put")}>{i("put")}</Button> : <Button kind="quiet" icon="undo" label={full(i("takeUp"))} onClick={onTakeUp}>{i("takeUp")}</Button>}
        </Writes>
      </div>
      {opened && <div class="inbox__here">{children}</div>}
    </li>
  );
}
