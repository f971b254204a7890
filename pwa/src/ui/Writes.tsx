import type { ComponentChildren } from "preact";
import { core } from "../core";
import { route } from "../route";

/** What writes: it is not offered while this app is too old to, nor to an auditor in the office, who only reads there. */
export function Writes({ children }: { children: ComponentChildren }) {
  return core.outdated.value || readsOnly() ? null : <>{children}</>;
}

/** Whether whoever is here looks the office over, and changes nothing in it. */
export function readsOnly(): boolean {
  const roles = core.who.value?.roles ?? [];
  return roles.includes("auditor") && !roles.includes("coordinator") && route.value.path.startsWith("/office");
}
