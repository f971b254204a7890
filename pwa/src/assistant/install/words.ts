// The words of the guide to the home screen.

import { words } from "../../i18n";

export const sv = {
  "title": "Passbok på hemskärmen",
  "why": "Då startar den som en app, även utan nät, och telefonen behåller det du skrivit.",
  "there": "Passbok ligger redan på hemskärmen på den här telefonen.",
  "which": "Vilken telefon har du?",
  "iphone": "iPhone eller iPad",
  "android": "Android",
  "mac": "Mac",
  "iphone.1": "Öppna Passbok i Safari. Tryck på Dela: fyrkanten med en pil uppåt.",
  "iphone.1else": "Ser du den inte? Tryck först på de tre prickarna.",
  "iphone.2": "Bläddra nedåt i listan och tryck på Lägg till på hemskärmen.",
  "iphone.3": "Tryck på Lägg till. Sedan ligger Passbok bland dina appar.",
  "iphone.4": "Öppna den därifrån. Första gången skriver du in en kod: den finns under Mer, Logga in i appen på hemskärmen.",
  "android.1": "Öppna Passbok i Chrome. Tryck på de tre prickarna uppe i hörnet.",
  "android.2": "Tryck på Lägg till på startskärmen, sedan på Installera.",
  "android.3": "Sedan ligger Passbok bland dina appar. Du är redan inloggad.",
  "android.else": "Andra webbläsare har samma val i sin meny.",
  "mac.1": "Öppna Passbok i Safari. Välj Arkiv, sedan Lägg till i Dock.",
  "mac.2": "Öppna den från Dock. Första gången skriver du in en kod: den finns under Mer, Logga in i appen på hemskärmen.",
  "do": "Lägg till nu",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of the guide's words. */
export const g = words("guide", sv, async () => (await import("./en")).en);
