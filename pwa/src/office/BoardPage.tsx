import { useEffect, useRef, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button, Chips, Icon, Notice, Skeleton, Trouble } from "../ui";
import { Failed } from "../ui/Failed";
import { useAsked } from "../ui/asking";
import { BoardTable } from "./BoardTable";
import type { Desk } from "../ui/desk";
import { Download } from "./out/Download";
import { JoinNotice } from "./send/JoinNotice";
import { w } from "./send/words";
import { shown, turn, type Turn } from "./stages";
import type { Board } from "./types";
import { o } from "./words";

/** Every customer of a month at once: how far each has come, whose turn it is, what is at risk. */
export function BoardPage({ desk, month }: { desk: Desk; month: string }) {
  const asked = useAsked<Board>(desk, `/api/v1/board?month=${month}`, 2_000);
  const [search, find] = useState("");
  const [filter, show] = useState<Turn | "all">("all");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      const at = event.target;
      if (event.key !== "/" || (at instanceof Element && at.closest("input:not([type=radio]), textarea, select, dialog"))) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener("keydown", jump);
    return () => document.removeEventListener("keydown", jump);
  }, []);

  const board = asked.value;
  const title = format.capital(format.month(month, true));
  const all = board?.customers ?? [];
  const customers = shown(all, search, filter);
  const count = (whose: Turn): number => all.filter((c) => turn(c) === whose).length;
  const ore = all.reduce((sum, c) => sum + c.ore, 0);
  const to = (n: number): string => `/office?month=${format.monthAfter(month, n)}`;
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
            {ore > 0 && <div><dt>{o("board.riskAll", { month: format.month(month) })}</dt><dd>{format.kronor(ore)}</dd></div>}
          </dl>
        )}
      </header>
      {board && all.length > 0 && (
        <form class="tools" role="search" onSubmit={(e) => e.preventDefault()}>
          <label class="find">
            <span class="vh">{o("board.search")}</span>
            <Icon name="search" />
            <input class="input" type="search" ref={field} placeholder={o("board.search")} value={search} onInput={(e) => find(e.currentTarget.value)} />
            <kbd aria-hidden="true">/</kbd>
          </label>
          <Chips<Turn | "all">
            legend={o("board.filter")} name="filter" value={filter} onChange={show}
            options={[
              { value: "you", label: o("board.you"), count: count("you") },
              { value: "waits", label: o("board.waits"), count: count("waits") },
              { value: "done", label: o("board.done"), count: count("done") },
              { value: "all", label: o("board.all"), count: all.length },
            ]}
          />
          <Sheets month={month} customers={all} />
        </form>
      )}
      {board && <JoinNotice desk={desk} />}
      {asked.failed !== undefined && (board ? <Notice icon="nonet" live>{o(desk.online.value ? "state.server" : "state.offline")}</Notice> : <Failed failed={asked.failed} again={asked.again} />)}
      {board === undefined && asked.failed === undefined && <Skeleton rows={6} label={o("board.loading")} />}
      {board && all.length === 0 && (
        <Trouble icon="book" title={o("board.empty", { month: format.month(month) })}><p>{o("board.emptyDo")}</p></Trouble>
      )}
      {board && all.length > 0 && customers.length === 0 && (
        <Trouble icon="search" title={o("board.noMatch")}>
          <p>{o("board.noMatchDo")}</p>
          <Button kind="line" onClick={() => { find(""); show("all"); }}>{o("board.showAll")}</Button>
        </Trouble>
      )}
      {customers.length > 0 && <BoardTable customers={customers} month={month} />}
      {customers.length > 0 && <Download list={(lists) => lists.board(customers, month)} />}
      {customers.length > 0 && (
        <p class="keys soft s">
          <span class="vh">{o("board.keys")}</span><span><kbd>/</kbd> {o("board.keySearch")}</span><span><kbd>↑</kbd> <kbd>↓</kbd> {o("board.keyRow")}</span><span><kbd>Enter</kbd> {o("board.keyOpen")}</span>
        </p>
      )}
      <span class="vh" role="status">{board && search ? t("month.things", { n: customers.length }) : ""}</span>
    </>
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
