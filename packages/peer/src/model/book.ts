// A book of values: the same value always has the same number, so that whole rings are compared by numbers. Number 0 is kept free.

export class Book<Value> {
  readonly #numbers = new Map<string, number>();
  readonly #values: (Value | undefined)[] = [undefined];

  /** The number of the value with this spelling, made by `make` when it is new. */
  number(spelling: string, make: () => Value): number {
    const known = this.#numbers.get(spelling);
    if (known !== undefined) return known;
    const number = this.#values.length;
    this.#numbers.set(spelling, number);
    this.#values.push(make());
    return number;
  }

  at(number: number): Value {
    const value = this.#values[number];
    if (value === undefined) throw new RangeError(`nothing in the book has the number ${number}`);
    return value;
  }

  get size(): number {
    return this.#values.length - 1;
  }
}
