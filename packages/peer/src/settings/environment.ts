// Where a value comes from: a flag beats RINGSIDE_* in the environment, which beats the default. The environment is an argument, so this stays pure.

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value as the user wrote it. `source` is what an error must name: `--peers` or `RINGSIDE_PEERS`. */
export interface Given {
  readonly text: string;
  readonly source: string;
}

/** `--base-port` is RINGSIDE_BASE_PORT. */
export function environmentName(flag: string): string {
  return `RINGSIDE_${flag.replace(/^-+/, '').replaceAll('-', '_').toUpperCase()}`;
}

/** The flag's own value, else its variable's, else undefined. An empty variable counts as absent; an empty flag does not. */
export function given(
  flag: string,
  value: string | number | undefined,
  environment: Environment,
): Given | undefined {
  if (value !== undefined) return { text: String(value), source: flag };
  const name = environmentName(flag);
  const text = environment[name];
  return text === undefined || text.trim() === '' ? undefined : { text, source: name };
}
