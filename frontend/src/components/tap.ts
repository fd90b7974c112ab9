/** For a link that stands alone: as tall as a thumb needs it. Links inside a sentence keep the line's height. */
export const TAP = { display: "inline-flex", alignItems: "center", minHeight: 44 } as const;
