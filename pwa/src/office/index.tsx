// The office: a board of the month, a customer's month, the people.

import { useEffect, useMemo } from "preact/hooks";
import { format, t } from "../i18n";
import { route } from "../route";
import { text } from "../core/types";
import { Button, readsOnly, toaster, Trouble, useArrival } from "../ui";
import { desk as device, notices as told } from "../ui/device";
import type { Desk, Notices } from "../ui/desk";
import { BoardPage } from "./BoardPage";
import { Fetched } from "../ui/Fetched";
import { MePage } from "./MePage";
import { Frame } from "./Frame";
import { UnreachedNotice } from "./Unreached";
import { LateNotice, LatePage } from "./LatePage";
import { MonthPage } from "./MonthPage";
import { PeoplePage } from "./PeoplePage";
import { First } from "./papers/First";
import { Papers } from "./papers/index";
import { p } from "./papers/words";
import { w } from "./send/words";
import { PlanPage, PlanStart } from "./plan/PlanPage";
import { datesOf, numberOf, weekOf } from "./plan/week";
import { o } from "./words";
import "./office.css";
import "./board.css";
import "./month.css";
import "./plan/plan.css";
import "./papers/papers.css";
import "./send/send.css";
import "./out/out.css";

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The office at a path: /office (?month=2026-10), /office/people, /office/people/<person | new | import | papers>, /office/people/<person>/leave, /office/provider, /office/me, /office/late, /office/unreached, /office/<beneficiary>/<month>, /office/plan, /office/plan/<beneficiary>/<week>, /office/sheets/<month>, /office/payroll/<month>, /office/connection, /office/systems, /office/operator. */
export function Office({ desk, notices, path, search }: { desk: Desk; notices: Notices; path: string; search: string }) {
  const toasts = useMemo(toaster, []);
  const [, , first = "", second = "", third = ""] = path.split("/");
  const planning = first === "plan" && (second === "" || datesOf(third).length > 0);
  const shown = asked(search) ?? lastMonth(desk.now());
  const sheets = first === "sheets" && month.test(second);
  const paying = first === "payroll" && month.test(second);
  const customer = desk.docs.value.get(`person/${decodeURIComponent(planning ? second : first)}`);
  const named = customer ? text(customer.fields, "name") : "";
  useArrival(path + search, paying ? o("payroll.title", { month: format.month(second, true) }) : first === "systems" ? o("systems.title") : sheets ? w("all.title", { month: format.month(second, true) }) : first === "connection" ? w("join.title") : planning ? (second === "" ? o("nav.plan") : o("plan.title", { name: named, n: numberOf(third) })) : first === "people" || first === "provider" ? papersTitle(desk, first === "provider" ? first : decodeURIComponent(second)) : first === "me" ? t("more.title") : first === "operator" ? p("title.operator") : first === "late" ? o("late.title") : first === "" ? format.capital(format.month(shown, true)) : month.test(second) ? o("month.of", { name: named, month: format.month(second) }) : t("trouble.nothing"));
  return (
    <Frame desk={desk} place={first === "provider" || first === "connection" || first === "systems" || first === "operator" ? "people" : first === "people" || first === "me" || first === "plan" ? first : "board"} toaster={toasts}>
      {paying ? <Fetched from={out} show={({ PayrollPage }) => <PayrollPage key={path} desk={desk} month={second} toaster={toasts} />} /> : first === "systems" ? <Fetched from={out} show={({ SystemsPage }) => <SystemsPage desk={desk} toaster={toasts} />} /> : sheets ? <Fetched from={pages} show={({ SheetsPage }) => <SheetsPage key={path} desk={desk} month={second} toaster={toasts} />} /> : first === "connection" ? (
        <Fetched from={pages} show={({ ConnectionPage }) => <ConnectionPage desk={desk} toaster={toasts} />} />
      ) : first === "operator" ? <Fetched from={running} show={({ OperatorPage }) => <OperatorPage desk={desk} />} /> : first === "people" && second === "papers" ? <Fetched from={staff} show={({ PapersPage }) => <PapersPage desk={desk} />} /> : first === "people" && third === "leave" ? (
        <Fetched from={staff} show={({ LeavePage }) => <LeavePage key={path} desk={desk} toasts={toasts} id={decodeURIComponent(second)} />} />
      ) : planning ? (second === "" ? <PlanStart desk={desk} week={weekOf(format.today(desk.now()))} /> : (
        <PlanPage key={path} desk={desk} beneficiary={decodeURIComponent(second)} week={third} toaster={toasts} />
      )) : first === "provider" || (first === "people" && second !== "") ? <Papers desk={desk} toasts={toasts} which={first === "provider" ? first : decodeURIComponent(second)} query={new URLSearchParams(search)} /> : first === "people" ? <PeoplePage desk={desk} /> : first === "me" ? <MePage desk={desk} notices={notices} /> : first === "" ? (
        <>
          <First desk={desk} />
          <LateNotice desk={desk} />
          <UnreachedNotice desk={desk} />
          <BoardPage desk={desk} month={shown} />
        </>
      ) : first === "unreached" ? <Fetched from={reach} show={({ ReachPage }) => <ReachPage desk={desk} />} /> : first === "late" ? <LatePage desk={desk} toaster={toasts} /> : month.test(second) ? (
        <MonthPage key={path} desk={desk} beneficiary={decodeURIComponent(first)} month={second} toaster={toasts} />
      ) : (
        <Trouble level={1} icon="info" title={t("trouble.nothing")}><div><Button kind="primary" href="/office">{o("nav.board")}</Button></div></Trouble>
      )}
    </Frame>
  );
}

const pages = () => import("./send/pages");
const reach = () => import("./reach/pages");
const out = () => import("./out/pages");
const running = () => import("./operator/pages");
const staff = () => import("./staff/pages");

function papersTitle(desk: Desk, which: string): string {
  if (which === "") return o("people.title");
  if (which === "papers") return p("list.papers");
  if (which === "new" || which === "import" || which === "provider") return p(`title.${which}`);
  const person = desk.docs.value.get(`person/${which}`);
  return person ? text(person.fields, "name") : t("trouble.nothing");
}

function asked(search: string): string | undefined {
  const wanted = new URLSearchParams(search).get("month") ?? "";
  return month.test(wanted) ? wanted : undefined;
}

/** The month that the office works with: the one that has just ended. */
function lastMonth(now: Date): string {
  return format.monthAfter(format.today(now), -1);
}

/** The room, standing on this app's device. */
export default function Room() {
  const { path, query } = route.value;
  const roles = device.who.value?.roles ?? [];
  const reads = roles.includes("auditor") && !roles.includes("coordinator");
  useEffect(() => {
    readsOnly.value = reads;
    return () => void (readsOnly.value = false);
  }, [reads]);
  return <Office desk={device} notices={told} path={path} search={query} />;
}
