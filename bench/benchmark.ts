// What a benchmark is: a question, a bounded amount of work, and figures that answer it.

/** Samples of one quantity. One sample is a figure too, such as a ratio. */
export interface Figure {
  readonly what: string;
  readonly unit: 'ms' | 'us' | 'MB' | 'bytes' | 'per s' | 'ratio' | 'messages';
  readonly samples: readonly number[];
}

/** Where a benchmark puts what it finds. */
export interface Notebook {
  record(figure: Figure): void;
  /** A line of progress. */
  say(line: string): void;
}

export interface Extent {
  /** Full numbers for a page of figures; quick ones to see that it works. */
  readonly isQuick: boolean;
}

export interface Benchmark {
  readonly name: string;
  readonly asks: string;
  run(notebook: Notebook, extent: Extent): Promise<void>;
}
