// Nobody survives the runner. Peers watch the end of their stdin, but a stopped one cannot; so the kernel or a guard process kills it.

import process from 'node:process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { PeerCommand } from './peer-command.ts';

/** `setpriv`: the kernel kills a peer whose runner died (Linux). `process`: a small program does, when its pipe ends. */
export type GuardKind = 'setpriv' | 'process';

export interface OrphanGuard extends AsyncDisposable {
  readonly kind: GuardKind;
  /** The command that is really started. Its process id is the peer's. */
  wrap(command: PeerCommand): PeerCommand;
  watch(pid: number): void;
  forget(pid: number): void;
}

/** The surest guard that this machine has, unless one is named. */
export async function openOrphanGuard(kind?: GuardKind): Promise<OrphanGuard> {
  return (kind ?? (await surestGuard())) === 'setpriv' ? kernelGuard() : guardProcess();
}

async function surestGuard(): Promise<GuardKind> {
  if (process.platform !== 'linux') return 'process';
  // Asked by trying: some setpriv programs do not know this flag.
  const { failed } = await execa('setpriv', ['--pdeathsig', 'KILL', 'true'], {
    reject: false,
    stdio: 'ignore',
  });
  return failed ? 'process' : 'setpriv';
}

/** The signal comes when the *thread* that started the peer ends, which for the main thread is the end of the runner. */
function kernelGuard(): OrphanGuard {
  return {
    kind: 'setpriv',
    wrap: ({ file, args }) => ({ file: 'setpriv', args: ['--pdeathsig', 'KILL', '--', file, ...args] }),
    watch() {},
    forget() {},
    async [Symbol.asyncDispose]() {},
  };
}

function guardProcess(): OrphanGuard {
  const program = fileURLToPath(new URL(`./guard-program${extname(import.meta.url)}`, import.meta.url));
  const guard = execa(process.execPath, [program], {
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
    // Away from the terminal's Ctrl-C, which reaches every process of the runner's group.
    detached: true,
    reject: false,
  });
  const { stdin } = guard;
  // A guard that died is no reason to fail: peers still watch the end of their stdin.
  stdin.on('error', () => {});
  return {
    kind: 'process',
    wrap: (command) => command,
    watch: (pid) => void stdin.write(`+${pid}\n`),
    forget: (pid) => void stdin.write(`-${pid}\n`),
    async [Symbol.asyncDispose]() {
      stdin.end();
      await guard;
    },
  };
}
