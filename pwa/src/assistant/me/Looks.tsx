import { look, wear, type Look, type TextSize } from "../../look";
import { Choices, Language } from "../../ui";
import { m } from "./words";

type Theme = "device" | "light" | "dark";

/** The language, the size of text, and light or dark, on this device. */
export function Looks() {
  const now = look.value;
  const but = (change: Look, without: keyof Look): void => {
    const { [without]: _, ...rest } = now;
    wear({ ...rest, ...change });
  };
  return (
    <>
      <div class="leaf"><Language /></div>
      <div class="leaf">
        <Choices<"100" | TextSize>
          legend={m("looks.text")} name="text" value={now.text ?? "100"} onChange={(text) => but(text === "100" ? {} : { text }, "text")}
          options={[{ value: "100", label: "100 %", sub: m("looks.100") }, ...(["125", "150", "200"] as const).map((value) => ({ value, label: `${value} %` }))]}
        />
      </div>
      <div class="leaf">
        <Choices<Theme>
          legend={m("looks.theme")} name="theme" value={now.theme ?? "device"} onChange={(theme) => but(theme === "device" ? {} : { theme }, "theme")}
          options={(["device", "light", "dark"] as const).map((value) => ({ value, label: m(`looks.${value}`) }))}
        />
      </div>
    </>
  );
}
