import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Unreachable } from "../core/api";
import { format, language, t } from "../i18n";
import { Button, Chips, Icon, readsOnly, Skeleton, Trouble, type Toaster } from "../ui";
import { Failed } from "../ui/Failed";
import { BoardTable } from "./BoardTable";
import { Chosen } from "./Chosen";
import { useSame } from "./keeping";
import { AsOf, useKnown } from "./known";
import type { Deed } from "./many/plan";
import { answersFor, engagedNames, namesOf } from "./people";
import { among, nothing, pressed, type Press, type Selection } from "./selection";
import type { Desk } from "../ui/desk";
import { lineNow, useMinute } from "./going";
import { NowLine } from "./now/NowLine";
import { Download } from "./out/Download";
import { JoinNotice } from "./send/JoinNotice";
import { w } from "./send/words";
import { orderOf, orderText, shown, turn, type Turn } from "./stages";
import type { Board } from "./types";
import { o } from "./words";

interface BoardPageProps {
  desk: Desk;
  month: string;
  /** What the address says is shown, and in which order. */
  query: URLSearchParams;
  toaster: Toaster;
}

const turns: readonly (Turn | "all")[] = ["you", "waits", "done", "all"];

/** Every customer of a month at once: how far each has come, whose turn it is, what is at risk. */
export function BoardPage({ desk, month, query, toaster }: BoardPageProps) {
  const asked = useKnown<Board>(desk, `/api/v1/board?month=${month}`, 1_500);
  const [search, find] = useState("");
  const [selection, select] = useState<Selection>(nothing);
  const [deed, begin] = useState<Deed | undefined>(undefined);
  const filter = turns.find((one) => one === query.get("show")) ?? "all";
  const order = orderOf(query.get("sort"));
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      const at = event.target;
      if (event.key !== "/" || (at instanceof Element && at.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog"))) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", jump);
    return () => document.removeEventListener("keydown", jump);
  }, []);
  useEffect(() => select(nothing), [month]);
  const away = asked.failed instanceof Unreachable; // a server that answers says itself what it will not do
  const start = useCallback((next: Deed | undefined) => (away && next !== undefined ? toaster.say(o("board.needsNet")) : begin(next)), [away]);
  const press = useCallback((what: Press) => select((before) => pressed(before, what)), []);

  const board = asked.value;
  const title = format.capital(format.month(month, true));
  const minute = useMinute(desk);
  const lines = useMemo(() => (board?.customers ?? none).map((line) => lineNow(line, minute)), [board, minute, language.value]);
  const every = useSame(lines, ({ beneficiary }) => beneficiary.id);
  const docs = desk.docs.value;
  const me = desk.who.value?.person ?? "";
  const today = format.today(desk.now());
  const answers = useMemo(() => answersFor(docs, me, today), [docs, me, today]);
  const mine = answers.size > 0 && query.get("mine") === "1";
  const all = useMemo(() => (mine ? every.filter((c) => answers.has(c.beneficiary.id)) : every), [every, mine, answers]);
  const searching = search.trim() !== "";
  // Whose assistant somebody is this device knows by itself; it is looked up while somebody searches.
  const assistants = useMemo(() => (searching ? engagedNames(docs, month, namesOf(docs, "")) : undefined), [searching, docs, month]);
  const customers = useMemo(() => shown(all, search, filter, order, assistants), [all, search, filter, orderText(order), assistants]);
  const there = useMemo(() => new Set(all.map((c) => c.beneficiary.id)), [all]);
  const chosen = useMemo(() => among(selection, there), [selection, there]);
  const chosenCustomers = useMemo(() => all.filter((c) => chosen.chosen.has(c.beneficiary.id)), [all, chosen]);
  const count = (whose: Turn): number => all.filter((c) => turn(c) === whose).length;
  const ore = all.reduce((sum, c) => sum + c.ore, 0);
  const at = (change: Record<string, string>): string => {
    const address = new URLSearchParams({ month, show: filter, sort: orderText(order), mine: mine ? "1" : "", ...change });
    if (address.get("mine") === "") address.delete("mine");
    if (address.get("show") === "all") address.delete("show");
    if (address.get("sort") === "") address.delete("sort");
    return `/office?${address.toString()}`;
  };
  // Where one is stays the same page: nothing scrolls, and the focus stays.
  const stay = (change: Record<string, string>): void => {
    history.replaceState(null, "", at(change));
    dispatchEvent(new PopStateEvent("popstate"));
  };
  const to = (n: number): string => at({ month: format.monthAfter(month, n) });
  return (
    <>
      <header class="head">
        <div class="head__title">
          <Button kind="line" icon="prev" href={to(-1)} label={o("board.previous", { month: format.month(format.monthAfter(month, -1), true) })} />
          <h1>{title}</h1>
          <Button kind="line" icon="next" href={to(1)} label={o("board.next", { month: format.month(format.monthAfter(month, 1), true) })} />
        </div>
        {board && (
          <dl class="count">
            {board.ownDeadline && <div><dt>{o("board.ownDeadline", { day: format.day(board.ownDeadline) })}</dt><dd>{daysLeft(format.today(desk.now()), board.ownDeadline)}</dd></div>}
            <div><dt>{o("board.deadline", { day: format.day(board.deadline) })}</dt><dd>{daysLeft(format.today(desk.now()), board.deadline)}</dd></div>
            {asked.from !== undefined && <div><dt>{o("board.from")}</dt><dd>{format.moment(asked.from)}</dd></div>}
            {ore > 0 && <div><dt>{o("board.riskAll", { month: format.month(month) })}</dt><dd>{format.kronor(ore)}</dd></div>}
          </dl>
        )}
        {board?.estimated && ore > 0 && <p class="soft s">{o("now.estimated")}</p>}
      </header>
      <NowLine desk={desk} />
      {board && every.length > 0 && (
        <form class="tools" role="search" onSubmit={(e) => e.preventDefault()}>
          <label class="find">
            <span class="vh">{o("board.search")}</span>
            <Icon name="search" />
            <input class="input" type="search" ref={field} placeholder={o("board.search")} value={search} onInput={(e) => find(e.currentTarget.value)} />
            <kbd aria-hidden="true">/</kbd>
          </label>
          <Chips<Turn | "all">
            legend={o("board.filter")} name="filter" value={filter} onChange={(show) => stay({ show })}
            options={[
              { value: "you", label: o("board.you"), count: count("you") },
              { value: "waits", label: o("board.waits"), count: count("waits") },
              { value: "done", label: o("board.done"), count: count("done") },
              { value: "all", label: o("board.all"), count: all.length },
            ]}
          />
          {answers.size > 0 && <label class="check"><input type="checkbox" checked={mine} onChange={(e) => stay({ mine: e.currentTarget.checked ? "1" : "" })} /><span>{o("board.mine")} <b>{every.filter((c) => answers.has(c.beneficiary.id)).length}</b></span></label>}
          <label class="tools__sort">
            <span>{o("board.order")}</span>
            <select class="input" value={orderText(order)} onChange={(e) => stay({ sort: e.currentTarget.value })}>
              <option value="">{o("board.orderTurn")}</option>
              <option value="name">{o("board.orderName")}</option>
              <option value="step">{o("board.orderStep")}</option>
              <option value="risk">{o("board.orderRisk")}</option>
            </select>
          </label>
          <Sheets month={month} customers={all} />
        </form>
      )}
      {board && <JoinNotice desk={desk} />}
      <AsOf of={asked} desk={desk}>{o("board.asOf")}</AsOf>
      {asked.failed !== undefined && board === undefined && !desk.signedOut.value && <Failed failed={asked.failed} again={asked.again} />}
      {board === undefined && asked.failed === undefined && <Skeleton rows={6} label={o("board.loading")} />}
      {board && every.length === 0 && (
        <Trouble icon="book" title={o("board.empty", { month: format.month(month) })}><p>{o("board.emptyDo")}</p></Trouble>
      )}
      {board && every.length > 0 && customers.length === 0 && (
        <Trouble icon="search" title={o("board.noMatch")}>
          <p>{o("board.noMatchDo")}</p>
          <Button kind="line" onClick={() => { find(""); stay({ show: "all", mine: "" }); }}>{o("board.showAll")}</Button>
        </Trouble>
      )}
      {customers.length > 0 && <BoardTable customers={customers} month={month} selection={chosen} onPress={press} order={order} onOrder={(next) => stay({ sort: orderText(next) })} onDeed={start} />}
      {customers.length > 0 && <Download list={(lists) => lists.board(customers, month)} />}
      {customers.length > 0 && <Keys />}
      <Chosen
        desk={desk} month={month} customers={chosenCustomers} hidden={chosenCustomers.filter((c) => !customers.includes(c)).length} deed={deed} onDeed={start}
        onNone={() => press({ is: "none" })} again={asked.again} toaster={toaster}
      />
      <span class="vh" role="status">{board && search ? t("month.things", { n: customers.length }) : ""}</span>
    </>
  );
}

const none: Board["customers"] = [];

/** The keys that do something here. */
function Keys() {
  return (
    <p class="keys soft s">
      <span class="vh">{o("board.keys")}</span><span><kbd>/</kbd> {o("board.keySearch")}</span><span><kbd>↑</kbd> <kbd>↓</kbd> {o("board.keyRow")}</span>
      {!readsOnly.value && (
        <>
          <span><kbd>{o("board.keySpace")}</kbd> <kbd>X</kbd> {o("board.keyChoose")}</span>
          <span><kbd>Shift</kbd> <kbd>↑</kbd> <kbd>↓</kbd> {o("board.keyStretch")}</span><span><kbd>A</kbd> {o("board.keyAll")}</span><span><kbd>Esc</kbd> {o("board.keyNone")}</span><span><kbd>P</kbd> {o("board.keyRemind")}</span><span><kbd>U</kbd> {o("board.keySign")}</span><span><kbd>S</kbd> {o("board.keySend")}</span><span><kbd>V</kbd> {o("board.keyPrint")}</span><span><kbd>L</kbd> {o("board.keyLock")}</span>
        </>
      )}
      <span><kbd>Enter</kbd> {o("board.keyOpen")}</span> {!readsOnly.value && <span>{o("board.keyHow")}</span>}
    </p>
  );
}

/** The way to the month's timesheets: it says what is to be done with them. */
function Sheets({ month, customers }: { month: string; customers: Board["customers"] }) {
  const count = (what: "approve" | "send"): number => customers.reduce((n, { sheets }) => n + sheets[what], 0);
  const [approve, send] = [count("approve"), count("send")];
  return (
    <Button
      kind={approve + send > 0 ? "primary" : "line"} icon={approve > 0 ? "pen" : send > 0 ? "arrow" : "paper"} href={`/office/sheets/${month}`}
      label={approve > 0 ? w("sheet.signMany", { n: approve }) : send > 0 ? w("sheet.sendMany", { n: send }) : undefined}
    >
      {approve > 0 ? `${w("sheet.signShort")} ${approve}` : send > 0 ? `${w("sheet.sendShort")} ${send}` : w("all.link")}
    </Button>
  );
}

/** Days to a deadline, in words. */
export function daysLeft(today: string, deadline: string): string {
  const n = format.daysBetween(today, deadline);
  if (n === 0) return o("board.today");
  return n > 0 ? o("board.daysLeft", { n }) : o("board.late", { n: -n });
}
