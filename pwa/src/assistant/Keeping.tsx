import { format } from "../i18n";
import { core } from "../core";
import { install, installing, system } from "../install";
import { room } from "../storage";
import { Button, Notice } from "../ui";
import { telling, type Telling } from "./keeping";
import { a } from "./words";

function now(): Telling | undefined {
  const waiting = core.waiting.value.length + core.unsaved.value.length;
  return telling({ room: room.value, installing: installing.value, system: system(), waiting });
}

/** Said on every screen: little room left, or a tab whose storage may go. Calmly, with what to do. */
export function KeepingNotice() {
  const told = now();
  if (told?.say === "full") {
    return <Notice tone="you" icon="store" live><b>{a("keep.full")}.</b> {a("keep.fullSafe")} {a("keep.free", { n: format.megabytes(told.free) })} {a("keep.fullDo")}</Notice>;
  }
  if (told?.say !== "tab") return null;
  return <Notice icon="download"><b>{a("install.title")}.</b> {a("install.why")} <a class="alone" href="/install">{a("install.show")}</a></Notice>;
}

/** Said beside what waits: the browser has promised nothing. */
export function Loose() {
  if (now()?.say !== "loose") return null;
  return <Notice icon="store">{a("keep.loose")} {installing.value !== "installed" && <a class="alone" href="/install">{a("install.show")}</a>}</Notice>;
}

/** The way to the home screen, always there; where the browser offers it, in one tap. */
export function InstallCard() {
  const how = installing.value;
  return (
    <section class="leaf" id="install" aria-labelledby="install-title">
      <h2 id="install-title">{a(how === "installed" ? "install.isThere" : "install.title")}</h2>
      {how !== "installed" && <p>{a(how === "hand" ? "install.why" : "install.whyAlso")}</p>}
      {how === "ask" && <Button kind="line" icon="download" onClick={() => void install()}>{a("install.do")}</Button>}
      <Button kind={how === "ask" || how === "installed" ? "quiet" : "line"} start={how === "ask" || how === "installed"} href="/install">{a(how === "installed" ? "install.showElse" : "install.show")}</Button>
    </section>
  );
}
