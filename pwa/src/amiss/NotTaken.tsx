import { core } from "../core";
import type { Kept } from "../core/types";
import { said } from "../i18n";
import { Button, Notice } from "../ui";
import { n } from "./words";

/** What the server did not take of a row of one's own, in its sheet: why, and that it is still here. */
export function NotTaken({ kept, what }: { kept: Kept; what: string }) {
  return (
    <Notice tone="alarm" icon="alarm">
      <b>{n("row.title")}.</b> {said(kept.verdict?.message)} {n("row.kept", { what })}{" "}
      <Button kind="line" onClick={() => void core.dismiss(kept.id)}>{n("read")}</Button>
    </Notice>
  );
}
