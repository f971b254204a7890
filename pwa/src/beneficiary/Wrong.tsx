import { Button, Icon, Trouble } from "../ui";
import { b } from "./words";

/** What to do when something is not as it was: the office is one press away. */
export function Wrong({ phone }: { phone: string }) {
  return (
    <details class="wrong-here">
      <summary><Icon name="speak" /> {b("invoice.wrong")}</summary>
      <div class="leaf">
        <p>{b("invoice.wrongWhat")}</p>
        {phone === "" ? <p>{b("invoice.wrongNobody")}</p> : <Button kind="line" wide href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{b("invoice.wrongCall", { phone })}</Button>}
      </div>
    </details>
  );
}

/** That it is not for whoever looks to send. */
export function Not() {
  return <Trouble icon="info" title={b("send.not")}><p>{b("send.notWhat")}</p></Trouble>;
}
