// Type of an imported .tex file: a formula as MathML.
declare module '*.tex' {
  export const html: string;
}
