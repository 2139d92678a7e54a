// Figures by name, in the order in which they first came.

import type { Figure, Notebook } from '../benchmark.ts';

export class FiguresByName {
  readonly #figures = new Map<string, { readonly unit: Figure['unit']; readonly samples: number[] }>();

  add(what: string, unit: Figure['unit'], sample: number): void {
    const figure = this.#figures.get(what) ?? { unit, samples: [] };
    figure.samples.push(sample);
    this.#figures.set(what, figure);
  }

  writeInto(notebook: Notebook): void {
    for (const [what, { unit, samples }] of this.#figures) notebook.record({ what, unit, samples });
  }
}
