// The reader’s text size, by which lengths in pixels are multiplied.

const USUAL = 16;

/** 1 at the usual font size of browsers, 2 at twice that. */
export const textSize = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL;

/** A length of usual text for a style, as CSS reads it. */
export const rem = (pixels: number): string => `${pixels / USUAL}rem`;
