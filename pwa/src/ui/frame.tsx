// What stands around a screen on a phone: the bar with the state in words, the page, the tabs.

import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Icon, Logo, type IconName } from "./Icon";

/** The first thing that a keyboard reaches. */
export function Skip() {
  return <a class="btn btn--primary skip" href="#main">{t("app.skip")}</a>;
}

/** A phone's screen: bar, page, tabs. */
export function App({ bar, tabs, children }: { bar?: ComponentChildren; tabs?: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <Skip />
      <div class="app">
        {bar}
        <main class="main" id="main" tabIndex={-1}>{children}</main>
        {tabs}
      </div>
    </>
  );
}

/** The header: our name or the way back, and whatever stands to the right (usually Sync). */
export function Bar({ back, children }: { back?: { href: string; label?: string; onClick?: (e: MouseEvent) => void } | undefined; children?: ComponentChildren }) {
  return (
    <header class="bar">
      {back ? (
        <a class="back" href={back.href} onClick={back.onClick}>
          <Icon name="prev" flip /> {back.label ?? t("do.back")}
        </a>
      ) : (
        <a class="brand" href="/"><Logo /> {t("app.name")}</a>
      )}
      {children}
    </header>
  );
}

/** The state of what is on the phone, always in words; announced when it changes, where it is live. */
export function Sync({ icon, href, live, children }: { icon: IconName; href: string; live: boolean; children: ComponentChildren }) {
  // The status around the link, not in it: what a status says gives no name to what it stands in.
  return <div role="status" aria-live={live ? "polite" : "off"}><a class="sync" href={href}><Icon name={icon} /> <span>{children}</span></a></div>;
}

/** One place in the bottom navigation; dot is how many things there wait for the person, said by dotWords. */
export interface Tab {
  href: string;
  icon: ComponentChildren;
  label: string;
  current?: boolean;
  dot?: number;
  dotWords?: string;
}

/** Bottom navigation: the bookmark hangs over the place you are at. */
export function Tabs({ items, label, desk }: { items: readonly Tab[]; label?: string; desk?: boolean }) {
  return (
    <nav class={desk ? "tabs tabs--desk" : "tabs"} aria-label={label ?? t("app.menu")}>
      <ul>
        {items.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? "page" : undefined}>
              {tab.icon} {tab.label}
              {tab.dot ? <span class="dot">{tab.dot}<span class="vh"> {tab.dotWords}</span></span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
