import type { ComponentChildren } from "preact";
import { format, language, said } from "../../i18n";
import { Button, Finding, Notice, Skeleton, State, type IconName } from "../../ui";
import { Failed } from "../../ui/Failed";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { dated } from "../papers/told";
import { p } from "../papers/words";
import { size, type Condition } from "./condition";
import { h } from "./words";

const on = (instant: string): string => dated(format.today(new Date(instant)));

/** How the server is: what is wrong first, with what to do; then everything that is watched. */
export function OperatorPage({ desk }: { desk: Desk }) {
  const asked = useAsked<Condition>(desk, "/api/v1/office/operator", 30_000);
  const is = asked.value;
  const bytes = (n: number): string => size(n, language.value === "en" ? "." : ",");
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/provider">{p("title.provider")}</Button>
          <h1>{h("title")}</h1>
          <p class="soft">{is ? h("running", { version: is.version, when: format.fullMoment(is.since) }) : h("what")}</p>
        </div>
      </header>
      {asked.failed !== undefined && <Failed failed={asked.failed} again={asked.again} />}
      {is === undefined && asked.failed === undefined && <Skeleton rows={8} label={h("loading")} />}
      {is && (
        <>
          {is.wrong.length === 0 ? <Notice tone="done" icon="check"><b>{h("fine")}.</b> {h("fineDo")}</Notice> : (
            <section class="section" aria-labelledby="o-wrong">
              <h2 id="o-wrong">{h("wrong")} <span class="soft s">{is.wrong.length}</span></h2>
              <div class="findings findings--joined">
                {is.wrong.map((one) => (
                  <Finding key={one.code} state={<State tone={one.grave ? "alarm" : "you"} icon={one.grave ? "alarm" : "you"}>{h(one.grave ? "grave" : "soon")}</State>} title={said(one.message)}>
                    <p>{said(one.action)}</p>
                  </Finding>
                ))}
              </div>
            </section>
          )}
          <div class="papers-of">
            <Leaf id="copies" title={h("copies")}>
              <Fact what={h("backup")}>{is.backup ? on(is.backup) : h("never")}</Fact>
              <Fact what={h("verified")}>{is.verified ? h(is.verified.wrong > 0 ? "verifiedWrong" : "verifiedFine", { when: on(is.verified.at), n: is.verified.wrong }) : h("never")}</Fact>
              <Fact what={h("restored")}>{is.restored ? on(is.restored) : h("never")}</Fact>
            </Leaf>
            <Leaf id="store" title={h("store")}>
              {is.disk && <Fact what={h("disk")}>{h("diskOf", { free: bytes(is.disk.free), size: bytes(is.disk.size) })}</Fact>}
              {is.store && <Fact what={h("database")}>{bytes(is.store.bytes)}</Fact>}
              {is.book && is.book.archive !== null && <Fact what={h("archive")}>{bytes(is.book.archive)}</Fact>}
              {is.notes && <Fact what={h("notes")}>{is.notes.overdue === 0 ? h("notesNone") : h("notesOver", { n: is.notes.overdue, when: dated(is.notes.since) })}</Fact>}
              {is.book && is.book.behind > 0 && <Fact what={h("behind")}>{h("entries", { n: is.book.behind })}</Fact>}
            </Leaf>
            <Leaf id="connections" title={h("connections")}>
              <Fact what={h("elt")}><Link on={is.elt.connected} stopped={is.elt.stopped} failing={is.elt.outage > 0} more={[is.elt.waiting > 0 && h("waiting", { n: is.elt.waiting }), is.elt.held > 0 && h("held", { n: is.elt.held })]} /></Fact>
              <Fact what={h("erak")}><Link on={is.erak} /></Fact>
              <Fact what={h("bankid")}><Link on={is.bankid} /></Fact>
              {is.notices && <Fact what={h("push")}><Link on more={[h("devices", { n: is.notices.devices }), is.notices.waiting > 0 && h("waiting", { n: is.notices.waiting }), is.notices.stale > 0 && h("stale", { n: is.notices.stale })]} /></Fact>}
              {is.ways.map((way) => <Fact key={way.kind} what={h(way.kind)}><Link on={way.connected} stopped={way.stopped} failing={way.failures > 0} more={[way.waiting > 0 && h("waiting", { n: way.waiting })]} /></Fact>)}
            </Leaf>
            <Leaf id="certificates" title={h("certificates")}>
              {is.certificates.length === 0 && <p class="soft">{h("noCertificates")}</p>}
              {is.certificates.map((one) => <Fact key={one.service} what={h(`certificate.${one.service}`)}>{h(one.days < 0 ? "ended" : "days", { n: one.days, when: on(one.notAfter) })}</Fact>)}
            </Leaf>
            {is.book && (
              <Leaf id="jobs" title={h("jobs")}>
                <Fact what={h("due")}>{is.book.dueSince ? h("dueSince", { n: is.book.due, when: format.fullMoment(is.book.dueSince) }) : "0"}</Fact>
                <Fact what={h("later")}>{String(is.book.later)}</Fact>
                {is.book.held > 0 && <Fact what={h("heldJobs")}>{String(is.book.held)}</Fact>}
                <Fact what={h("conflicts")}>{String(is.book.conflicts)}</Fact>
                <Fact what={h("parked")}>{String(is.book.parked)}</Fact>
              </Leaf>
            )}
            {is.figures && (
              <Leaf id="figures" title={h("figures")}>
                <Fact what={h("requests")}>{String(is.figures.requests)}</Fact>
                <Fact what={h("failed")}>{String(is.figures.failed)}</Fact>
                {is.figures.within !== null && <Fact what={h("within")}>{h("ms", { n: is.figures.within })}</Fact>}
                {is.figures.memory > 0 && <Fact what={h("memory")}>{bytes(is.figures.memory)}</Fact>}
              </Leaf>
            )}
          </div>
          <p class="soft s">{h("more")}</p>
        </>
      )}
    </>
  );
}

function Leaf({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return <section class="leaf paper" aria-labelledby={`o-${id}`}><h2 id={`o-${id}`}>{title}</h2><dl class="facts">{children}</dl></section>;
}

function Fact({ what, children }: { what: string; children: ComponentChildren }) {
  return <div><dt>{what}</dt><dd>{children}</dd></div>;
}

/** How a connection stands, and what waits there. */
function Link({ on, stopped, failing, more = [] }: { on: boolean; stopped?: boolean; failing?: boolean; more?: readonly (string | false)[] }) {
  const [tone, icon, word]: readonly ["plain" | "done" | "you" | "alarm", IconName, string] = !on ? ["plain", "todo", h("not")] : stopped ? ["alarm", "alarm", h("stopped")] : failing ? ["you", "clock", h("failing")] : ["done", "check", h("connected")];
  return <><State tone={tone} icon={icon}>{word}</State>{more.some(Boolean) && <small class="soft block">{more.filter(Boolean).join(", ")}</small>}</>;
}
