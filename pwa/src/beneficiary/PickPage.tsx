import { format, t } from "../i18n";
import { Icon, State } from "../ui";
import type { Named } from "../office/types";
import { asks, firstOf, type Listed } from "./mine";
import { b } from "./words";

/** Whom it is about, where a person has several: each with what waits. Nothing is shown of anybody before one is picked. */
export function PickPage({ people, invoices, me, now, onPick }: { people: readonly Named[]; invoices: readonly Listed[]; me: string; now: Named | undefined; onPick: (id: string) => void }) {
  return (
    <div class="stack stack--l">
      <div class="stack stack--s">
        <h1>{b("home.pick")}</h1>
        <p class="soft">{b("home.pickWhat")}</p>
      </div>
      <ul class="stack">
        {people.map((person) => {
          const turn = firstOf(invoices, person.id);
          return (
            <li key={person.id}>
              <a class="whom" href="/" aria-current={person.id === now?.id ? "true" : undefined} onClick={() => onPick(person.id)}>
                <Icon name="person" large />
                <span>
                  <strong>{person.name}{person.id === me ? ` (${t("who.you")})` : ""}</strong>
                  {turn && asks(turn.invoice) ? <State tone="you" icon="you">{b("pick.waits", { month: format.month(turn.month) })}</State> : <span class="soft">{b("pick.nothing")}</span>}
                  {person.id === now?.id && <span class="soft">{b("pick.now")}</span>}
                </span>
                <Icon name="next" flip />
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
