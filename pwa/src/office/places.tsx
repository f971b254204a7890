// Which page of the office stands at which path. A place knows what it shows, what it is called, and where in the menu it is.

import type { ComponentChildren } from "preact";
import { text } from "../core/types";
import { format, t } from "../i18n";
import { Button, Trouble, type Toaster } from "../ui";
import type { Desk, Notices } from "../ui/desk";
import { Fetched } from "../ui/Fetched";
import { BoardPage } from "./BoardPage";
import type { Place } from "./Frame";
import { LatePage } from "./LatePage";
import { MePage } from "./MePage";
import { MonthPage } from "./MonthPage";
import { PeoplePage } from "./PeoplePage";
import { First } from "./papers/First";
import { Papers } from "./papers/index";
import { p } from "./papers/words";
import { PlanPage, PlanStart } from "./plan/PlanPage";
import { datesOf, numberOf, weekOf } from "./plan/week";
import { w } from "./send/words";
import { o } from "./words";

/** A page at a path. */
export interface Standing {
  readonly menu: Place;
  readonly title: string;
  readonly page: ComponentChildren;
  /** What is another page, where the path and what follows it are not: a filter is no new page. */
  readonly is?: string;
}

/** What a page stands on. */
export interface Ground {
  readonly desk: Desk;
  readonly notices: Notices;
  readonly toaster: Toaster;
  readonly path: string;
  readonly query: URLSearchParams;
}

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The page at a path: /office (?month=2026-10), /office/<place>, and /office/<beneficiary>/<month>. */
export function standingAt(ground: Ground): Standing {
  const [, , first = "", second = "", third = ""] = ground.path.split("/").map(decodeURIComponent);
  if (ground.path === "/reach") return { menu: "me", title: o("me.reach"), page: <div class="people"><Fetched from={own} show={({ default: Reach }) => <Reach />} /></div> };
  const known = places[first]?.(ground, second, third);
  if (known) return known;
  if (month.test(second)) return monthAt(ground, first, second);
  return {
    menu: "board", title: t("trouble.nothing"),
    page: <Trouble level={1} icon="info" title={t("trouble.nothing")}><div><Button kind="primary" href="/office">{o("nav.board")}</Button></div></Trouble>,
  };
}

const pages = () => import("./send/pages");
const inbox = () => import("./inbox/pages");
const now = () => import("./now/pages");
const reach = () => import("./reach/pages");
const own = () => import("../reach");
const out = () => import("./out/pages");
const reports = () => import("./reports/pages");
const running = () => import("./operator/pages");
const staff = () => import("./staff/pages");
const unsocial = () => import("./unsocial/pages");

/** The places by the first part of their path; undefined where what follows names none. */
const places: Record<string, (ground: Ground, second: string, third: string) => Standing | undefined> = {
  "": ({ desk, toaster, query }) => {
    const wanted = query.get("month") ?? "";
    const shown = month.test(wanted) ? wanted : format.monthAfter(format.today(desk.now()), -1); // the one that has just ended
    return { menu: "board", title: format.capital(format.month(shown, true)), is: shown, page: <><First desk={desk} /><BoardPage desk={desk} month={shown} query={query} toaster={toaster} /></> };
  },
  inbox: ({ desk, toaster, query }) => ({
    menu: "inbox", title: o("nav.inbox"), is: "inbox",
    page: <Fetched from={inbox} show={({ InboxPage }) => <InboxPage desk={desk} query={query} toaster={toaster} />} />,
  }),
  now: ({ desk, toaster }) => ({ menu: "board", title: o("atWork.title"), page: <Fetched from={now} show={({ NowPage }) => <NowPage desk={desk} toaster={toaster} />} /> }),
  late: ({ desk, toaster }) => ({ menu: "inbox", title: o("late.title"), page: <LatePage desk={desk} toaster={toaster} /> }),
  unreached: ({ desk }) => ({ menu: "inbox", title: o("unreached.title"), page: <Fetched from={reach} show={({ ReachPage }) => <ReachPage desk={desk} />} /> }),
  sheets: ({ desk, toaster, path }, of) => month.test(of) ? {
    menu: "board", title: w("all.title", { month: format.month(of, true) }),
    page: <Fetched from={pages} show={({ SheetsPage }) => <SheetsPage key={path} desk={desk} month={of} toaster={toaster} />} />,
  } : undefined,
  payroll: ({ desk, toaster, path }, of) => month.test(of) ? {
    menu: "board", title: o("payroll.title", { month: format.month(of, true) }),
    page: <Fetched from={out} show={({ PayrollPage }) => <PayrollPage key={path} desk={desk} month={of} toaster={toaster} />} />,
  } : undefined,
  plan: ({ desk, toaster, path }, beneficiary, week) => {
    if (beneficiary === "") return { menu: "plan", title: o("nav.plan"), page: <PlanStart desk={desk} week={weekOf(format.today(desk.now()))} /> };
    if (datesOf(week).length === 0) return undefined;
    return { menu: "plan", title: o("plan.title", { name: named(desk, beneficiary), n: numberOf(week) }), page: <PlanPage key={path} desk={desk} beneficiary={beneficiary} week={week} toaster={toaster} /> };
  },
  people: (ground, who, what) => {
    const { desk, toaster, path } = ground;
    const menu = "people";
    if (who === "") return { menu, title: o("people.title"), page: <PeoplePage desk={desk} /> };
    if (who === "papers") return { menu, title: p("list.papers"), page: <Fetched from={staff} show={({ PapersPage }) => <PapersPage desk={desk} />} /> };
    if (what === "leave") return { menu, title: person(desk, who), page: <Fetched from={staff} show={({ LeavePage }) => <LeavePage key={path} desk={desk} toasts={toaster} id={who} />} /> };
    return papers(ground, who, who === "new" || who === "import" ? p(`title.${who}`) : person(desk, who));
  },
  provider: (ground) => papers(ground, "provider", p("title.provider")),
  unsocial: ({ desk, toaster }) => ({ menu: "people", title: o("unsocial.title"), page: <Fetched from={unsocial} show={({ UnsocialPage }) => <UnsocialPage desk={desk} toaster={toaster} />} /> }),
  connection: ({ desk, toaster }) => ({ menu: "people", title: w("join.title"), page: <Fetched from={pages} show={({ ConnectionPage }) => <ConnectionPage desk={desk} toaster={toaster} />} /> }),
  systems: ({ desk, toaster }) => ({ menu: "people", title: o("systems.title"), page: <Fetched from={out} show={({ SystemsPage }) => <SystemsPage desk={desk} toaster={toaster} />} /> }),
  operator: ({ desk }) => ({ menu: "people", title: p("title.operator"), page: <Fetched from={running} show={({ OperatorPage }) => <OperatorPage desk={desk} />} /> }),
  reports: ({ desk }) => ({ menu: "reports", title: o("nav.reports"), page: <Fetched from={reports} show={({ ReportsPage }) => <ReportsPage desk={desk} />} /> }),
  me: ({ desk, notices }) => ({ menu: "me", title: t("more.title"), page: <MePage desk={desk} notices={notices} /> }),
};

function monthAt({ desk, toaster, path }: Ground, beneficiary: string, of: string): Standing {
  return { menu: "board", title: o("month.of", { name: named(desk, beneficiary), month: format.month(of) }), page: <MonthPage key={path} desk={desk} beneficiary={beneficiary} month={of} toaster={toaster} /> };
}

function papers({ desk, toaster, query }: Ground, which: string, title: string): Standing {
  return { menu: "people", title, page: <Papers desk={desk} toasts={toaster} which={which} query={query} /> };
}

/** A person's name; empty where they are not known here. */
function named(desk: Desk, id: string): string {
  const known = desk.docs.value.get(`person/${id}`);
  return known ? text(known.fields, "name") : "";
}

function person(desk: Desk, id: string): string {
  return desk.docs.value.has(`person/${id}`) ? named(desk, id) : t("trouble.nothing");
}
