import { format, said } from "../../i18n";
import { Notice } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { troubleOf, type Connection, type Trouble } from "./connection";
import { w } from "./words";

/** What stands in the way of sending, where something does. paper: also that nobody has connected, and that paper is the way. */
export function JoinNotice({ desk, paper }: { desk: Desk; paper?: boolean }) {
  const asked = useAsked<Connection>(desk, "/api/v1/connection", 30_000);
  const trouble = asked.value && troubleOf(asked.value);
  if (asked.value === undefined || trouble === undefined || (trouble === "off" && !paper)) return null;
  return (
    <Notice tone={trouble === "stopped" || trouble === "expired" ? "alarm" : trouble === "off" ? "info" : "you"} icon={trouble === "off" ? "plug" : trouble === "outage" ? "nonet" : trouble === "expires" ? "clock" : "alarm"} live>
      <Words trouble={trouble} of={asked.value} /> <a href="/office/connection">{w("join.see")}</a>
    </Notice>
  );
}

/** The same in words. */
export function Words({ trouble, of: { elt, bankid } }: { trouble: Trouble; of: Connection }) {
  switch (trouble) {
    case "stopped": return <><strong>{w("join.stopped")}{elt.since ? ` ${w("join.outageSince", { when: format.moment(elt.since) })}` : ""}.</strong> {said(elt.words ?? undefined) || w("join.stoppedDo")}</>;
    case "outage": return <><strong>{w("join.outage")}{elt.outage?.since ? ` ${w("join.outageSince", { when: format.moment(elt.outage.since) })}` : ""}.</strong> {said(elt.outage?.words)} {w("join.outageDo")}</>;
    case "off": return <><strong>{w("join.off")}.</strong> {w("join.offElt")}</>;
    case "expired": return <><strong>{w("join.certificateOver")}.</strong> {w("join.certificateDo")}</>;
    case "expires": {
      const days = Math.min(...[elt.certificate, bankid.certificate].filter((c) => c !== null).map((c) => c.days));
      return <><strong>{w("join.certificateDays", { n: days })}.</strong> {w("join.certificateDo")}</>;
    }
  }
}
