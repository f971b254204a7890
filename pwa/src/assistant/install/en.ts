// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "Passbok on the home screen",
  "why": "Then it starts like an app, also without network, and the phone keeps what you have written.",
  "there": "Passbok is on this phone's home screen already.",
  "which": "Which phone do you have?",
  "iphone": "iPhone or iPad",
  "android": "Android",
  "mac": "Mac",
  "iphone.1": "Open Passbok in Safari. Tap Share: the square with an arrow upwards.",
  "iphone.1else": "Can't see it? Tap the three dots first.",
  "iphone.2": "Scroll down in the list and tap Add to Home Screen.",
  "iphone.3": "Tap Add. Then Passbok is among your apps.",
  "iphone.4": "Open it from there. The first time you enter a code: find it under More, Sign in to the app on the home screen.",
  "android.1": "Open Passbok in Chrome. Tap the three dots up in the corner.",
  "android.2": "Tap Add to Home screen, then Install.",
  "android.3": "Then Passbok is among your apps. You are signed in already.",
  "android.else": "Other browsers have the same choice in their menu.",
  "mac.1": "Open Passbok in Safari. Choose File, then Add to Dock.",
  "mac.2": "Open it from the Dock. The first time you enter a code: find it under More, Sign in to the app on the home screen.",
  "do": "Add it now",
};
