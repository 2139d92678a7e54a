// The part of jstat that is used here; the library comes without types.

declare module 'jstat' {
  interface Distribution {
    /** The chance of at most `x`. */
    cdf(x: number, degreesOfFreedom: number): number;
  }

  const jstat: { readonly chisquare: Distribution };
  export default jstat;
}
