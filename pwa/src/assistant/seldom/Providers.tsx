import { core } from "../../core";
import { Icon } from "../../ui";
import { providerIn } from "../mine";
import { s } from "./words";

/** What waits to be sent at the other providers: how many rows at which, and what sends them. */
export function WaitingThere() {
  return core.others.value.map(({ name, rows, waiting, out }) => waiting > 0 && (
    <p key={name}><Icon name="device" /> {s(out ? "there.out" : "there.waits", { n: waiting, name: providerIn(rows) || s("there.unnamed") })}</p>
  ));
}

/** Beside signing out: it is of one provider, and not of the others. */
export function StaysAt() {
  return <p>{s("leave.one", { name: core.others.value.map(({ rows }) => providerIn(rows) || s("there.unnamed")).join(", ") })}</p>;
}
