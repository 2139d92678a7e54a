// Runs many questions at once, but never more than a few dozen: file descriptors are finite.

/** Results in the order of the inputs. `ask` must not reject. */
export async function mapBounded<Input, Output>(
  inputs: readonly Input[],
  atOnce: number,
  ask: (input: Input) => Promise<Output>,
): Promise<readonly Output[]> {
  const outputs: { readonly index: number; readonly output: Output }[] = [];
  const queue = inputs.entries();
  async function work(): Promise<void> {
    for (const [index, input] of queue) {
      // One worker asks one question at a time; the workers run beside each other.
      outputs.push({ index, output: await ask(input) });
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, work));
  return outputs.toSorted((a, b) => a.index - b.index).map((each) => each.output);
}
