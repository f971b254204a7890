import { install, installing } from "../install";
import { Button, Notice } from "../ui";
import { a } from "./words";

/** How to put the app on the home screen; nothing where it is there, or where this browser has no such thing. */
export function Install() {
  const how = installing.value;
  if (how !== "ask" && how !== "hand") return null;
  return (
    <section class="leaf" id="install" aria-labelledby="install-title">
      <h2 id="install-title">{a("install.title")}</h2>
      <p>{a("install.why")}</p>
      {how === "hand" ? <p>{a("install.how")}</p> : <Button kind="line" icon="download" onClick={() => void install()}>{a("install.do")}</Button>}
    </section>
  );
}

/** Said before anything is promised offline, where the browser may throw away what it keeps. */
export function InstallHint() {
  if (installing.value !== "hand") return null;
  return <Notice icon="download"><b>{a("install.title")}.</b> {a("install.why")} <a href="/more">{a("install.show")}</a></Notice>;
}
