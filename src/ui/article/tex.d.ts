// A .tex file is a formula; the build makes MathML of it.
declare module '*.tex' {
  export const html: string;
}
