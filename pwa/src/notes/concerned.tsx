// Day notes for whom they are about, and whoever represents them: to read.

import type { Named } from "../office/types";
import { Icon, type Desk } from "../ui";
import { format } from "../i18n";
import { DayNotes } from "./DayNotes";
import { notedDays } from "./notes";
import { n } from "./words";

/** What was noted; nothing where nothing was. */
export function OwnNotes({ desk, whom, nameOf }: { desk: Desk; whom: Named; nameOf: (id: string) => string }) {
  const me = desk.who.value?.person ?? "";
  if (notedDays(desk.docs.value, whom.id, format.today(desk.now())).length === 0) return null;
  return (
    <details class="leaf thread__fold">
      <summary><b>{n("title")}</b> <Icon name="down" /></summary>
      <p class="soft">{whom.id === me ? n("own") : n("ownOf", { name: whom.name })}</p>
      <DayNotes beneficiary={whom.id} speaker={{ desk, me, as: "beneficiary", names: nameOf, tell: () => undefined }} />
    </details>
  );
}
