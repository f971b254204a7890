import { Button, Icon } from "../ui";
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
