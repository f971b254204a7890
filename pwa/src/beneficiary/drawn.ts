// Shapes that only this room draws, in the form of ui/icons.ts.

export const drawn = {
  listen: "M4 9.5h3.5L12.5 5v14l-5-4.5H4Z M16 9a4.2 4.2 0 0 1 0 6M18.7 6.5a8 8 0 0 1 0 11",
  pause: "M8.5 5v14M15.5 5v14",
} as const;
