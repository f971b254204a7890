import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { format, t } from "../i18n";
import { Icon, Logo, readsOnly, Shape, Skip, State, Tabs, Toasts, Troubles, type Toaster } from "../ui";
import { SignedOut } from "../ui/Failed";
import { useAsked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { waitingOf, type Item } from "./inbox/inbox";
import { officeIcons } from "./icons";
import { namesOf } from "./people";
import { o } from "./words";

/** The places of the office. */
export type Place = "inbox" | "board" | "plan" | "people" | "reports" | "me";

/** What stands around every page of the office: our name, the places, the state in words. */
export function Frame({ desk, place, toaster, children }: { desk: Desk; place: Place; toaster: Toaster; children: ComponentChildren }) {
  const name = desk.who.value?.name ?? "";
  const names = namesOf(desk.docs.value, t("who.someone"));
  const todo = useToDo(desk);
  return (
    <>
      <Skip />
      <div class="desk">
        <header class="top">
          <a class="brand" href="/office"><Logo /> {t("app.name")}</a>
          <nav aria-label={t("app.menu")}>
            <a href="/office" aria-current={place === "board" ? "page" : undefined}>{o("nav.board")}</a>
            <a href="/office/inbox" aria-current={place === "inbox" ? "page" : undefined}>{o("nav.inbox")}{todo > 0 && <span class="dot">{todo}<span class="vh"> {o("nav.waiting")}</span></span>}</a>
            <a href="/office/plan" aria-current={place === "plan" ? "page" : undefined}>{o("nav.plan")}</a>
            <a href="/office/people" aria-current={place === "people" ? "page" : undefined}>{o("nav.people")}</a>
            <a href="/office/reports" aria-current={place === "reports" ? "page" : undefined}>{o("nav.reports")}</a>
          </nav>
          <p class="top__state" role="status"><DeskState desk={desk} /></p>
          <a class="top__me" href="/office/me" aria-current={place === "me" ? "page" : undefined}>{name}</a>
        </header>
        <main class="desk__main" id="main" tabIndex={-1}><Troubles desk={desk} short={names} />{desk.signedOut.value && <SignedOut waiting={desk.waiting.value} />}{children}</main>
        <Tabs
          desk label={t("app.menu")}
          items={[
            { href: "/office", icon: <Shape drawn={officeIcons.grid} />, label: o("nav.board"), current: place === "board" },
            { href: "/office/inbox", icon: <Icon name="check" />, label: o("nav.inbox"), current: place === "inbox", dot: todo, dotWords: o("nav.waiting") },
            { href: "/office/plan", icon: <Icon name="calendar" />, label: o("nav.plan"), current: place === "plan" },
            { href: "/office/people", icon: <Icon name="person" />, label: o("nav.people"), current: place === "people" },
          ]}
        />
      </div>
      <Toasts toaster={toaster} />
    </>
  );
}

/** How many things wait for somebody of the office, and are not put off. */
function useToDo(desk: Desk): number {
  const asked = useAsked<{ items: readonly Item[] }>(desk, "/api/v1/office/inbox", 30_000);
  const docs = desk.docs.value;
  const today = format.today(desk.now());
  return useMemo(() => (asked.value?.items ?? []).filter((item) => !waitingOf(item, docs, today).away).length, [asked.value, docs, today]);
}

function DeskState({ desk }: { desk: Desk }) {
  const n = desk.waiting.value;
  if (n > 0 && !desk.online.value) return <State icon="device">{o("state.unsent", { n })}</State>;
  if (!desk.online.value) return <State icon="nonet">{o("state.offline")}</State>;
  if (readsOnly.value) return <State icon="lock">{o("state.reads")}</State>;
  return <State icon="check">{o("state.live")}</State>;
}
