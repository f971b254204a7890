import { useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { Button, Notice, Sheet, TextField } from "../../ui";
import { sentence } from "../../ui/sentence";
import type { Desk } from "../../ui/desk";
import type { Named } from "../types";
import { o } from "../words";
import { p } from "./words";

interface Invitation {
  link: string;
  code: string;
  expires: string;
  /** The link as a QR code: its rows from above, of 1 for dark and 0 for light. */
  qr?: readonly string[];
}

/** A link that signs one person in on one device, and the same as a QR code. */
export function Invite({ desk, person, onClose }: { desk: Desk; person: Named; onClose: () => void }) {
  const [made, setMade] = useState<Invitation | undefined>(undefined);
  const [failed, fail] = useState<string | undefined>(undefined);
  const [copied, setCopied] = useState<"yes" | "no" | undefined>(undefined);
  const [busy, work] = useState(false);
  const make = async (): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      // Whoever was added just now may still be on the way to the server, which does not know them before.
      if (!(await sent(desk))) fail(p("invite.sending"));
      else setMade((await desk.post("/api/v1/invitations", { person: person.id })) as Invitation);
    } catch (error) {
      fail(sentence(error));
    } finally {
      work(false);
    }
  };
  const copy = async (link: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied("yes");
    } catch {
      setCopied("no");
    }
  };
  return (
    <Sheet
      title={o("people.inviteTitle", { name: person.name })} onClose={onClose} closeLabel={t("do.close")}
      actions={made ? <Button kind="primary" onClick={() => void copy(made.link)}>{o("people.copyLink")}</Button> : <Button kind="primary" busy={busy} onClick={() => void make()}>{o("people.inviteMake")}</Button>}
    >
      <p>{o("people.inviteWhat", { name: person.name })}</p>
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{failed}</Notice>}
      {made && (
        <>
          {made.qr && <Qr rows={made.qr} />}
          <TextField label={o("people.link")} value={made.link} onInput={() => undefined} readOnly />
          <TextField label={o("people.code")} value={made.code} onInput={() => undefined} readOnly />
          <p class="soft">{o("people.expires", { when: format.fullMoment(made.expires) })}</p>
        </>
      )}
      <p role="status">{copied === "yes" ? o("people.copied") : copied === "no" ? o("people.copyFailed") : ""}</p>
    </Sheet>
  );
}

// Dark on light whatever the theme, with the four modules of quiet around it that cameras ask for.
function Qr({ rows }: { rows: readonly string[] }) {
  const size = rows.length + 8;
  const path = rows.flatMap((row, y) => [...row].map((dark, x) => (dark === "1" ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={p("invite.qr")} shape-rendering="crispEdges">
      <rect class="qr__light" width={size} height={size} /><path class="qr__dark" d={path} />
    </svg>
  );
}

/** Waits until all that was written here has reached the server; false where it has not within so many milliseconds. */
async function sent(desk: Desk, patience = 8000): Promise<boolean> {
  for (let waited = 0; desk.waiting.peek() > 0; waited += 100) {
    if (waited >= patience) return false;
    await new Promise((later) => setTimeout(later, 100));
  }
  return true;
}
