// Keys on a live screen: q ends it, as Ctrl-C does. Without it, what is typed would be echoed into the table.

/** What is needed of `process.stdin`. */
export interface Keyboard {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  off(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const controlC = 3;
const letterQ = 'q'.charCodeAt(0);

/** Its signal is aborted with the reason `SIGINT` or `quit`. Disposing gives the keyboard back. */
export interface Keys extends Disposable {
  readonly signal: AbortSignal;
}

/** Silent unless the keyboard is a terminal. */
export function watchKeys(keyboard: Keyboard): Keys {
  const pressed = new AbortController();
  const { signal } = pressed;
  if (keyboard.isTTY !== true) return { signal, [Symbol.dispose]() {} };
  function onKeys(bytes: Uint8Array): void {
    if (bytes.includes(controlC)) pressed.abort('SIGINT');
    else if (bytes.includes(letterQ)) pressed.abort('quit');
  }
  keyboard.setRawMode?.(true);
  keyboard.on('data', onKeys);
  keyboard.resume();
  return {
    signal,
    [Symbol.dispose]() {
      keyboard.off('data', onKeys);
      keyboard.pause();
      keyboard.setRawMode?.(false);
    },
  };
}
