import { format, said, t } from "../i18n";
import { Finding, State } from "../ui";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** What is missing for the month to be paid, with what to do and how much may not be paid; nothing where nothing is. */
export function Lacks({ view }: { view: InvoiceView }) {
  const lacks = view.lacks ?? [];
  if (lacks.length === 0) return null;
  return (
    <section class="section" aria-labelledby="lacks">
      <h2 id="lacks">{b("lacks.title")}</h2>
      <p>{b("lacks.what")} {(view.risk ?? 0) > 0 && <strong>{b("lacks.risk", { kr: format.kronor(view.risk ?? 0) })}</strong>}</p>
      <div class="findings findings--joined">
        {lacks.map((lack) => (
          <Finding key={lack.code} title={said(lack.message)} state={lack.ore > 0 ? <State tone="you" icon="coin">{b("invoice.risk", { kr: format.kronor(lack.ore) })}</State> : <State icon="info">{t("state.know")}</State>}>
            <p>{said(lack.action)}</p>
          </Finding>
        ))}
      </div>
    </section>
  );
}
