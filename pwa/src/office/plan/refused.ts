// Why a plan cannot be somebody's, in words.

import type { Plan } from "../../core/plan";
import type { Row } from "../../core/types";
import { format } from "../../i18n";
import { refusal, type Draft } from "./check";
import { p } from "./words";

/** What this device knows to stand in the way of a draft; undefined where nothing does. */
export function refused(draft: Draft, all: readonly Plan[], docs: ReadonlyMap<string, Row>, names: (id: string) => string): string | undefined {
  const no = refusal(draft, all, docs);
  if (!no) return undefined;
  const name = names(draft.assistant);
  return no.why === "clash" ? p("refuse.clash", { name, where: names(no.by.beneficiary), span: format.span(no.by.start, no.by.end) })
    : p("refuse.stranger", { name, where: names(draft.beneficiary), day: format.day(draft.start) });
}
